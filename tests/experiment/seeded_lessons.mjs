// Lessons to try: made of numbers, so that they are the same wherever they are made.
import { PROPERTIES } from '../../web/experiment/settings.js'

export const LESSONS = 500
const PARTS = ['ladder', 'controls', 'settings', 'source', 'status', 'step', 'loss', 'table', 'writing', 'ask', 'next', 'inside', 'subwords', 'answers', 'gradients']
const NASTY = ['a', 'to be ', '"', "'", '&', '&amp;', '&#38;', '<', '>', '\n', '\t', '😀', 'ä', 'שלום', '\u202e', '%', '%41', '+', '#', '?', '=', ',', ';', '\\', '\u2028', '</script>', '</SCRIPT ', '<!--', '<script>', '$&', '`${a}`']

/** Numbers from 0 to 1, the same ones for the same seed. @param {number} seed */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** A lesson with everything that a teacher may ask for, the same one for the same seed. @param {number} seed @returns {import('../../web/experiment/lesson.js').Lesson} */
export function seeded(seed) {
  const random = randomFrom(seed)
  const below = (/** @type {number} */ count) => Math.floor(random() * count)
  const some = (/** @type {string[]} */ all) => all.filter(() => random() < 0.3).join(' ')
  const words = (/** @type {number} */ most) => Array.from({ length: 1 + below(most) }, () => NASTY[below(NASTY.length)]).join('')
  const settings = Object.fromEntries(PROPERTIES.filter(() => random() < 0.25).map(({ name, choices, whole, low = 0, high = 1 }) => {
    if (choices) return [name, choices[below(choices.length)]]
    const value = low + random() * (Math.min(high, 1000) - low)
    return [name, whole ? Math.ceil(value) : value]
  }))
  const source = [{}, { text: words(40) }, { src: `texts/${words(3)}` }][below(3)]
  const all = { ...source, prompt: words(3), show: some(PARTS), lock: random() < 0.3 ? 'all' : some(['seed', 'learning-rate', 'preset']), autoplay: true, theme: 'dark', lang: 'de' }
  return { settings, ...source, ...Object.fromEntries(Object.entries(all).filter(([name, value]) => value && (name in source || random() < 0.5))) }
}
