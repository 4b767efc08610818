// The rungs as a row of steps: numbered, in plain words, each with the best loss it has come to. Comes after the first frame.
import { find, say } from '../kit/dom.js'
import { wordOf } from '../kit/names.js'
import { isReversal } from '../../experiment/expectations.js'

/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

const NOT_YET = '\u00b7'

/** @param {ParentNode} root @param {readonly import('../../protocol/public.js').Preset[]} presets @param {import('../../experiment/scores.js').Best} best @param {PanelStrings} strings */
export function showSteps(root, presets, best, strings) {
  const { format: { nats }, lossTold, numbered, otherTask, plainNames, rungSpoken } = strings
  find(root, 'rungs').querySelectorAll('input').forEach((radio, i) => {
    const label = /** @type {HTMLElement} */ (radio.parentElement)
    const [loss, rung] = [best[radio.value], presets[i]]
    const scoreIn = (/** @type {(loss: number) => string} */ words) => (loss === undefined ? '' : rung && isReversal(rung) ? otherTask(words(loss)) : words(loss))
    const score = scoreIn(nats)
    const name = numbered(i + 1, wordOf(plainNames, radio.value))
    say(part(label, 'b'), name)
    say(part(label, 'i'), score || NOT_YET)
    label.classList.toggle('climbed', score !== '')
    radio.setAttribute('aria-label', rungSpoken(name, radio.value, scoreIn(lossTold)))
  })
}

/** @param {HTMLElement} label @param {'b' | 'i'} name */
function part(label, name) {
  const found = label.querySelector(name) ?? document.createElement(name)
  if (!found.isConnected) label.append(found)
  return found
}
