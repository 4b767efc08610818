// The texts and the saved models: which one is in use, and how another comes in. Knows nothing of the page.
import { Problem } from './problem.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {import('../protocol/public.js').LoadProgress} LoadProgress */
/**
 * Where texts come from.
 * @typedef {object} Sources
 * @property {Corpus} sample
 * @property {() => Promise<Corpus | undefined>} findShakespeare
 */

const SOON = 1000 // milliseconds in which tiny Shakespeare is worth waiting for

/** Tells each change by an event. */
export class CorpusChooser extends EventTarget {
  /** Why a text could not be used. @type {Error | undefined} */
  problem
  /** How the search for tiny Shakespeare stands, once that is worth a word; `missing`: it can only be fetched from elsewhere. @type {'searching' | 'found' | 'missing' | undefined} */
  search
  /** How far a text has been read, while it is. @type {LoadProgress | undefined} */
  progress
  /** Tiny Shakespeare, once it was found. @type {Corpus | undefined} */
  shakespeare
  /** Whether the reader has begun with what is there, which nothing then replaces unasked. */
  engaged = false
  /** Counts the wishes for a text: one that comes later than the next wish is not wanted any more. */
  wishes = 0
  experiment
  sources

  /** @param {import('./experiment.js').Experiment} experiment @param {Sources} sources */
  constructor(experiment, sources) {
    super()
    this.experiment = experiment
    this.sources = sources
  }

  /** Whether it is known with which text the page begins. */
  get settled() { return this.search === 'found' || this.search === 'missing' }

  get sample() { return this.sources.sample }

  /** Begins with what is at hand, and goes over to tiny Shakespeare if it comes before the reader has begun. */
  async begin() {
    const { experiment } = this
    const wish = ++this.wishes
    let searching = true
    const search = this.sources.findShakespeare().then((found) => {
      this.shakespeare = found
      searching = false
    })
    later(SOON).then(() => { if (searching && wish === this.wishes) this.#explain('searching') })
    if (!experiment.settings.isBigram) await Promise.race([search, later(SOON)]) // for other models take time to open
    if (wish !== this.wishes) return
    const first = this.shakespeare ?? this.sample
    const opened = experiment.openFirst(first)
    const over = search.then(() => this.#goOver(first))
    Promise.race([over, later(SOON)]).then(experiment.begin)
    await Promise.all([opened, over])
    this.#explain(this.shakespeare ? 'found' : 'missing')
  }

  /** Resolves with whether it is in use; if not, `problem` says why. @param {Corpus} corpus */
  async use(corpus) {
    this.wishes++
    this.refuse(undefined)
    try {
      return await this.experiment.open(corpus, { onLoad: (/** @type {LoadProgress} */ progress) => this.#show(progress) })
    } catch (error) {
      return this.refuse(new Problem({ code: 'text-unusable', name: corpus.name, cause: /** @type {Error} */ (error) }))
    } finally {
      this.#show(undefined)
    }
  }

  /** Tiny Shakespeare instead of the text to begin with, unless the reader has begun or chosen. @param {Corpus} first */
  async #goOver(first) {
    const { shakespeare } = this
    const { experiment } = this
    if (!shakespeare || first === shakespeare) return
    await experiment.open(shakespeare, {}, () => experiment.corpus === first && experiment.state === 'idle' && !this.engaged).catch((error) => this.refuse(error))
  }

  /** @param {'searching' | 'found' | 'missing'} search */
  #explain(search) {
    this.search = search
    this.dispatchEvent(new Event('change'))
  }

  /** @param {Error | undefined} problem undefined: all is well again @returns {false} */
  refuse(problem) {
    this.problem = problem
    this.dispatchEvent(new Event('change'))
    return false
  }

  /** @param {LoadProgress | undefined} progress */
  #show(progress) {
    this.progress = progress
    this.dispatchEvent(new Event('change'))
  }
}

/** @param {number} milliseconds @returns {Promise<undefined>} */
const later = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })
