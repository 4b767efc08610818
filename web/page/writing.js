// The text that the model writes: noise at first, then almost words, drawn anew while it learns.
import { onFrame } from './frame.js'

/** @typedef {import('./session.js').Session} Session */

const TOKENS = 300

export class Writing {
  temperature = 1
  #session
  #text
  #frame
  #shown = ''
  /** Of the reader's choosing once "new text" was pressed. @type {number | undefined} */
  #seed

  /** @param {HTMLElement} text @param {Session} session */
  constructor(text, session) {
    this.#text = text
    this.#session = session
    this.#frame = onFrame(text, () => { text.textContent = this.#shown })
  }

  visible() { return this.#frame.visible() }

  /** Asks for another text, at the next refresh. */
  renew() { this.#seed = (this.#seed ?? 1) + 1 }

  /** A new model begins with the text that PyTorch would write. */
  startOver() { this.#seed = undefined }

  /** Shows what the model writes now. Never changes the training: it draws from a copy of its stream, or one of its own. */
  async refresh() {
    const { trainer, step } = this.#session
    if (!trainer) return
    const options = { tokens: TOKENS, temperature: this.temperature, peek: true }
    // One seed for the whole run: the same draws meet better and better probabilities, so the text turns into words in place.
    const seed = this.#seed ?? (step > 0 ? 1 : undefined)
    const text = await trainer.generate(seed === undefined ? options : { ...options, seed })
    this.#shown = text.replace(/^\n+/, '') // the model's first character only starts it off
    this.#text.dataset.step = String(trainer.step)
    this.#frame.request(true) // a run that goes on asks only while the text is visible
  }

  stop() { this.#frame.stop() }
}
