// The texts and the saved models: which one is in use, and how another comes in.
import { corpusOf, fetchCorpus, findShakespeare, SAMPLE } from './corpus.js'
import { inWords, named } from './settings.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('../protocol.js').LoadProgress} LoadProgress */

const SOON = 1000 // milliseconds in which tiny Shakespeare is worth waiting for
const NOT_FOUND = 'Tiny Shakespeare was found neither beside this page nor on the network, so the built-in sample stands in for it. ' +
  'Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.'

export class Library {
  /** What a reader should know about the text in use. */
  note = ''
  /** Why a text could not be used, in a sentence; empty when all is well. */
  problem = ''
  /** What stands behind the name of the text in use. */
  aside = ''
  /** How far a text has been read, while it is. @type {LoadProgress | undefined} */
  progress
  /** Tiny Shakespeare, once it was found. @type {Corpus | undefined} */
  shakespeare
  /** Whether the reader has begun something that a text arriving late must not undo. */
  #touched = false
  #session
  #setup
  #changed

  /** @param {Session} session @param {import('./setup.js').Setup} setup @param {() => void} changed */
  constructor(session, setup, changed) {
    this.#session = session
    this.#setup = setup
    this.#changed = changed
  }

  /** Begins with what is at hand, and goes over to tiny Shakespeare if it comes before the reader has begun. @param {string | null} address of a text of the page's own */
  async begin(address) {
    const own = address ? await fetchCorpus(address).catch((error) => this.#refuse(error.message)) : undefined
    if (own) return void await this.#openFirst(own)
    const search = findShakespeare()
    const soon = this.#setup.preset === 'bigram' ? undefined : await Promise.race([search, later(SOON)]) // other models take time to open
    const opened = this.#openFirst(soon ?? SAMPLE)
    this.shakespeare = await search
    await opened
    if (!this.shakespeare) Object.assign(this, { note: NOT_FOUND, aside: ' (tiny Shakespeare was not found)' })
    else if (!soon && !this.#touched) await this.#openFirst(this.shakespeare)
    this.#changed()
  }

  /** The reader has begun: what is in use stays in use. */
  touch() {
    if (!this.#touched) this.#session.stay()
    this.#touched = true
  }

  /** A file that was chosen or dropped: a saved model by its name, otherwise a text. Resolves with whether it is in use. @param {File} file */
  async take(file) {
    if (!file.name.endsWith('.safetensors')) return this.use(corpusOf(file))
    return this.openCheckpoint(file).then(() => true, ({ message }) => this.#refuse(message) ?? false)
  }

  useSample() { return this.use(SAMPLE) }

  /** Resolves with whether it is in use; if not, `problem` says why. @param {Corpus} corpus */
  async use(corpus) {
    this.#touched = true
    this.#refuse('')
    try {
      await this.#session.open(corpus, { ...this.#setup.options, onLoad: (/** @type {LoadProgress} */ progress) => this.#show(progress) })
      return true
    } catch (error) {
      this.#refuse(`${corpus.name} cannot be used: ${/** @type {Error} */ (error).message}`)
      return false
    } finally {
      this.#show(undefined)
    }
  }

  /** Rejects with a sentence. @param {File} file */
  async openCheckpoint(file) {
    this.#touched = true
    try {
      const checkpoint = await file.arrayBuffer()
      if (this.#session.corpus) await this.#session.open(this.#session.corpus, { checkpoint })
      this.#setup.adopt()
    } catch (error) {
      throw new Error(`${file.name} cannot be opened: ${inWords(/** @type {Error} */ (error).message)}`)
    }
  }

  /** @param {Corpus} corpus @returns {Promise<boolean>} */
  async #openFirst(corpus) {
    try {
      return await this.#session.open(corpus, this.#setup.options)
    } catch (error) {
      if (this.#session.trainer) this.#refuse(/** @type {Error} */ (error).message)
      else this.#session.refuse(/** @type {Error} */ (error).message)
      return false
    }
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
