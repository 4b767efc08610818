// What waits for the next start, said where training goes on; and what was refused and has no field to say so.
import { onChange } from './kit/changes.js'
import { find, say } from './kit/dom.js'
import { attributeOf, inWords, PROPERTIES } from '../experiment/settings.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */

/** @param {ParentNode} root @param {Experiment} experiment @param {AbortSignal} signal */
export function connectPending(root, experiment, signal) {
  const show = () => showPending(root, experiment)
  onChange(experiment, { settings: show }, signal)
  show()
}

/** @param {ParentNode} root @param {Experiment} experiment */
function showPending(root, { settings: { pending }, refused, step }) {
  const labels = PROPERTIES.filter(({ name }) => pending.includes(name)).map(({ label }) => label)
  const list = labels.length > 1 ? `${labels.slice(0, -1).join(', ')} and ${labels[labels.length - 1]}` : labels[0]
  find(root, 'restart', HTMLElement).hidden = step === 0 || labels.length === 0
  if (labels.length > 0) say(find(root, 'restart-text', HTMLElement), `The new ${list} will hold from the next start; the model in training keeps the old.`)
  const sentences = new Set(Array.from(refused, ([name, { sentence }]) => sentenceFor(name, sentence)))
  say(find(root, 'settings-problem', HTMLElement), [...sentences].filter(Boolean).join('. '))
}

/** @param {string} name @param {string} sentence why it is refused */
function sentenceFor(name, sentence) {
  const property = PROPERTIES.find((known) => known.name === name)
  if (property?.inForm) return '' // said at its field
  return property ? inWords(sentence) : `${inWords(sentence)}; did you mean ${attributeOf(nearest(name))}?`
}

/** The setting that shares most pairs of letters with a mistyped one. @param {string} typed */
function nearest(typed) {
  const pairs = (/** @type {string} */ word) => new Set(Array.from(word.slice(1), (letter, i) => word[i] + letter))
  const likeness = (/** @type {string} */ name) => {
    const [asked, own] = [pairs(typed), pairs(attributeOf(name))]
    return 2 * [...asked].filter((pair) => own.has(pair)).length / (asked.size + own.size)
  }
  return [...PROPERTIES].sort((a, b) => likeness(b.name) - likeness(a.name))[0].name
}
