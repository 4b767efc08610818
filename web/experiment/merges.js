// Byte-pair encoding on the page's side: the merges of a text, which are learned once, and what any number of them makes of it.

/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {{ left: number, right: number, count: number, tokens: number }} Merge  two tokens that became one, how often they stood side by side, and how many tokens the text had then */
/** @typedef {Pick<import('./experiment.js').Experiment, 'corpus' | 'create'>} Source */

const MOST = 1024 // tokens; of a text with more than half as many characters, twice those
const STRETCH = 560 // characters that are shown, or a few less

export class Merges {
  vocabulary
  characters
  /** What each token spells. */
  tokens
  /** The beginning of the text, by its characters. */
  stretch
  /** Which merge joins a character of the stretch with the next one. */
  #joins
  #rows

  /** @param {string[]} vocabulary the text's characters @param {{ characters: number, data: Uint32Array }} learned see Inspector.merges @param {number[]} ids of the stretch's characters */
  constructor(vocabulary, { characters, data }, ids) {
    this.vocabulary = vocabulary
    this.characters = characters
    this.#rows = data
    this.tokens = [...vocabulary]
    this.stretch = ids.map((id) => vocabulary[id])
    this.#joins = joinsOf(ids, this)
    for (let id = vocabulary.length; id < this.most; id++) this.tokens.push(this.tokens[this.merge(id).left] + this.tokens[this.merge(id).right])
  }

  /** The largest vocabulary that was learned. */
  get most() { return this.vocabulary.length + this.#rows.length / 4 }

  /** What made a token of several characters. @param {number} id @returns {Merge} */
  merge(id) {
    const [left, right, count, tokens] = this.#rows.subarray(4 * (id - this.vocabulary.length))
    return { left, right, count, tokens }
  }

  /** How many tokens the text has with a vocabulary. @param {number} vocabSize */
  lengthWith(vocabSize) { return vocabSize > this.vocabulary.length ? this.merge(vocabSize - 1).tokens : this.characters }

  /** The stretch, in the tokens of a vocabulary. @param {number} vocabSize @returns {string[]} */
  stretchWith(vocabSize) {
    const made = vocabSize - this.vocabulary.length
    /** @type {string[]} */
    const tokens = []
    this.stretch.forEach((character, i) => {
      if (i > 0 && this.#joins[i - 1] < made) tokens[tokens.length - 1] += character
      else tokens.push(character)
    })
    return tokens
  }
}

/**
 * A merge only ever takes away what stands between two tokens: which one does, for each pair of neighbours; Infinity where none does.
 * @param {number[]} ids @param {Merges} merges
 */
function joinsOf(ids, merges) {
  const joins = ids.map(() => Infinity)
  let tokens = ids.map((id, at) => ({ id, at }))
  for (let made = merges.vocabulary.length; made < merges.most; made++) {
    const { left, right } = merges.merge(made)
    /** @type {typeof tokens} */
    const merged = []
    for (const token of tokens) {
      const before = merged.at(-1)
      if (before?.id === left && token.id === right) {
        joins[token.at - 1] = made - merges.vocabulary.length
        before.id = made
      } else merged.push(token)
    }
    tokens = merged
  }
  return joins
}

/** By the text. @type {WeakMap<Corpus, Promise<Merges>>} */
const learned = new WeakMap()

/** The merges of the experiment's text: learned by a worker of their own, which a run does not wait for. @param {Source & { corpus: Corpus }} source */
export function mergesOf({ corpus, create }) {
  const known = learned.get(corpus)
  if (known) return known
  const learning = learn(corpus, create)
  learned.set(corpus, learning)
  learning.catch(() => learned.delete(corpus)) // it may be tried again
  return learning
}

/** @param {Corpus} corpus @param {Source['create']} create */
async function learn({ text }, create) {
  const trainer = await create({ text, complete: true })
  try {
    const { vocabulary, trainTokens } = trainer.info
    const ids = await trainer.tokens({ count: Math.min(STRETCH, trainTokens) })
    const lineEnd = ids.lastIndexOf(vocabulary.indexOf('\n'))
    if (lineEnd > STRETCH / 2) ids.splice(lineEnd)
    return new Merges(vocabulary, await allMerges(trainer, Math.max(MOST, 2 * vocabulary.length)), ids)
  } finally {
    trainer.terminate()
  }
}

/** So many tokens, or as many as the text has pairs for. @param {import('../trainer/trainer.js').Trainer} trainer @param {number} vocabSize */
async function allMerges(trainer, vocabSize) {
  try {
    return await trainer.merges({ vocabSize })
  } catch (error) {
    const { code, details } = /** @type {import('../protocol/error-codes.js').IambicError} */ (error)
    if (code !== 'vocabulary.no-pairs') throw error
    return trainer.merges({ vocabSize: Number(details?.high) })
  }
}
