// Who may go on, when several want to.

/** Pieces of work that must not overlap, one after the other in the order of asking. */
export class Line {
  /** How many wait or are at work. */
  length = 0
  /** @type {Promise<unknown>} */
  #last = Promise.resolve()

  /**
   * @template T
   * @param {() => T | Promise<T>} work
   * @returns {Promise<T>}
   */
  async turn(work) {
    this.length++
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => {}) // who asked for it is told
    return mine.finally(() => { this.length-- })
  }
}

/** A macrotask later: unlike a timer it is not delayed, unlike a microtask it lets messages in. @returns {Promise<void>} */
export function nextTask() {
  const { setImmediate } = globalThis // Node's, where an open port would keep the process alive
  if (setImmediate) return new Promise((resolve) => { setImmediate(resolve) })
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => { port1.close(); resolve() }
    port2.postMessage(undefined)
  })
}
