// What waits for the next start, said where training goes on; and what was refused and has no field to say so.
import { onChange } from './kit/changes.js'
import { find, onClick, say } from './kit/dom.js'
import { nearest } from '../experiment/nearest.js'
import { attributeOf, PROPERTIES } from '../experiment/settings.js'
import { hides } from './kit/marks.js'
import { wordOf } from './kit/names.js'
import { inWords } from './kit/problems.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {import('../locales/en.js').Strings} strings */
export const pendingSettings = ({ startAgain }) => `
<p id="restart" class="row" role="status" hidden><span id="restart-text"></span> <button id="restart-now" type="button">${startAgain}</button></p>
<p id="settings-problem" class="problem" role="alert"></p>`

/** @param {ParentNode} root @param {Experiment} experiment @param {PanelStrings} strings @param {(command: Promise<unknown>) => void} attempt says what goes wrong @param {AbortSignal} signal */
export function connectPending(root, experiment, strings, attempt, signal) {
  onClick(root, 'restart-now', () => attempt(experiment.reset()))
  const show = () => showPending(root, experiment, strings)
  onChange(experiment, { settings: show }, signal)
  show()
}

/** @param {ParentNode} root @param {Experiment} experiment @param {PanelStrings} strings */
function showPending(root, { settings: { pending }, refused, step }, strings) {
  const labels = PROPERTIES.filter(({ name }) => pending.includes(name)).map(({ name }) => wordOf(strings.settingLabels, name))
  find(root, 'restart').hidden = step === 0 || labels.length === 0
  if (labels.length > 0) say(find(root, 'restart-text'), strings.pending(labels))
  const sentences = new Set(Array.from(refused, ([name, { error }]) => sentenceFor(name, error, strings, hides(root, 'settings'))))
  say(find(root, 'settings-problem'), [...sentences].filter(Boolean).join('. '))
}

/** @param {string} name @param {Error} error why it is refused @param {PanelStrings} strings @param {boolean} formless whether the form is hidden */
function sentenceFor(name, error, strings, formless) {
  const property = PROPERTIES.find((known) => known.name === name)
  if (property?.inForm && !formless) return '' // said at its field
  const known = PROPERTIES.map((each) => attributeOf(each.name))
  return property ? inWords(error, strings) : strings.didYouMean(inWords(error, strings), nearest(attributeOf(name), known))
}
