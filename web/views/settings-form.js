// The settings form: every value is checked where it is typed.
import { build, find, onClick, say } from './kit/dom.js'
import { SETTINGS } from '../elements/iambic-trainer/panels-template.js'
import { inWords, PROPERTIES } from '../experiment/settings.js'

/** @typedef {import('../experiment/settings.js').Property} Property */

const FIELDS = PROPERTIES.filter(({ inForm }) => inForm)

export class SettingsForm {
  #root
  #experiment

  /** @param {ShadowRoot} root @param {import('../experiment/experiment.js').Experiment} experiment */
  constructor(root, experiment) {
    this.#root = root
    this.#experiment = experiment
    const form = find(root, 'settings', HTMLFormElement)
    form.replaceChildren(build(SETTINGS))
    form.addEventListener('submit', (event) => event.preventDefault())
    for (const property of FIELDS) {
      const input = this.#input(property)
      input.addEventListener('change', () => experiment.applyTexts(new Map([[property.name, input.value]])))
    }
    onClick(root, 'initial', () => experiment.applyTexts(new Map(FIELDS.map(({ name }) => [name, null]))))
  }

  /** Fills the fields; one that holds a refused value keeps it, for nothing typed is lost. */
  show() {
    const { settings: { values }, refused } = this.#experiment
    for (const part of this.#root.querySelectorAll('[data-attends]')) /** @type {HTMLElement} */ (part).hidden = values.model === 'bigram'
    for (const property of FIELDS) {
      const input = this.#input(property)
      const { sentence = '', text = String(values[property.name]) } = refused.get(property.name) ?? {}
      if (input.value !== text) input.value = text
      input.setAttribute('aria-invalid', String(sentence !== ''))
      say(find(this.#root, `${property.name}-problem`, HTMLElement), sentence && inWords(sentence))
    }
  }

  /** @param {Property} property @returns {HTMLInputElement | HTMLSelectElement} */
  #input({ name, choices }) { return choices ? find(this.#root, name, HTMLSelectElement) : find(this.#root, name, HTMLInputElement) }
}
