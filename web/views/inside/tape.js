// The characters as a row of letters, of which one can be chosen, by pointer or by key; tinted, the more a head looks at each.
import { sign } from '../kit/characters.js'

/** @typedef {import('./spotlight.js').Spotlight} Spotlight */

const DARKEST = 55 // percent of the colour, so that the letters stay readable
/** @type {Record<string, (at: number, last: number) => number>} */
const MOVES = {
  ArrowLeft: (at) => at - 1, ArrowUp: (at) => at - 1, ArrowRight: (at) => at + 1, ArrowDown: (at) => at + 1, Home: () => 0, End: (_, last) => last,
}

export class Tape {
  #box
  #sequence
  #spotlight
  #text = ''

  /** @param {HTMLElement} box @param {import('../../experiment/trace-way.js').Sequence} sequence whose characters it shows; only one's `own` are chosen among @param {Spotlight} spotlight */
  constructor(box, sequence, spotlight) {
    this.#box = box
    this.#sequence = sequence
    this.#spotlight = spotlight
    if (sequence === 'line') return
    box.addEventListener('click', ({ target }) => {
      const at = Array.prototype.indexOf.call(box.children, target)
      if (at >= 0) this.#choose(at)
    })
    box.addEventListener('keydown', (event) => {
      const move = MOVES[event.key]
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      const last = box.children.length - 1
      this.#choose(Math.max(0, Math.min(last, move(spotlight.at, last))))
    })
  }

  /** @param {number} at */
  #choose(at) {
    this.#spotlight.move({ at })
    const letter = /** @type {HTMLElement} */ (this.#box.children[at])
    letter.focus({ preventScroll: true })
  }

  /** @param {string[]} characters @param {ArrayLike<number>} [looks] how much the head that is lit looks at each */
  draw(characters, looks) {
    if (characters.join('') !== this.#text || this.#box.childElementCount === 0) this.#write(characters)
    const { at, over } = this.#spotlight
    let most = 0
    for (let i = 0; looks && i < looks.length; i++) most = Math.max(most, looks[i])
    characters.forEach((_, i) => {
      const letter = /** @type {HTMLElement} */ (this.#box.children[i])
      const here = this.#sequence === 'own' && i === at
      letter.classList.toggle('here', here)
      letter.classList.toggle('over', over?.sequence === this.#sequence && over.index === i)
      letter.style.setProperty('--look', `${looks && most > 0 ? Math.round(DARKEST * looks[i] / most) : 0}%`)
      if (this.#sequence === 'line') return
      letter.setAttribute('aria-checked', String(here))
      letter.tabIndex = here ? 0 : -1
    })
  }

  /** @param {string[]} characters */
  #write(characters) {
    this.#text = characters.join('')
    this.#box.replaceChildren(...characters.map((character, index) => {
      const letter = Object.assign(document.createElement('span'), { textContent: sign(character) })
      Object.assign(letter.dataset, { sequence: this.#sequence, index })
      if (this.#sequence === 'own') letter.setAttribute('role', 'radio')
      return letter
    }))
  }
}
