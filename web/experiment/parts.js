// Which parts of the page a lesson shows, and which settings its reader may not change, of the words that ask for it.
import { nearest } from './nearest.js'
import { attributeOf, PROPERTIES } from './settings.js'

/** The parts, as `show` and `::part` name them. */
export const PARTS = ['ladder', 'controls', 'settings', 'source', 'status', 'step', 'loss', 'table', 'writing', 'ask', 'next', 'inside', 'subwords', 'answers', 'gradients']

/** What `lock` can name beside settings: all of them, and the choice of a text, in two words. */
const LOCKS = ['all', 'text', 'source']

/** A word that names nothing, with the nearest that does. @typedef {{ word: string, nearest: string }} Unknown */
/** @typedef {{ names: Set<string>, unknown: Unknown[] }} Read */

/** The parts that are not to be shown; without a word, none. @param {string[]} words @returns {Read} */
export function hiddenBy(words) {
  const { names, unknown } = read(words, PARTS)
  return { names: new Set(names.size > 0 ? PARTS.filter((part) => !names.has(part)) : []), unknown }
}

/** What is locked: settings by their names, and `text`. @param {string[]} words @returns {Read} */
export function lockedBy(words) {
  const settings = PROPERTIES.map(({ name }) => name)
  const { names, unknown } = read(words, [...LOCKS, ...settings.map(attributeOf)])
  if (names.has('all')) return { names: new Set([...settings, 'text']), unknown }
  return { names: new Set([...names].map((name) => (name === 'source' ? 'text' : settings.find((setting) => attributeOf(setting) === name) ?? name))), unknown }
}

/** @param {string[]} words dashed or not @param {string[]} known @returns {Read} */
function read(words, known) {
  const dashed = words.map((word) => (known.includes(word) ? word : attributeOf(word)))
  return {
    names: new Set(dashed.filter((word) => known.includes(word))),
    unknown: words.filter((_, i) => !known.includes(dashed[i])).map((word) => ({ word, nearest: nearest(attributeOf(word), known) })),
  }
}
