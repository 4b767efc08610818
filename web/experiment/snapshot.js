// Snapshots of a run in progress, so that a worker which dies, or a page that is closed, takes at most a few seconds of it along.
import { isWorthKeeping } from './run-log.js'

/** What a run goes on from, with as many workers, for others would compute other bits. @typedef {{ checkpoint: Uint8Array<ArrayBuffer>, workers: number | 'auto', run: import('./run-log.js').RunRecord }} Snapshot */

const INTERVAL = 2000 // milliseconds between two of them, at least
const SPARE = 20 // times as long as the last one took, so that copying large models does not hold up their training
const MOST_PARAMETERS = 10_000_000 // a snapshot is twelve bytes for each: larger models are saved by hand

export class Snapshots {
  /** @type {Snapshot | undefined} */
  newest
  #trainer
  #run
  #due = 0 // the first one at once: a page may be left at any time
  /** The one that is being taken. @type {Promise<void> | undefined} */
  #taking

  /** @param {import('../trainer/trainer.js').Trainer} [trainer] @param {import('./run-log.js').RunLog} [run] of that trainer */
  constructor(trainer, run) {
    this.#trainer = trainer
    this.#run = run
  }

  /** Takes one if the last is old enough, or at once. Never rejects. @param {boolean} [atOnce] */
  async take(atOnce = false) {
    while (atOnce && this.#taking) await this.#taking // which may be of an earlier step
    const [trainer, run] = [this.#trainer, this.#run]
    if (!trainer || !run || this.#taking || trainer.info.parameters > MOST_PARAMETERS || (!atOnce && (performance.now() < this.#due || !isWorthKeeping(run)))) return
    this.#taking = this.#copy(trainer, run)
    await this.#taking
    this.#taking = undefined
  }

  /** @param {import('../trainer/trainer.js').Trainer} trainer @param {import('./run-log.js').RunLog} run */
  async #copy(trainer, run) {
    const began = performance.now()
    try {
      const checkpoint = await trainer.save()
      this.newest = { checkpoint, workers: trainer.workers, run: run.record() }
    } catch {
      // A dead worker tells the experiment by itself; the last snapshot stays.
    }
    const now = performance.now()
    this.#due = now + Math.max(INTERVAL, SPARE * (now - began))
  }
}
