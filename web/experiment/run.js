// The run of the model in use: trains it to an end that may move, looks at its losses, and keeps snapshots of it.
import { evaluateInto } from './evaluation.js'
import { Snapshots } from './snapshot.js'
import { TrainerRun } from './trainer-run.js'

/** @typedef {import('../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('./run-log.js').RunLog} RunLog */
/** @typedef {import('./training.js').State} State */
/**
 * Who hears what becomes of it, and says how fast it goes.
 * @typedef {object} Owner
 * @property {() => number} rate                               steps per second
 * @property {(state: State, problem?: Error) => void} enter
 * @property {(change: 'progress' | 'evaluation') => void} tell
 * @property {(error: Error) => void} fail                     with a model that nobody should go on with
 */

export class Run {
  log
  snapshots
  /** Resolves when it has come to rest, however it does. */
  ended = Promise.resolve()
  #owner
  #trainer
  /** Aborted as soon as another model is asked for, or training goes on: what began before has nothing to say any more. */
  #epoch = new AbortController()
  /** @type {TrainerRun | undefined} the present or the last */
  #trainerRun

  /** @param {Owner} owner @param {RunLog} log @param {Trainer} [trainer] */
  constructor(owner, log, trainer) {
    this.#owner = owner
    this.log = log
    this.#trainer = trainer
    this.snapshots = new Snapshots(trainer, log)
  }

  /** Trains to the target; from there on, for so many steps more. @param {number} more */
  start(more) {
    const { log } = this
    if (log.step >= log.target) log.target = log.step + more
    this.ended = this.#trainTo(() => log.target)
  }

  /** One step, and a pause. */
  startStep() {
    const { log } = this
    const end = log.step + 1
    log.target = Math.max(log.target, end)
    this.ended = this.#trainTo(() => end)
  }

  pause() { this.#trainerRun?.pause() }

  /** The end may have moved, or the pace, of what is training now. */
  change() { this.#trainerRun?.change(this.#owner.rate()) }

  /** From now on nothing that looks at the model or trains it has anything to say. */
  supersede() {
    this.#epoch.abort()
    this.pause()
    this.#epoch = new AbortController()
    return this.#epoch.signal
  }

  async evaluate() { if (this.#trainer && await evaluateInto(this.log, this.#trainer, this.#epoch.signal)) this.#owner.tell('evaluation') }

  /** @param {() => number} end the step at which it ends, wherever that is now */
  async #trainTo(end) {
    const { log } = this
    const owner = this.#owner
    const epoch = this.supersede()
    if (!this.#trainer) return
    const trainerRun = this.#trainerRun = new TrainerRun(this.#trainer, log, end)
    log.startClock()
    owner.enter('training')
    try {
      const stopped = await trainerRun.go(owner.rate, (progress) => { if (!epoch.aborted) this.#note(progress) })
      if (epoch.aborted) return
      const paused = !stopped && log.step < log.target
      if (paused) owner.enter(log.atRest) // at once: what follows can take a while
      await this.evaluate()
      if (paused || epoch.aborted) return
      owner.enter(stopped ? 'error' : log.step < log.target ? 'paused' : 'done', stopped) // the end may have moved meanwhile
    } catch (error) { // a step that could not be finished
      if (!epoch.aborted) owner.fail(/** @type {Error} */ (error))
    }
  }

  /** @param {import('../protocol/public.js').Progress} progress */
  #note(progress) {
    this.log.note(progress)
    this.#owner.tell('progress')
    this.snapshots.take()
  }
}
