// Keeps a run in the browser's own store, so that it survives a reload, and offers to go on with it. Where a browser or a frame
// has no store to give, everything works without.
import { counted, grouped } from './format.js'

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {{ copy: import('./backup.js').Copy, given: import('./settings.js').Values, corpusSha256: string, corpusName: string }} Kept */

const TRIES = 3 // of reading or writing the store
const PATIENCE = 5000 // milliseconds for one of them
const INTERVAL = 10_000 // milliseconds between two times of keeping a run
const MOST_TEXT = 5_000_000 // a reader's own text is kept beside its run unless it is longer
const COMMON = ['tiny Shakespeare', 'built-in sample'] // texts that a page finds again

export class Keeper {
  #session
  #setup
  #store = new Store()
  #key = location.pathname
  #keptAt = performance.now()
  /** The run in the store, as far as this page has put it there. @type {import('./backup.js').Copy | undefined} */
  #kept

  /** @param {Session} session @param {import('./setup.js').Setup} setup @param {AbortSignal} signal stops listening */
  constructor(session, setup, signal) {
    this.#session = session
    this.#setup = setup
    const hide = () => { if (document.hidden && session.state === 'training') this.#keep(session.backup.copy) }
    document.addEventListener('visibilitychange', hide, { signal })
    addEventListener('pagehide', () => this.#keep(session.backup.copy), { signal })
  }

  /** @param {import('./session.js').Change} change */
  async changed(change) {
    const session = this.#session
    const { backup } = session
    if (change === 'progress' && session.state === 'training' && performance.now() - this.#keptAt > INTERVAL) this.#keep(backup.copy)
    if (change === 'reset' || (change === 'state' && session.state === 'done')) await this.forget()
    if (change === 'state' && session.state === 'error') this.#keep(backup.copy) // at once: the reader may well reload the page now
    if (change !== 'state' || session.state !== 'paused' || session.step === session.firstStep) return
    await backup.take(true)
    if (session.state === 'paused') this.#keep(backup.copy)
  }

  /** What to ask the reader, if a run was interrupted. @returns {Promise<{ sentence: string, goOn: () => Promise<void>, forget: () => Promise<void> } | undefined>} */
  async offer() {
    const kept = /** @type {Kept | undefined} */ (await this.#store.get(this.#key))
    if (!kept) return undefined
    const { name, step, target } = kept.copy.run
    const text = COMMON.includes(kept.corpusName) ? '' : ` on ${kept.corpusName}`
    return {
      sentence: `A run of ${name}${text} at step ${grouped(step)} of ${counted(target, 'step').replace(/ steps?$/, '')} was interrupted.`,
      goOn: () => this.#goOn(kept),
      forget: () => this.forget(),
    }
  }

  async forget() {
    this.#kept = undefined
    await this.#store.remove(this.#key)
    await this.#store.remove(`${this.#key} text`)
  }

  /** @param {Kept} kept */
  async #goOn({ copy, given, corpusSha256 }) {
    const { corpus, trainer } = this.#session
    const own = trainer?.info.corpusSha256 === corpusSha256 ? undefined : /** @type {Corpus | undefined} */ (await this.#store.get(`${this.#key} text`))
    const text = own ?? corpus
    if (!text || !await this.#session.resume(text, copy)) return
    this.#setup.adopt(given)
    this.#session.setTarget(copy.run.target)
    await this.#session.start()
  }

  /** @param {import('./backup.js').Copy | undefined} copy */
  #keep(copy) {
    const { trainer, corpus, state } = this.#session
    if (!copy || copy === this.#kept || !trainer || !corpus || state === 'done' || copy.run.step === 0) return
    this.#keptAt = performance.now()
    this.#kept = copy
    /** @type {Kept} */
    const kept = { copy, given: this.#setup.given, corpusSha256: trainer.info.corpusSha256, corpusName: corpus.name }
    this.#store.put(this.#key, kept)
    const { text } = corpus
    if (!COMMON.includes(corpus.name) && (typeof text === 'string' ? text.length : text.size) < MOST_TEXT) this.#store.put(`${this.#key} text`, corpus)
  }
}

/**
 * A few named values in IndexedDB. A browser may close a connection whenever it likes, and WebKit loses some around a reload:
 * what fails is tried again on a new one. What still goes wrong (a frame without an origin, a full disk) is as if there were nothing.
 */
class Store {
  /** @type {Promise<IDBDatabase> | undefined} */
  #database

  /** @param {string} key @returns {Promise<unknown>} */
  get(key) { return this.#do('readonly', (store) => store.get(key)) }

  /** @param {string} key @param {unknown} value */
  put(key, value) { return this.#do('readwrite', (store) => store.put(value, key)) }

  /** @param {string} key */
  remove(key) { return this.#do('readwrite', (store) => store.delete(key)) }

  /** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} ask @returns {Promise<any>} undefined where it fails */
  async #do(mode, ask) {
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        return await inTime(this.#attempt(mode, ask))
      } catch {
        this.#database?.then((database) => database.close(), () => {})
        this.#database = undefined
      }
    }
    return undefined
  }

  /** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} ask */
  async #attempt(mode, ask) {
    this.#database ??= this.#open()
    const transaction = (await this.#database).transaction('runs', mode)
    const request = ask(transaction.objectStore('runs'))
    if (mode === 'readwrite') transaction.commit() // at once: a page that is being left gets no other turn for it
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  }

  /** @returns {Promise<IDBDatabase>} */
  async #open() {
    const request = indexedDB.open('iambic', 1)
    return new Promise((resolve, reject) => {
      request.onupgradeneeded = () => request.result.createObjectStore('runs')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  }
}

/** @template T @param {Promise<T>} promise @returns {Promise<T>} rejects when it takes too long */
const inTime = (promise) => Promise.race([promise, new Promise((_, reject) => { setTimeout(reject, PATIENCE) })])
