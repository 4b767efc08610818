// Attention across: where in the line a head of the decoder looks while it writes that line backwards. Nothing is hidden from it.
import { Attention } from './self-attention.js'
import { lineOf } from '../../experiment/prompts.js'

/** @typedef {import('./index.js').Cell} Cell */

export class CrossAttention extends Attention {
  #line

  /** @param {import('../../experiment/experiment.js').Experiment} experiment @param {import('../../locales/en-panels.js').PanelStrings} strings */
  constructor(experiment, strings) {
    super(experiment, strings)
    this.title = strings.looksAcross
    this.axes = strings.looksAcrossAxes
    this.see = strings.see.looksAcross
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
  sentences({ row, column }) {
    const { writingLooksAt, writingLooksMostAt, quoted } = this.strings
    const at = quoted(this.rows[row])
    return this.looksOf((seen, most) => (most ? writingLooksMostAt : writingLooksAt)(at, seen), row, column, (i) => quoted(this.characters[i]))
  }
}
