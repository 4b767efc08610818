// The ladder: which model learns.
import { find, reveal } from './kit/dom.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */

export class Rungs {
  /** @type {typeof import('./model-story.js').tellRung | undefined} until its script has come */
  tellRung
  #root
  #experiment
  #scroller
  #chosen = ''
  #pointed = ''

  /** @param {ShadowRoot} root @param {Experiment} experiment @param {(preset: string) => void} choose */
  constructor(root, experiment, choose) {
    this.#root = root
    this.#experiment = experiment
    const ladder = find(root, 'rungs', HTMLElement)
    this.#scroller = find(root, 'ladder-scroller', HTMLElement)
    const rungAt = (/** @type {Event} */ { target }) => (target instanceof Element ? target.closest('label')?.querySelector('input')?.value ?? '' : '')
    ladder.addEventListener('change', (event) => choose(rungAt(event)))
    ladder.addEventListener('pointerover', (event) => this.#point(event.pointerType === 'mouse' ? rungAt(event) : ''))
    ladder.addEventListener('pointerleave', () => this.#point(''))
  }

  /** @param {string} preset in use */
  show(preset) {
    for (const input of this.#root.querySelectorAll('#rungs input')) {
      const radio = /** @type {HTMLInputElement} */ (input)
      radio.checked = radio.value === preset // also where another one was chosen, and refused
      if (radio.checked && this.#chosen && preset !== this.#chosen && radio.parentElement) reveal(this.#scroller, radio.parentElement)
    }
    this.#chosen = preset
    this.tell()
  }

  /** The story, and the numbers of the rung in use. */
  tell() { this.tellRung?.(this.#root, this.#experiment, this.#chosen, this.#pointed) }

  /** @param {string} preset under the pointer */
  #point(preset) {
    this.#pointed = preset
    this.tell()
  }
}
