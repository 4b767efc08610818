// The core's tokenizers on the page's side of the worker, so that encoding needs no waiting. Same words as the core's.
import { makeError } from '../protocol/errors.js'

export class Tokenizer {
  /** @type {Map<string, number>} */
  #ids
  #vocabulary
  #merges

  /** @param {Pick<import('../protocol/public.js').Info, 'vocabulary' | 'merges'>} info */
  constructor({ vocabulary, merges = [] }) {
    this.#vocabulary = vocabulary
    this.#merges = merges
    this.#ids = new Map(vocabulary.map((character, id) => [character, id]))
  }

  /** Throws an Error that names the first character outside the vocabulary. @param {string} text @returns {number[]} */
  encode(text) {
    const known = this.#vocabulary.length - this.#merges.length
    const ids = Array.from(text, (character, position) => {
      const id = this.#ids.get(character)
      if (id !== undefined) return id
      throw makeError('text.unknown-character', `character ${grouped(position + 1)}, "${character}", is not among the ` +
        `${grouped(known)} characters of the text that the model learns from`, { position: position + 1, character, known })
    })
    return this.#merges.reduce((before, [left, right], merge) => {
      const after = []
      for (let i = 0; i < before.length; i++) after.push(before[i] === left && before[i + 1] === right ? (i++, known + merge) : before[i])
      return after
    }, ids)
  }

  /** Throws an Error that names the first id outside the vocabulary. @param {Iterable<number>} ids @returns {string} */
  decode(ids) {
    return Array.from(ids, (id) => {
      const character = this.#vocabulary[id]
      if (character !== undefined) return character
      const high = this.#vocabulary.length - 1
      throw makeError('token.range', `token id ${id} is not a whole number from 0 to ${grouped(high)}`, { value: String(id), high })
    }).join('')
  }
}

/** 1,234,567 @param {number} count */
function grouped(count) { return count.toLocaleString('en-US') }
