// In which unit losses are told on this page: nats or bits, per character in both, whatever a model's tokens are.
import { build, find } from './kit/dom.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../locales/en-panels.js').PanelStrings} PanelStrings */

const CHANGED = 'iambic-loss-unit' // told to all elements of a page
const IN_NATS = /** @type {Record<string, number>} */ ({ nats: 1, bits: Math.LN2 })

/** @param {PanelStrings} strings */
const choice = ({ lossUnit, units }) => `<p class="loss-unit"><select id="loss-unit" aria-label="${lossUnit}">${Object.entries(units).map(([name, words]) => `
  <option value="${name}">${words}</option>`).join('')}
</select></p>`

/**
 * @param {ParentNode} root @param {Experiment} experiment @param {PanelStrings} strings
 * @param {() => void} retell says again what there is to say @param {AbortSignal} signal
 */
export function offerLossUnit(root, experiment, strings, retell, signal) {
  find(root, 'earlier').before(build(choice(strings)))
  const select = find(root, 'loss-unit', HTMLSelectElement)
  const { unit } = strings.format
  const show = () => { select.value = unit.nats === 1 ? 'nats' : 'bits' }
  select.addEventListener('change', () => document.dispatchEvent(new CustomEvent(CHANGED, { detail: select.value })))
  document.addEventListener(CHANGED, (event) => {
    unit.nats = IN_NATS[/** @type {CustomEvent<string>} */ (event).detail]
    show()
    experiment.dispatchEvent(Object.assign(new Event('change'), { what: 'unit' }))
    retell()
  }, { signal })
  show()
}
