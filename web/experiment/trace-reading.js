// A trace as it is shown: whose rows are whose, and what the model would say.
import { candidates } from './next-character.js'
import { softmax } from './softmax.js'

/** @typedef {import('../protocol/public.js').Info} Info */
/** @typedef {import('../protocol/public.js').Trace} Trace */

export class Reading {
  #trace
  #vocabulary
  /** What is gone through, character by character. @type {string[]} */
  own
  /** What its columns are where an encoder has read a line; else the same. @type {string[]} */
  line
  /** How many numbers describe a character. */
  width
  /** How many of them a head has. */
  headSize

  /** @param {Trace} trace @param {Pick<Info, 'vocabulary' | 'config'>} info */
  constructor(trace, { vocabulary, config }) {
    this.#trace = trace
    this.#vocabulary = vocabulary
    this.line = trace.tokens.map((id) => vocabulary[id])
    this.own = config.model === 'encoder-decoder' ? backwards(this.line, vocabulary[0]) : this.line
    this.width = config.nEmbd
    this.headSize = config.model === 'self-attention' ? config.nEmbd : config.nEmbd / config.nHead
  }

  get names() { return [...this.#trace.tensors.keys()] }

  /** @param {string} name @returns {Float32Array} */
  values(name) {
    return /** @type {{ data: Float32Array }} */ (this.#trace.tensors.get(name)).data
  }

  /** What a tensor says of one character. @param {string} name @param {number} at */
  row(name, at) {
    const values = this.values(name)
    const length = values.length / this.own.length
    return values.subarray(at * length, (at + 1) * length)
  }

  /** The likeliest characters by logits of one character. @param {string} name @param {number} at @param {number} count */
  said(name, at, count) { return candidates(this.#vocabulary, softmax(this.row(name, at))).slice(0, count) }

  /** The likeliest characters, of the model's own shares. @param {number} at @param {number} count */
  saidLast(at, count) { return candidates(this.#vocabulary, this.row('softmax', at)).slice(0, count) }

  /** The character of each number of a row of logits. */
  get vocabulary() { return this.#vocabulary }
}

/** What a decoder is given while it writes a line backwards: the line's end, then what it should have written. @param {string[]} line @param {string} end */
function backwards(line, end) {
  const length = line.includes(end) ? line.indexOf(end) : line.length
  const written = line.slice(0, length).reverse()
  return line.map((_, i) => (i === 0 ? end : written[i - 1] ?? end))
}

/**
 * What a head would look at, were its scores divided by the root of another number.
 * @param {Float32Array} scores of each two characters, row by row @param {number} count of characters @param {number} size the number @param {boolean} causal whether what comes later is hidden
 */
export function asIfScaledBy(scores, count, size, causal) {
  const shares = new Float32Array(scores.length)
  for (let row = 0; row < count; row++) {
    const seen = causal ? row + 1 : count
    shares.set(softmax(scores.subarray(row * count, row * count + seen).map((score) => score / Math.sqrt(size))), row * count)
  }
  return shares
}
