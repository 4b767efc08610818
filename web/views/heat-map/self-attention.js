// Attention: how much a head, reading the first characters of the text, looks back at each earlier one.
import { firstCharacters } from '../../experiment/corpus.js'
import { ranked } from '../../experiment/ranked.js'

/** @typedef {import('../../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('./index.js').Cell} Cell */
/** @typedef {import('./index.js').Source} Source */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

const MOST = 64 // characters read: more than that cannot be told apart
const NAMED = 3 // characters that are looked at most

/** @implements {Source} */
export class Attention {
  title
  axes
  note = ''
  see
  /** @type {import('../kit/term.js').Term} */
  term = 'attention'
  layer = 0
  head = 0
  /** @type {string[]} */
  characters = []
  /** Row by row, of which each adds up to 1. @type {Float32Array} */
  shares = new Float32Array()
  /** @protected */
  strings
  #experiment

  /** @param {import('../../experiment/experiment.js').Experiment} experiment @param {PanelStrings} strings */
  constructor(experiment, strings) {
    this.#experiment = experiment
    this.strings = strings
    this.title = strings.looksBack
    this.axes = strings.looksBackAxes
    this.see = strings.see.looksBack
  }

  get rows() { return this.characters }

  /** @param {Trainer} trainer */
  async refresh(trainer) {
    const { layers, heads } = trainer.info
    this.layer = Math.min(this.layer, layers - 1)
    this.head = Math.min(this.head, heads - 1)
    const text = (await this.read(trainer)).join('')
    const { data } = await trainer.attention({ layer: this.layer, head: this.head, text })
    const characters = trainer.encode(text).map((id) => trainer.info.vocabulary[id])
    if (data.length !== characters.length ** 2) return // it has other tokens since, and is asked again
    this.characters = characters
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
  strongest(row) { return { row, column: ranked(this.looks(row))[0] ?? 0 } }

  /** Which of the characters a row stands for, and the other way round. @param {number} row */
  letterOf(row) { return row }

  /** How much a row looks at each character that it may see. @param {number} row */
  looks(row) { return this.shares.subarray(row * this.characters.length, row * this.characters.length + row + 1) }

  /** @param {Cell} cell */
  sentences({ row, column }) {
    const { cannotSee, maskHides, looksAt, looksMostAt, itself, quoted } = this.strings
    const at = quoted(this.characters[row])
    if (column > row) return [cannotSee(at), maskHides]
    return this.looksOf((seen, most) => (most ? looksMostAt : looksAt)(at, seen), row, column, (i) => (i === row ? itself : quoted(this.characters[i])))
  }

  /** How much it looks at one character, and what it looks at most. @protected @param {(seen: string, most: boolean) => string} looks @param {number} row @param {number} column @param {(column: number) => string} name */
  looksOf(looks, row, column, name) {
    const { mostAt, nextAt, percent } = this.strings
    const share = (/** @type {number} */ i) => `${name(i)} ${percent(this.looks(row)[i])}`
    const [first, ...others] = ranked(this.looks(row)).slice(0, NAMED)
    if (column !== first) return [looks(share(column), false), mostAt([first, ...others].map(share))]
    return [looks(share(column), true), others.length > 0 ? nextAt(others.map(share)) : '']
  }
}
