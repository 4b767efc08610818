// The text that the model writes: noise at first, then almost words, drawn anew, letter by letter, while it learns.
import { find, say } from './kit/dom.js'
import { roughly, seen } from './kit/format.js'
import { onFrame } from './kit/on-frame.js'
import { reverses } from '../experiment/expectations.js'
import { promptField, usualPrompt } from '../experiment/prompts.js'
import { inWords } from '../experiment/settings.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */

const TOKENS = 300
const AT_ONCE = 0.02 // seconds: a text that takes longer comes with its speed
const BREAKS = 2 // before and after a line that is turned around

export class Writing {
  temperature = 1
  #root
  #experiment
  #text
  #frame
  #shown = ''
  #speed = 0
  #prompt = '' // of the model's own
  /** Of the reader's choosing once "new text" was pressed. @type {number | undefined} */
  #seed

  /** @param {ShadowRoot} root @param {Experiment} experiment @param {() => void} renewed called when another text is wished for */
  constructor(root, experiment, renewed) {
    this.#root = root
    this.#experiment = experiment
    const text = this.#text = find(root, 'text', HTMLElement)
    this.#frame = onFrame(text, () => this.#draw())
    for (const id of ['prompt', 'top-k']) find(root, id, HTMLInputElement).addEventListener('change', renewed)
  }

  visible() { return this.#frame.visible() }

  /** Asks for another text, at the next refresh. */
  renew() { this.#seed = (this.#seed ?? 1) + 1 }

  /** A new model begins with the text that PyTorch would write. */
  startOver() { this.#seed = undefined }

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
      if (Number.isNaN(wishes.topK)) throw new Error(`likeliest must be a whole number, not ${find(this.#root, 'top-k', HTMLInputElement).value}`)
      const text = await trainer.generate({ tokens, temperature: this.temperature, ...stream, ...wishes, onText })
      this.#complain('')
      this.#show(text)
      this.#text.dataset.step = String(trainer.step)
    } catch (error) {
      if (Object.keys(wishes).length > 0 && this.#experiment.trainer === trainer && !this.#experiment.dead) this.#complain(inWords(/** @type {Error} */ (error).message))
    }
  }

  stop() { this.#frame.stop() }

  /** Puts the line that a model needs where the reader's own would be, unless there is one. */
  async #offerPrompt() {
    const prompt = await usualPrompt(this.#experiment)
    if (prompt === this.#prompt) return
    const field = promptField(this.#root)
    if (field.value === this.#prompt) field.value = prompt
    field.placeholder = prompt || 'anything'
    this.#prompt = prompt
  }

  /** What the reader has typed. */
  #wishes() {
    const prompt = promptField(this.#root).value || this.#prompt
    const topK = find(this.#root, 'top-k', HTMLInputElement).value.trim()
    return { ...(prompt && { prompt }), ...(topK && { topK: Number(topK) }) }
  }

  /** @param {string} text */
  #show(text) {
    this.#shown = text
    this.#frame.request(true) // a run that goes on asks only while the text is visible
  }

  #draw() {
    this.#text.classList.toggle('large', reverses(this.#experiment))
    say(this.#text, seen(this.#shown.replace(/^\n+(?=.*\S)/s, ''))) // the model's first character only starts it off
    say(find(this.#root, 'speed', HTMLElement), this.#shown.length > AT_ONCE * this.#speed && this.#speed > 0 ? `${roughly(this.#speed)} characters a second` : '')
  }

  /** @param {string} sentence */
  #complain(sentence) {
    say(find(this.#root, 'writing-problem', HTMLElement), sentence)
    for (const id of ['prompt', 'top-k']) {
      find(this.#root, id, HTMLInputElement).setAttribute('aria-invalid', String(sentence !== '' && /top|likeliest/i.test(sentence) === (id === 'top-k')))
    }
  }
}
