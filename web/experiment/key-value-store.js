// Named values in IndexedDB, and claims that other tabs respect. Where a browser or a frame has none of it to give, everything works without.

const TRIES = 3 // of reading or writing the store
const PATIENCE = 5000 // milliseconds for one of them
const ASKING = 500 // milliseconds in which the other tabs answer

/**
 * A browser may close a connection whenever it likes, and WebKit loses some around a reload: what fails is tried again on a new one.
 * What still goes wrong (a frame without an origin, a full disk) is as if there were nothing.
 */
export class Store {
  /** @type {Promise<IDBDatabase> | undefined} */
  #database

  /** @param {string} start @returns {Promise<string[]>} the keys that begin with it, in their order */
  async keys(start) { return await this.#do('readonly', (store) => store.getAllKeys(IDBKeyRange.bound(start, `${start}\uffff`))) ?? [] }

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

/**
 * Takes a name for this tab, until it is given back or the tab is closed.
 * @param {string} name @param {boolean} [fresh] whether nobody else can have it yet
 * @returns {Promise<(() => void) | undefined>} gives it back; undefined where another tab holds it
 */
export async function claim(name, fresh = false) {
  return new Promise((resolve) => {
    const hold = (/** @type {Lock | null} */ lock) => (lock ? new Promise((release) => { resolve(() => release(undefined)) }) : resolve(undefined))
    const ask = () => claimByAsking(name, fresh).then(resolve, () => resolve(() => {})) // without an origin, nobody can be asked
    if (navigator.locks) navigator.locks.request(name, { ifAvailable: true }, hold).catch(ask)
    else ask() // a page from plain http has no Web Locks
  })
}

/**
 * The same, by asking the other tabs: each that wants the name says its rank, and the higher rank has it. Who holds it has the highest.
 * @param {string} name @param {boolean} fresh @returns {Promise<(() => void) | undefined>}
 */
export async function claimByAsking(name, fresh) {
  const channel = new BroadcastChannel(name)
  const release = () => channel.close()
  let rank = fresh ? Infinity : Math.random()
  channel.postMessage(rank)
  return new Promise((resolve) => {
    channel.onmessage = ({ data: other }) => {
      if (other < rank) return channel.postMessage(rank)
      if (rank === Infinity) return // it is another's answer that we hear, too
      release()
      resolve(undefined)
    }
    const take = () => {
      rank = Infinity
      resolve(release)
    }
    if (fresh) take()
    else setTimeout(take, ASKING)
  })
}

/** @template T @param {Promise<T>} promise @returns {Promise<T>} rejects when it takes too long */
const inTime = (promise) => Promise.race([promise, new Promise((_, reject) => { setTimeout(reject, PATIENCE) })])
