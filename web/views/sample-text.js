// The text that the model writes: noise at first, then almost words, drawn anew, letter by letter, while it learns.
import { onChange } from './kit/changes.js'
import { find, onClick, say } from './kit/dom.js'
import { seen } from './kit/characters.js'
import { onFrame } from './kit/on-frame.js'
import { reverses } from '../experiment/expectations.js'
import { usualPrompt } from '../experiment/prompts.js'
import { inWords } from './kit/problems.js'
import { temperatureSlider } from './kit/temperature.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../locales/en.js').Strings} Strings */

const TOKENS = 300
const AT_ONCE = 0.02 // seconds: a text that takes longer comes with its speed
const BREAKS = 2 // before and after a line that is turned around

/** @param {Strings} strings */
export const writing = (strings) => `
<section class="writing" part="writing" aria-labelledby="writing-title">
  <div class="caption">
    <h2 id="writing-title">${strings.writing}</h2>
    <span class="temperature">
      <label for="temperature">${strings.settingLabels.temperature}</label>
      <input id="temperature" type="range" min="0" max="2" step="0.05" value="1">
      <span id="temperature-text">${strings.format.fixed(1)}</span>
    </span>
    <button id="renew" type="button">${strings.newText}</button>
  </div>
  <p class="wishes" part="ask">
    <label>${strings.beginsWith} <input id="prompt" placeholder="${strings.anything}" autocomplete="off" spellcheck="false"></label>
    <label>${strings.amongLikeliest(`<input id="top-k" value="" placeholder="${strings.all}" inputmode="numeric" autocomplete="off">`)}</label>
    <span id="speed" class="at"></span>
  </p>
  <p id="writing-problem" class="problem" role="alert"></p>
  <div id="text" class="text" tabindex="0" role="region" aria-label="${strings.writtenText}" lang="en" translate="no"></div>
</section>`

export class SampleText {
  part = 'writing'
  /** Hears of each whole text, and of the step at which it was written. @type {(text: string, step: number) => void} */
  onwritten = () => {}
  #root
  #experiment
  #strings
  #text
  #frame
  #shown = ''
  #step = NaN
  #speed = 0
  #scheduler
  #field
  #topK
  #prompt = '' // of the model's own
  /** Of the reader's choosing once "new text" was pressed. @type {number | undefined} */
  #seed

  /** @param {ParentNode} root @param {Experiment} experiment @param {Strings} strings @param {import('./kit/refresh-scheduler.js').RefreshScheduler} scheduler @param {AbortSignal} signal */
  constructor(root, experiment, strings, scheduler, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#strings = strings
    const text = this.#text = find(root, 'text')
    this.#frame = onFrame(text, () => this.#draw())
    this.#scheduler = scheduler
    this.#field = find(root, 'prompt', HTMLInputElement)
    this.#topK = find(root, 'top-k', HTMLInputElement)
    this.#field.addEventListener('input', () => experiment.setPrompt(this.#field.value))
    for (const field of [this.#field, this.#topK]) field.addEventListener('change', () => scheduler.now())
    onClick(root, 'renew', () => this.renew())
    temperatureSlider(root, 'temperature', experiment, strings, () => scheduler.now(), signal)
    const anew = () => { this.#seed = undefined } // a new model begins with the text that PyTorch would write
    const other = () => {
      anew()
      this.#speed = 0
      say(find(root, 'speed'), '')
    }
    onChange(experiment, { opened: other, reset: anew, prompt: () => this.#showPrompt() }, signal)
    this.#showPrompt()
    scheduler.add(this)
    signal.addEventListener('abort', () => this.#frame.stop())
  }

  /** The text, as it was written. */
  get shown() { return this.#shown }

  visible() { return this.#frame.visible() }

  /** Another text by the same model. */
  renew() {
    this.#seed = (this.#seed ?? 1) + 1
    this.#scheduler.now()
  }

  /**
   * Shows what the model writes now, over what it wrote before. Never changes the training: it draws from a copy of its
   * stream, or one of its own.
   */
  async refresh() {
    const { trainer } = this.#experiment
    if (!trainer) return
    // One stream for the whole run: the same draws meet better and better probabilities, so the text turns into words in place.
    const stream = this.#seed === undefined ? /** @type {const} */ ({ peek: 'start' }) : { seed: this.#seed }
    await this.#offerPrompt()
    const before = this.#shown
    let written = ''
    const onText = (/** @type {string} */ piece, { tokensPerSecond = 0 } = {}) => {
      written += piece
      this.#speed = tokensPerSecond
      this.#show(written + [...before].slice([...written].length).join(''))
    }
    const wishes = this.#wishes()
    const tokens = reverses(this.#experiment) ? trainer.info.config.blockSize + BREAKS : TOKENS
    try {
      if (Number.isNaN(wishes.topK)) return this.#complain(this.#strings.likeliestNotWhole(this.#topK.value), this.#topK)
      const text = await trainer.generate({ tokens, temperature: Number(this.#experiment.settings.values.temperature), ...stream, ...wishes, onText })
      this.#complain('')
      this.#show(text, trainer.step)
      this.onwritten(text, trainer.step)
    } catch (error) {
      if (Object.keys(wishes).length > 0 && this.#experiment.trainer === trainer && !this.#experiment.dead) this.#refuse(/** @type {Error} */ (error))
    }
  }

  #showPrompt() {
    const { prompt } = this.#experiment
    if (this.#field.value !== prompt) this.#field.value = prompt
  }

  /** Puts the line that a model needs where the reader's own would be, unless there is one. */
  async #offerPrompt() {
    const prompt = await usualPrompt(this.#experiment)
    if (prompt === this.#prompt) return
    const field = this.#field
    if (field.value === this.#prompt) field.value = prompt
    field.placeholder = prompt || this.#strings.anything
    this.#prompt = prompt
  }

  /** What the reader has typed. */
  #wishes() {
    const prompt = this.#experiment.prompt || this.#prompt
    const topK = this.#topK.value.trim()
    return { ...(prompt && { prompt }), ...(topK && { topK: Number(topK) }) }
  }

  /** @param {string} text @param {number} [step] of the model that wrote it, once the text is whole */
  #show(text, step) {
    this.#shown = text
    this.#step = step ?? this.#step
    this.#frame.request(true) // a run that goes on asks only while the text is visible
  }

  #draw() {
    this.#text.classList.toggle('large', reverses(this.#experiment))
    say(this.#text, seen(this.#shown.replace(/^\n+(?=.*\S)/s, ''))) // the model's first character only starts it off
    this.#text.dataset.step = String(this.#step)
    if (this.#shown.length > AT_ONCE * this.#speed && this.#speed > 0) say(find(this.#root, 'speed'), this.#strings.charactersPerSecond(this.#speed)) // and stays, or its line would come and go
  }

  /** @param {Partial<import('../protocol/error-codes.js').IambicError> & Error} error */
  #refuse(error) { this.#complain(inWords(error, this.#strings), error.details?.name === 'topK' ? this.#topK : this.#field) }

  /** @param {string} sentence empty: all is well again @param {HTMLInputElement} [wrong] the field that it is about */
  #complain(sentence, wrong) {
    say(find(this.#root, 'writing-problem'), sentence)
    for (const field of [this.#field, this.#topK]) field.setAttribute('aria-invalid', String(field === wrong))
  }
}
