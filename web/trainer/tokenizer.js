// The core's character tokenizer on the page's side of the worker, so that encoding needs no waiting. Same words as the core's.

export class Tokenizer {
  /** @type {Map<string, number>} */
  #ids
  #vocabulary

  /** @param {string[]} vocabulary one character each, in order of their ids */
  constructor(vocabulary) {
    this.#vocabulary = vocabulary
    this.#ids = new Map(vocabulary.map((character, id) => [character, id]))
  }

  /** Throws an Error that names the first character outside the vocabulary. @param {string} text @returns {number[]} */
  encode(text) {
    return Array.from(text, (character, position) => {
      const id = this.#ids.get(character)
      if (id !== undefined) return id
      throw new Error(`character ${grouped(position + 1)}, "${character}", is not among the ` +
        `${grouped(this.#vocabulary.length)} characters of the text that the model learns from`)
    })
  }

  /** Throws an Error that names the first id outside the vocabulary. @param {Iterable<number>} ids @returns {string} */
  decode(ids) {
    return Array.from(ids, (id) => {
      const character = this.#vocabulary[id]
      if (character !== undefined) return character
      throw new Error(`token id ${id} is not a whole number from 0 to ${grouped(this.#vocabulary.length - 1)}`)
    }).join('')
  }
}

/** 1,234,567 @param {number} count */
function grouped(count) { return count.toLocaleString('en-US') }
