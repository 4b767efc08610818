// A copy of a training run in progress, so that a worker which dies, or a page that is closed, takes at most a few seconds of it along.

/** @typedef {import('./session.js').Session} Session */
/** @typedef {{ checkpoint: Uint8Array<ArrayBuffer>, run: import('./journal.js').RunRecord }} Copy */

const INTERVAL = 2000 // milliseconds between two copies, at least
const SPARE = 20 // times as long as the last one took, so that copying large models does not hold up their training
const MOST_PARAMETERS = 10_000_000 // a copy is twelve bytes for each: larger models are saved by hand

export class Backup {
  /** The newest. @type {Copy | undefined} */
  copy
  #session
  #due = performance.now() + INTERVAL
  #busy = false

  /** @param {Session} session */
  constructor(session) { this.#session = session }

  /** Takes a copy if the last one is old enough, or at once. Never rejects. @param {boolean} [atOnce] */
  async take(atOnce = false) {
    const { trainer } = this.#session
    const began = performance.now()
    if (!trainer || this.#busy || trainer.info.parameters > MOST_PARAMETERS || (began < this.#due && !atOnce)) return
    this.#busy = true
    try {
      const checkpoint = await trainer.save()
      if (trainer === this.#session.trainer) this.copy = { checkpoint, run: this.#session.record() }
    } catch {
      // A dead worker tells the session by itself; the last copy stays.
    }
    const now = performance.now()
    this.#due = now + Math.max(INTERVAL, SPARE * (now - began))
    this.#busy = false
  }

  /** A model that starts again has nothing worth keeping. */
  forget() {
    this.copy = undefined
    this.#due = performance.now() + INTERVAL
  }
}
