// The texts and the saved models: which one is in use, and how another comes in. Knows nothing of the page.
import { inWords, named } from './settings.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {import('../protocol.js').LoadProgress} LoadProgress */
/**
 * Where texts come from.
 * @typedef {object} Sources
 * @property {Corpus} sample
 * @property {() => Promise<Corpus | undefined>} findShakespeare
 * @property {(address: string) => Promise<Corpus>} fetchCorpus    rejects with a sentence
 */

const SOON = 1000 // milliseconds in which tiny Shakespeare is worth waiting for
const ON_ITS_WAY = ' (tiny Shakespeare is on its way)'
const HAS_COME = ' (tiny Shakespeare has come)' // for a reader who has begun without it
const NOT_FOUND = 'Tiny Shakespeare was found neither beside this page nor on the network, so the built-in sample stands in for it. ' +
  'Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.'

export class Library {
  /** What a reader should know about the text in use. */
  note = ''
  /** Why a text could not be used, in a sentence; empty when all is well. */
  problem = ''
  /** What stands behind the name of the built-in sample. */
  aside = ''
  /** How far a text has been read, while it is. @type {LoadProgress | undefined} */
  progress
  /** Tiny Shakespeare, once it was found. @type {Corpus | undefined} */
  shakespeare
  /** Whether the reader has begun with what is there, which nothing then replaces unasked. */
  engaged = false
  /** Whether it is known with which text the page begins. */
  settled = false
  #experiment
  #sources
  #changed

  /** @param {import('./experiment.js').Experiment} experiment @param {Sources} sources @param {() => void} changed */
  constructor(experiment, sources, changed) {
    this.#experiment = experiment
    this.#sources = sources
    this.#changed = changed
  }

  get sample() { return this.#sources.sample }

  /** Begins with what is at hand, and goes over to tiny Shakespeare if it comes before the reader has begun. @param {string | null} address of a text of the page's own */
  async begin(address) {
    const experiment = this.#experiment
    const own = address ? await this.#sources.fetchCorpus(address).catch((error) => this.#refuse(error.message)) : undefined
    if (own && experiment.session.trainer) return void await this.use(own)
    if (own) return experiment.openFirst(own).finally(experiment.begun)
    let searching = true
    const search = this.#sources.findShakespeare().then((found) => {
      this.shakespeare = found
      searching = false
    })
    later(SOON).then(() => { if (searching) this.#explain(ON_ITS_WAY) })
    if (experiment.setup.preset !== 'bigram') await Promise.race([search, later(SOON)]) // for other models take time to open
    const first = this.shakespeare ?? this.sample
    const opened = experiment.openFirst(first)
    const over = search.then(() => this.#goOver(first))
    Promise.race([over, later(SOON)]).then(experiment.begun)
    await Promise.all([opened, over])
    Object.assign(this, { settled: true, note: this.shakespeare ? '' : NOT_FOUND })
    this.#explain(this.shakespeare ? HAS_COME : ' (tiny Shakespeare was not found)')
  }

  /** A file that was chosen or dropped: a saved model by its name, otherwise a text. Resolves with whether it is in use. @param {File} file */
  async take(file) {
    if (!file.name.endsWith('.safetensors')) return this.use({ name: file.name, text: file })
    return this.openCheckpoint(file).then(() => true, ({ message }) => this.#refuse(message) ?? false)
  }

  /** Back to tiny Shakespeare after another text. */
  async useShakespeare() {
    this.shakespeare ??= await this.#sources.findShakespeare()
    return this.shakespeare ? this.use(this.shakespeare) : this.#refuse(NOT_FOUND) ?? false
  }

  /** Resolves with whether it is in use; if not, `problem` says why. @param {Corpus} corpus */
  async use(corpus) {
    this.#refuse('')
    try {
      return await this.#experiment.open(corpus, { onLoad: (/** @type {LoadProgress} */ progress) => this.#show(progress) })
    } catch (error) {
      this.#refuse(`${corpus.name} cannot be used: ${/** @type {Error} */ (error).message}`)
      return false
    } finally {
      this.#show(undefined)
    }
  }

  /** Rejects with a sentence. @param {File} file */
  async openCheckpoint(file) {
    try {
      const checkpoint = await file.arrayBuffer()
      const { corpus } = this.#experiment.session
      if (corpus) await this.#experiment.open(corpus, { checkpoint })
    } catch (error) {
      throw new Error(`${file.name} cannot be opened: ${inWords(/** @type {Error} */ (error).message)}`)
    }
  }

  /** Tiny Shakespeare instead of the text to begin with, unless the reader has begun or chosen. @param {Corpus} first */
  async #goOver(first) {
    const { shakespeare } = this
    const { session } = this.#experiment
    if (!shakespeare || first === shakespeare) return
    await this.#experiment.open(shakespeare, {}, () => session.corpus === first && session.state === 'idle' && !this.engaged).catch((error) => this.#refuse(error.message))
  }

  /** @param {string} aside */
  #explain(aside) {
    this.aside = aside
    this.#changed()
  }

  /** @param {string} sentence empty: all is well again @returns {undefined} */
  #refuse(sentence) {
    this.problem = named(sentence)
    this.#changed()
  }

  /** @param {LoadProgress | undefined} progress */
  #show(progress) {
    this.progress = progress
    this.#changed()
  }
}

/** @param {number} milliseconds @returns {Promise<undefined>} */
const later = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })
