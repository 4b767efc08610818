// What follows what: how likely the model holds each character after each other one, and how often it was so in the text.

/** @typedef {import('../../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('./index.js').Cell} Cell */
/** @typedef {import('./index.js').Source} Source */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

export const MOST = 128 // characters shown: more cells than that cannot be told apart

/** @implements {Source} */
export class Follows {
  title
  axes
  note = ''
  see
  /** @type {import('../kit/term.js').Term} */
  term = 'table'
  /** Shows what was counted instead of what was learned. */
  counted = false
  /** @type {string[]} */
  characters = []
  /** @type {Float32Array} */
  #learned = new Float32Array()
  /** Shares of each row that were counted in the training text. @type {Float32Array} */
  #truth = new Float32Array()
  /** @type {readonly string[] | undefined} whose pairs were counted: each model has a list of its own */
  #countedIn
  #strings

  /** @param {PanelStrings} strings */
  constructor(strings) {
    this.#strings = strings
    this.title = strings.follows
    this.axes = strings.followsAxes
    this.see = strings.see.follows
  }

  get rows() { return this.characters }

  get shares() { return this.counted ? this.#truth : this.#learned }

  /** @param {Trainer} trainer */
  async refresh(trainer) {
    const [{ data }] = await Promise.all([trainer.probabilities({ top: MOST }), this.#countedIn !== trainer.info.vocabulary && this.#count(trainer)])
    this.#learned = data
  }

  /** A cell worth reading first: "q" and "u" where the text has them, else the surest pair. @returns {Cell} */
  get example() {
    const [row, column] = ['q', 'u'].map((character) => this.characters.indexOf(character))
    if (row >= 0 && column >= 0) return { row, column }
    const surest = this.#truth.reduce((best, share, i, all) => (share > all[best] ? i : best), 0)
    const size = Math.max(1, this.characters.length)
    return { row: Math.floor(surest / size), column: surest % size }
  }

  /** What the model thinks, and the truth beside it. @param {Cell} cell */
  sentences({ row, column }) {
    const i = row * this.characters.length + column
    const { comesAfter, countedInText, quoted } = this.#strings
    return [comesAfter(quoted(this.characters[row]), quoted(this.characters[column]), this.#learned[i]), countedInText(this.#truth[i])]
  }

  /** @param {Trainer} trainer */
  async #count(trainer) {
    const { data, ids, totals } = await trainer.counts({ top: MOST })
    const { vocabulary, vocabularySize } = trainer.info
    this.#countedIn = vocabulary
    this.characters = ids.map((id) => vocabulary[id])
    this.#truth = Float32Array.from(data, (count, i) => (count === 0 ? 0 : count / totals[Math.floor(i / ids.length)]))
    this.note = vocabularySize > ids.length ? this.#strings.followsNote(ids.length, this.#strings.tokens(vocabularySize, trainer.info)) : ''
  }
}
