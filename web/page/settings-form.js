// The settings form: every value is checked where it is typed; one that needs a new model waits until the reader says so.
import { build, find, onClick, say } from './dom.js'
import { SETTINGS } from './panels-template.js'
import { inWords, parse, PROPERTIES } from './settings.js'

/** @typedef {import('./settings.js').Property} Property */
/** @typedef {import('./settings.js').Values} Values */

/**
 * @typedef {object} FormActions
 * @property {(name: string, value: number | string) => Promise<void>} change    rejects with a sentence when the value is refused
 * @property {() => Promise<void>} restart    rejects likewise
 * @property {() => Values} usual             the rung's own
 */

export class SettingsForm {
  #root
  #actions
  #restart
  #restartText

  /** @param {ShadowRoot} root @param {FormActions} actions */
  constructor(root, actions) {
    this.#root = root
    this.#actions = actions
    find(root, 'settings', HTMLFormElement).replaceChildren(build(SETTINGS))
    this.#restart = find(root, 'restart', HTMLElement)
    this.#restartText = find(root, 'restart-text', HTMLElement)
    find(root, 'settings', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault())
    for (const property of PROPERTIES.filter(({ inForm }) => inForm)) {
      this.#input(property).addEventListener('change', () => this.#take(property))
    }
    onClick(root, 'restart-now', () => actions.restart().catch((error) => say(this.#restartText, inWords(error.message))))
    onClick(root, 'initial', () => this.#takeAll(actions.usual()))
  }

  /** Fills the fields; one that holds a refused value keeps it, for nothing typed is lost. @param {Values} values */
  show(values) {
    for (const part of this.#root.querySelectorAll('[data-attends]')) /** @type {HTMLElement} */ (part).hidden = values.model === 'bigram'
    for (const property of PROPERTIES.filter(({ inForm }) => inForm)) {
      const input = this.#input(property)
      if (input.getAttribute('aria-invalid') !== 'true') input.value = String(values[property.name])
    }
  }

  /** Says which settings wait for a new model. @param {string[]} names */
  showPending(names) {
    const labels = PROPERTIES.filter(({ name }) => names.includes(name)).map(({ label }) => label)
    this.#restart.hidden = labels.length === 0
    if (labels.length === 0) return
    const list = labels.length > 1 ? `${labels.slice(0, -1).join(', ')} and ${labels[labels.length - 1]}` : labels[0]
    say(this.#restartText, `The new ${list} will hold from the next start; the model in training keeps the old.`)
  }

  /** @param {string} name @param {string} sentence why its value is refused; empty when it is not @param {string} [text] the value */
  refuse(name, sentence, text) {
    const property = PROPERTIES.find((candidate) => candidate.name === name && candidate.inForm)
    if (!property) return
    const input = this.#input(property)
    if (text !== undefined) input.value = text
    input.setAttribute('aria-invalid', String(sentence !== ''))
    say(find(this.#root, `${name}-problem`, HTMLElement), sentence && inWords(sentence))
  }

  /** @param {Property} property @returns {HTMLInputElement | HTMLSelectElement} */
  #input({ name, choices }) { return choices ? find(this.#root, name, HTMLSelectElement) : find(this.#root, name, HTMLInputElement) }

  /** @param {Property} property */
  async #take(property) {
    try {
      await this.#actions.change(property.name, parse(property, this.#input(property).value))
      this.refuse(property.name, '')
    } catch (error) {
      this.refuse(property.name, /** @type {Error} */ (error).message)
    }
  }

  /** @param {Values} values */
  async #takeAll(values) {
    for (const property of PROPERTIES.filter(({ inForm }) => inForm)) {
      this.#input(property).value = String(values[property.name])
      await this.#take(property)
    }
  }
}
