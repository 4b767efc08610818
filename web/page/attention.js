// Attention: how much a head, reading the first characters of the text, looks back at each earlier one.
import { firstCharacters } from './corpus.js'
import { percent, quoted } from './format.js'

/** @typedef {import('../engine/trainer.js').Trainer} Trainer */
/** @typedef {import('./heat-map.js').Cell} Cell */
/** @typedef {import('./heat-map.js').Source} Source */

const MOST = 64 // characters read: more than that cannot be told apart
const NAMED = 3 // characters that are looked at most

/** @implements {Source} */
export class Attention {
  title = 'what it looks back at'
  axes = 'row: what is read; column: what it looks at'
  note = ''
  layer = 0
  head = 0
  /** @type {string[]} */
  characters = []
  /** Row by row, of which each adds up to 1. @type {Float32Array} */
  shares = new Float32Array()
  #session

  /** @param {import('./session.js').Session} session */
  constructor(session) { this.#session = session }

  /** @param {Trainer} trainer */
  async refresh(trainer) {
    const { corpus } = this.#session
    const { layers, heads, config } = trainer.info
    this.layer = Math.min(this.layer, layers - 1)
    this.head = Math.min(this.head, heads - 1)
    const text = corpus ? await firstCharacters(corpus, Math.min(MOST, config.blockSize)) : []
    const { data } = await trainer.attention({ layer: this.layer, head: this.head, text: text.join('') })
    this.characters = text
    this.shares = data
  }

  /** The last character, and what it looks at most. @returns {Cell} */
  get example() { return this.strongest(this.characters.length - 1) }

  /** What the character of a row looks at most. @param {number} row @returns {Cell} */
  strongest(row) { return { row, column: this.#ranked(row)[0] ?? 0 } }

  /** @param {Cell} cell */
  sentences({ row, column }) {
    const name = (/** @type {number} */ i) => (i === row ? 'itself' : quoted(this.characters[i]))
    const share = (/** @type {number} */ i) => `${name(i)} ${percent(this.shares[row * this.characters.length + i])}`
    if (column > row) return [`reading ${quoted(this.characters[row])}, it cannot see what comes later`, 'the mask hides it']
    const most = this.#ranked(row).slice(0, NAMED).map(share)
    return [`reading ${quoted(this.characters[row])}, it looks at ${share(column)}`, `most at ${most.join(', ')}`]
  }

  /** @param {number} row @returns {number[]} */
  #ranked(row) {
    const shares = this.shares.subarray(row * this.characters.length, row * this.characters.length + row + 1)
    return Array.from(shares.keys()).sort((a, b) => shares[b] - shares[a])
  }
}
