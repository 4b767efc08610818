// Keeps runs, each under an id of its own, so that they survive a reload, and offers to go on with those that were interrupted. None is
// dropped before the reader has said so, begun anew, or finished it; one that lives in another tab is left alone. Knows nothing of the page.
import { isWorthKeeping } from './run-log.js'
import { SettingsModel } from './settings-model.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {import('./snapshot.js').Snapshot} Snapshot */
/** @typedef {{ copy: Snapshot, given: import('./settings.js').Values, corpusSha256: string, corpusName: string }} Kept */
/** @typedef {Pick<import('./key-value-store.js').Store, 'keys' | 'get' | 'put' | 'remove'>} Store */
/**
 * What to ask the reader: of which model, on which text where that is the reader's own, how far. Without `goOn` where the text is `lost`.
 * @typedef {{ made: import('./settings.js').Values, text?: string, step: number, target: number, lost?: 'not-at-hand' | 'too-long', goOn?: () => Promise<void>, forget: () => Promise<void> }} Offer
 */

const INTERVAL = 10_000 // milliseconds between two times of keeping a run
const MOST_TEXT = 5_000_000 // a reader's own text is kept beside its run unless it is longer
const OLD_ID = '0' // of a run that was kept when runs had no ids; older than all that have
const COMMON = ['tiny Shakespeare', 'built-in sample'] // texts that a page finds again

export class Autosave {
  #experiment
  #store
  #claim
  #oldKey
  #place
  #corpora
  #keptAt = -Infinity
  /** The run of this page, once it is in the store. @type {{ id: string, copy?: Snapshot, text?: Corpus, release: Promise<(() => void) | undefined> } | undefined} */
  #own
  /** The one on offer. @type {{ key: string, kept: Kept, release: () => void } | undefined} */
  #offered

