// Work that must not overlap.

/** Does one piece of work after the other, in the order of asking. */
export class Mutex {
  /** How many pieces have been asked for and are not done. */
  waiting = 0
  /** @type {Promise<unknown>} */
  #last = Promise.resolve()

  /** Does it after everything that was asked for before, whether or not that succeeded. @template T @param {() => T | Promise<T>} work @returns {Promise<T>} */
  async run(work) {
    this.waiting++
    const done = this.#last.then(work)
    this.#last = done.catch(() => {}) // who asked for it is told
    return done.finally(() => { this.waiting-- })
  }
}
