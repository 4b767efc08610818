// The ladder: which model learns, its story in one line, and what one may expect of it.
import { find, reveal, say } from './dom.js'
import { counted, nats } from './format.js'

/** @typedef {import('./session.js').Session} Session */

export class Rungs {
  #root
  #session
  #scroller
  #chosen = ''
  #pointed = ''

  /** @param {ShadowRoot} root @param {Session} session @param {(preset: string) => void} choose */
  constructor(root, session, choose) {
    this.#root = root
    this.#session = session
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
  tell() {
    const { presets, trainer } = this.#session
    const shown = presets.find(({ name }) => name === (this.#pointed || this.#chosen))
    if (!shown || !trainer) return
    const elsewhere = this.#pointed !== '' && this.#pointed !== this.#chosen
    const changes = elsewhere ? '' : this.#session.name.split(', ').slice(1).join(', ')
    say(find(this.#root, 'story', HTMLElement), `${shown.story}${changes && ` Here with ${changes}.`}`)
    const expected = elsewhere ? this.#session.expectedOf(shown) : this.#session.expected
    const facts = elsewhere ? [] : [counted(trainer.info.parameters, 'parameter')]
    if (expected !== undefined) facts.push(`expected loss about ${nats(expected)}`)
    say(find(this.#root, 'facts', HTMLElement), facts.join(' \u00b7 '))
  }

  /** @param {string} preset under the pointer */
  #point(preset) {
    this.#pointed = preset
    this.tell()
  }
}
