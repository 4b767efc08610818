// The best loss that each rung of the ladder has come to on a text, in this browser: the ladder is the score.
import { hasClimbed } from './next-rung.js'

/** @typedef {import('./experiment.js').Experiment} Experiment */
/** Losses on text that was not read, by rung. @typedef {Readonly<Record<string, number>>} Best */

export class Scores {
  /** Called when there are others. */
  tell = () => {}
  #experiment
  #store
  #place
  /** By the text's checksum. @type {Map<string, Best>} */
  #known = new Map()

  /** @param {Experiment} experiment @param {Pick<import('./key-value-store.js').Store, 'get' | 'put'>} [store] where they outlive the page @param {string} [place] tells this element's from those of others */
  constructor(experiment, store, place = '') {
    this.#experiment = experiment
    this.#store = store
    this.#place = `${place} scores `
    experiment.addEventListener('change', (event) => {
      const { what } = /** @type {import('./experiment.js').ChangeEvent} */ (event)
      if (what === 'opened') this.#read()
      if (what === 'state' && experiment.state === 'done') this.#note()
    })
    this.#read()
  }

  /** On the text in use. @returns {Best} */
  get best() { return this.#known.get(this.#text) ?? {} }

  get #text() { return this.#experiment.trainer?.info.corpusSha256 ?? '' }

  async #read() {
    const text = this.#text
    const kept = text && /** @type {Best | undefined} */ (await this.#store?.get(this.#place + text))
    this.#take(text, kept || {})
  }

  async #note() {
    const { settings: { preset }, curve } = this.#experiment
    const loss = curve.latest?.val
    if (!hasClimbed(this.#experiment) || typeof loss !== 'number') return
    const text = this.#text
    this.#take(text, { [preset]: loss })
    this.#take(text, /** @type {Best | undefined} */ (await this.#store?.get(this.#place + text)) ?? {}) // another tab may have come further
    await this.#store?.put(this.#place + text, this.#known.get(text))
  }

  /** The better ones stay. @param {string} text @param {Best} scores */
  #take(text, scores) {
    const before = this.#known.get(text) ?? {}
    const better = Object.entries(scores).filter(([rung, loss]) => !(before[rung] <= loss))
    this.#known.set(text, { ...before, ...Object.fromEntries(better) })
    this.tell()
  }
}
