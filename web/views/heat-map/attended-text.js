// The text that a head reads, as a line of letters: the darker one is tinted, the more the chosen one looks at it.
import { sign } from '../kit/characters.js'

const DARKEST = 55 // percent of the colour, so that the letters stay readable

export class Strip {
  #box
  #text = ''

  /** @param {HTMLElement} box @param {(position: number | undefined, chosen: boolean) => void} point called with the letter under the pointer, and whether it was pressed */
  constructor(box, point) {
    this.#box = box
    const positionOf = (/** @type {Event} */ { target }) => {
      const position = Array.prototype.indexOf.call(box.children, target)
      return position < 0 ? undefined : position
    }
    box.addEventListener('pointerover', (event) => { if (event.pointerType === 'mouse') point(positionOf(event), false) })
    box.addEventListener('pointerdown', (event) => point(positionOf(event), true))
    box.addEventListener('pointerleave', () => point(undefined, false))
  }

  /** @param {string[]} characters @param {Float32Array} looks how much the chosen letter looks at each; at those beyond it cannot @param {number} chosen */
  draw(characters, looks, chosen) {
    if (characters.join('') !== this.#text) {
      this.#text = characters.join('')
      this.#box.replaceChildren(...characters.map((character) => Object.assign(document.createElement('span'), { textContent: sign(character) })))
    }
    const most = Math.max(...looks)
    characters.forEach((_, i) => {
      const letter = /** @type {HTMLElement} */ (this.#box.children[i])
      letter.className = i === chosen ? 'here' : i >= looks.length ? 'later' : ''
      letter.style.setProperty('--look', `${i < looks.length ? DARKEST * looks[i] / most : 0}%`)
    })
  }
}
