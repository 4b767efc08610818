// Commands that must not overlap, one after the other.

export class Mutex {
  /** @type {Promise<unknown>} */
  #last = Promise.resolve()
  /** How many have been asked for and are not done. */
  waiting = 0

  /** Does it after everything that was asked for before, whether or not that succeeded. @template T @param {() => T | Promise<T>} action @returns {Promise<T>} */
  async run(action) {
    this.waiting++
    const done = this.#last.then(action)
    this.#last = done.catch(() => {})
    return done.finally(() => { this.waiting-- })
  }
}
