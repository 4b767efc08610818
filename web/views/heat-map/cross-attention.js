// Attention across: where in the line a head of the decoder looks while it writes that line backwards. Nothing is hidden from it.
import { Attention } from './self-attention.js'
import { quoted } from '../kit/format.js'
import { lineOf } from '../../experiment/prompts.js'

/** @typedef {import('./index.js').Cell} Cell */

export class CrossAttention extends Attention {
  title = 'where it looks'
  axes = 'row: what is to be written; column: where it looks'
  #line

  /** @param {import('../../experiment/experiment.js').Experiment} experiment */
  constructor(experiment) {
    super(experiment)
    this.#line = () => lineOf(experiment)
  }

  /** What is to be written, in that order. */
  get rows() { return [...this.characters].reverse() }

  /** The first character to be written. @returns {Cell} */
  get example() { return this.strongest(0) }

  /** @protected */
  async read() { return Array.from(await this.#line()) }

  /** @param {number} row */
  letterOf(row) { return this.characters.length - 1 - row }

  /** @param {number} row */
  looks(row) { return this.shares.subarray(row * this.characters.length, (row + 1) * this.characters.length) }

  /** @param {Cell} cell */
  sentences({ row, column }) { return this.looksOf(`To write ${quoted(this.rows[row])}, it`, row, column, (i) => quoted(this.characters[i])) }
}
