// A copy of a training run in progress, so that a worker which dies, or a page that is closed, takes at most a few seconds of it along.
import { isWorthKeeping } from './run-log.js'

/** @typedef {import('./session.js').Session} Session */
/** What a run goes on from, with as many workers, for others would compute other bits. @typedef {{ checkpoint: Uint8Array<ArrayBuffer>, workers: number | 'auto', run: import('./run-log.js').RunRecord }} Copy */

const INTERVAL = 2000 // milliseconds between two copies, at least
const SPARE = 20 // times as long as the last one took, so that copying large models does not hold up their training
const MOST_PARAMETERS = 10_000_000 // a copy is twelve bytes for each: larger models are saved by hand

export class Backup {
  /** The newest. @type {Copy | undefined} */
  copy
  #session
  #due = 0 // the first one at once: a page may be left at any time
  /** The copy that is being made. @type {Promise<void> | undefined} */
  #taking

  /** @param {Session} session */
  constructor(session) { this.#session = session }

  /** Takes a copy if the last one is old enough, or at once. Never rejects. @param {boolean} [atOnce] */
  async take(atOnce = false) {
    while (atOnce && this.#taking) await this.#taking // which may be of an earlier step
    const { trainer } = this.#session
    if (!trainer || this.#taking || trainer.info.parameters > MOST_PARAMETERS || (!atOnce && (performance.now() < this.#due || !isWorthKeeping(this.#session)))) return
    this.#taking = this.#copy(trainer)
    await this.#taking
    this.#taking = undefined
  }

  /** @param {import('../trainer/trainer.js').Trainer} trainer */
  async #copy(trainer) {
    const began = performance.now()
    const { id } = this.#session
    try {
      const checkpoint = await trainer.save()
      if (id === this.#session.id) this.copy = { checkpoint, workers: trainer.workers, run: this.#session.record() }
    } catch {
      // A dead worker tells the session by itself; the last copy stays.
    }
    const now = performance.now()
    this.#due = now + Math.max(INTERVAL, SPARE * (now - began))
  }

  /** A model that starts again has nothing worth keeping. */
  forget() {
    this.copy = undefined
    this.#due = 0
  }
}
