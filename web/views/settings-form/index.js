// The settings form: every value is checked where it is typed.
import { onChange } from '../kit/changes.js'
import { concerns } from '../kit/concerns.js'
import { find, onClick, say } from '../kit/dom.js'
import { wordOf } from '../kit/names.js'
import { explainLock, lockedIn, locks, onMarks } from '../kit/marks.js'
import { inWords } from '../kit/problems.js'
import { PROPERTIES } from '../../experiment/settings.js'
import { offerFiles } from './model-files.js'

/** @typedef {import('../../experiment/settings.js').Property} Property */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

const FIELDS = PROPERTIES.filter(({ inForm }) => inForm)

/** @param {Property} property @param {PanelStrings} strings */
const field = ({ name, initial, restarts, attends, choices }, { settingLabels, settingHelp, settingWords, needsNewStart }) => `
  <div class="field"${attends ? ' hidden' : ''}>
    <label for="${name}">${wordOf(settingLabels, name)}</label>
    ${choices ? `<select id="${name}" aria-describedby="${name}-help ${name}-problem">${choices.map((word) => `<option value="${word}">${wordOf(settingWords, word)}</option>`).join('')}</select>`
    : `<input id="${name}" value="${initial}" inputmode="decimal" autocomplete="off" spellcheck="false" aria-describedby="${name}-help ${name}-problem">`}
    <p class="problem" id="${name}-problem" role="alert"></p>
    <p class="tip" id="${name}-help">${wordOf(settingHelp, name)}${restarts ? ` ${needsNewStart}` : ''}</p>
  </div>`

/** @param {PanelStrings} strings */
export const settingsForm = (strings) => `
  <p id="settings-locked" class="at"></p>
  <div class="fields">${FIELDS.map((property) => field(property, strings)).join('')}</div>
  <p class="row">
    <button id="save" type="button">${strings.saveModel}</button>
    <button id="open-checkpoint" type="button">${strings.openModel}</button>
    <button id="initial" type="button">${strings.backToDefaults}</button>
    <input id="checkpoint-file" type="file" accept=".safetensors" hidden>
  </p>
  <p id="checkpoint-problem" class="problem" role="alert"></p>`

export class SettingsForm {
  #root
  #experiment
  #strings

  /** @param {ParentNode} root @param {import('../../experiment/experiment.js').Experiment} experiment @param {PanelStrings} strings @param {import('../../experiment/corpus-chooser.js').CorpusChooser} corpora @param {AbortSignal} signal */
  constructor(root, experiment, strings, corpora, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#strings = strings
    root.addEventListener('submit', (event) => event.preventDefault(), { signal })
    for (const property of FIELDS) {
      const input = this.#input(property)
      input.addEventListener('change', () => experiment.applyTexts(new Map([[property.name, input.value]])))
    }
    onClick(root, 'initial', () => experiment.applyTexts(new Map(FIELDS.filter(({ name }) => !locks(root, name)).map(({ name }) => [name, null]))))
    offerFiles(root, experiment, strings, corpora)
    onMarks(root, () => this.#show(), signal)
    onChange(experiment, { settings: () => this.#show() }, signal)
    this.#show()
  }

  /** Fills the fields; one that holds a refused value keeps it, for nothing typed is lost. */
  #show() {
    const { settings, refused } = this.#experiment
    const locked = lockedIn(this.#root).length > 0
    find(this.#root, 'open-checkpoint', HTMLButtonElement).disabled = locked // a saved model brings settings of its own
    say(find(this.#root, 'settings-locked'), locked ? this.#strings.someLocked : '')
    for (const property of FIELDS) {
      const input = this.#input(property)
      const field = /** @type {HTMLElement} */ (input.closest('.field'))
      field.hidden = !concerns(property, settings)
      const { error, text = String(settings.values[property.name]) } = refused.get(property.name) ?? {}
      if (input.value !== text) input.value = text
      input.setAttribute('aria-invalid', String(error !== undefined))
      this.#lock(input, locks(this.#root, property.name))
      say(find(this.#root, `${property.name}-problem`), error ? inWords(error, this.#strings) : '')
    }
  }

  /** A field can still be read, by whoever reaches it with the Tab key, too. @param {HTMLInputElement | HTMLSelectElement} input @param {boolean} locked */
  #lock(input, locked) {
    if (input instanceof HTMLInputElement) input.readOnly = locked
    else input.disabled = locked
    explainLock(input, locked, this.#strings.isLocked)
  }

  /** @param {Property} property @returns {HTMLInputElement | HTMLSelectElement} */
  #input({ name, choices }) { return choices ? find(this.#root, name, HTMLSelectElement) : find(this.#root, name, HTMLInputElement) }
}
