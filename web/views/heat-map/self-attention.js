// Attention: how much a head, reading the first characters of the text, looks back at each earlier one.
import { firstCharacters } from '../../experiment/corpus.js'
import { percent, quoted } from '../kit/format.js'

/** @typedef {import('../../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('./index.js').Cell} Cell */
/** @typedef {import('./index.js').Source} Source */

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
  #experiment

  /** @param {import('../../experiment/experiment.js').Experiment} experiment */
  constructor(experiment) { this.#experiment = experiment }

  get rows() { return this.characters }

  /** @param {Trainer} trainer */
  async refresh(trainer) {
    const { layers, heads } = trainer.info
    this.layer = Math.min(this.layer, layers - 1)
    this.head = Math.min(this.head, heads - 1)
    const text = await this.read(trainer)
    const { data } = await trainer.attention({ layer: this.layer, head: this.head, text: text.join('') })
    this.characters = text
    this.shares = data
  }

  /** What it reads. @protected @param {Trainer} trainer */
  async read({ info }) {
    const { corpus } = this.#experiment
    return corpus ? firstCharacters(corpus, Math.min(MOST, info.config.blockSize)) : []
  }

  /** The last character, and what it looks at most. @returns {Cell} */
  get example() { return this.strongest(this.characters.length - 1) }

  /** What a row looks at most. @param {number} row @returns {Cell} */
  strongest(row) { return { row, column: this.ranked(row)[0] ?? 0 } }

  /** Which of the characters a row stands for, and the other way round. @param {number} row */
  letterOf(row) { return row }

  /** How much a row looks at each character that it may see. @param {number} row */
  looks(row) { return this.shares.subarray(row * this.characters.length, row * this.characters.length + row + 1) }

  /** @param {Cell} cell */
  sentences({ row, column }) {
    const reading = `Reading ${quoted(this.characters[row])}, it`
    if (column > row) return [`${reading} cannot see what comes later.`, 'The mask hides it.']
    return this.looksOf(reading, row, column, (i) => (i === row ? 'itself' : quoted(this.characters[i])))
  }

  /** How much it looks at one character, and what it looks at most. @protected @param {string} who @param {number} row @param {number} column @param {(column: number) => string} name */
  looksOf(who, row, column, name) {
    const share = (/** @type {number} */ i) => `${name(i)} ${percent(this.looks(row)[i])}`
    const [first, ...others] = this.ranked(row).slice(0, NAMED)
    if (column !== first) return [`${who} looks at ${share(column)}.`, `Most at ${[first, ...others].map(share).join(', ')}.`]
    return [`${who} looks most at ${share(column)}.`, others.length > 0 ? `Next at ${others.map(share).join(', ')}.` : '']
  }

  /** @protected @param {number} row @returns {number[]} */
  ranked(row) {
    const looks = this.looks(row)
    return Array.from(looks.keys()).sort((a, b) => looks[b] - looks[a])
  }
}