  /**
   * @param {import('./experiment.js').Experiment} experiment
   * @param {{ store: Store, claim: typeof import('./key-value-store.js').claim, place: string, corpora: () => (Corpus | undefined)[] }} given `place` tells
   * this element's runs from those of others; `corpora` are the texts at hand
   */
  constructor(experiment, { store, claim, place, corpora }) {
    this.#experiment = experiment
    this.#store = store
    this.#claim = claim
    this.#oldKey = place
    this.#place = `${place} run `
    this.#corpora = corpora
    experiment.addEventListener('change', (event) => this.#changed(/** @type {import('./experiment.js').ChangeEvent} */ (event).what))
  }

  /** @param {import('./training.js').Change} change */
  async #changed(change) {
    const experiment = this.#experiment
    const { state, run } = experiment
    if (change === 'progress' && state === 'training' && performance.now() - this.#keptAt > INTERVAL) return this.#keep()
    if (change === 'opened' || change === 'reset') return this.#leave()
    if (change !== 'state') return
    if (state === 'done') return this.#forget()
    if (state === 'error') return this.#keep() // at once: the reader may well reload the page now
    if (state !== 'paused' || run.step === run.firstStep) return
    await experiment.takeSnapshot()
    if (experiment.state === 'paused' && experiment.run === run) this.#keep()
  }

  /** The page is being left, perhaps for ever. */
  leave() { if (this.#experiment.state === 'training') this.#keep() }

  /** The latest interrupted run that is not answered yet. @returns {Promise<Offer | undefined>} */
  async offer() {
    if (!this.#offered) await this.#find()
    if (!this.#offered) return undefined
    const { key, kept } = this.#offered
    const { made = new SettingsModel(kept.given).made, step, target } = kept.copy.run // which an earlier version did not keep
    const common = COMMON.includes(kept.corpusName)
    const about = { made, ...(!common && { text: kept.corpusName }), step, target, forget: async () => this.#drop(key) }
    const corpus = await this.#corpusOf(kept, key)
    return corpus ? { ...about, goOn: () => this.#goOn(kept, corpus) } : { ...about, lost: common ? 'not-at-hand' : 'too-long' }
  }

  async #find() {
    await this.#adoptOld()
    const keys = (await this.#store.keys(this.#place)).filter((key) => !key.endsWith(' text'))
    for (const key of keys.reverse()) { // ids begin with the time
      if (key === this.#key(this.#own?.id)) continue
      const release = await this.#claim(`iambic ${key}`)
      const kept = release && /** @type {Kept | undefined} */ (await this.#store.get(key))
      if (kept) return void (this.#offered = { key, kept, release })
      release?.()
    }
  }

  /** An earlier version of the page kept one run for each address, without an id. */
  async #adoptOld() {
    const old = /** @type {Kept | undefined} */ (await this.#store.get(this.#oldKey))
    if (!old) return
    const { copy } = old
    const text = await this.#store.get(`${this.#oldKey} text`)
    if (text) await this.#store.put(`${this.#key(OLD_ID)} text`, text)
    await this.#store.put(this.#key(OLD_ID), { ...old, copy: { ...copy, workers: 'auto', run: { ...copy.run, id: OLD_ID } } })
    await Promise.all([this.#store.remove(this.#oldKey), this.#store.remove(`${this.#oldKey} text`)])
  }

  /** @param {Kept} kept @param {string} key @returns {Promise<Corpus | undefined>} */
  async #corpusOf({ corpusSha256, corpusName }, key) {
    const { trainer, corpus } = this.#experiment
    if (trainer?.info.corpusSha256 === corpusSha256) return corpus
    const common = COMMON.includes(corpusName) && this.#corpora().find((one) => one?.name === corpusName)
    return common || /** @type {Promise<Corpus | undefined>} */ (this.#store.get(`${key} text`))
  }

  /** @param {Kept} kept @param {Corpus} corpus */
  async #goOn({ copy, given }, corpus) {
    const offered = this.#offered
    this.#offered = undefined
    if (offered) this.#own = { id: copy.run.id, text: corpus, release: Promise.resolve(offered.release) }
    await this.#experiment.resume(corpus, copy, given).finally(() => {
      if (this.#experiment.run.id === copy.run.id || this.#offered) return
      this.#offered = offered // it could not be opened, and is still to be answered
      this.#own = undefined
    })
  }

  /** Another model came, or this one began anew. */
  #leave() { return this.#own && this.#own.id !== this.#experiment.run.id ? this.#forget() : undefined }

  async #forget() {
    const own = this.#own
    this.#own = undefined
    if (!own) return
    await this.#drop(this.#key(own.id))
    const release = await own.release
    release?.()
  }

  /** @param {string} key */
  async #drop(key) {
    const offered = this.#offered?.key === key ? this.#offered : undefined
    if (offered) this.#offered = undefined
    await Promise.all([this.#store.remove(key), this.#store.remove(`${key} text`)])
    offered?.release()
  }

  #keep() {
    const { trainer, corpus, state, run: { id }, snapshot: copy, settings } = this.#experiment
    if (!copy || !trainer || !corpus || state === 'done' || copy.run.id !== id || copy === this.#own?.copy) return
    if (!isWorthKeeping(copy.run)) return
    const key = this.#key(id)
    this.#keptAt = performance.now()
    if (this.#own?.id !== id) this.#own = { id, release: this.#claim(`iambic ${key}`, true) }
    this.#own.copy = copy
    /** @type {Kept} */
    const kept = { copy, given: settings.given, corpusSha256: trainer.info.corpusSha256, corpusName: corpus.name }
    this.#store.put(key, kept)
    const { text } = corpus
    if (this.#own.text === corpus || COMMON.includes(corpus.name) || (typeof text === 'string' ? text.length : text.size) > MOST_TEXT) return
    this.#own.text = corpus
    this.#store.put(`${key} text`, corpus)
  }

  /** @param {string} [id] */
  #key(id) { return `${this.#place}${id}` }
}
