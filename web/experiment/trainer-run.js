// A run of the trainer to an end that may move meanwhile, at a pace that may change.
import { evaluationInterval, judgedBatches } from './expectations.js'

/** @typedef {import('../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('./run-log.js').RunLog} RunLog */

export class TrainerRun {
  #trainer
  #log
  #end
  #pausing = new AbortController()

  /** @param {Trainer} trainer @param {RunLog} log @param {() => number} end the step at which it ends, wherever that is now */
  constructor(trainer, log, end) {
    this.#trainer = trainer
    this.#log = log
    this.#end = end
  }

  /**
   * Resolves with why it could not go on, if that is how it ended.
   * @param {() => number} rate steps per second @param {(progress: import('../protocol/public.js').Progress) => void} onProgress
   */
  async go(rate, onProgress) {
    const { signal } = this.#pausing
    let result
    do {
      const options = { signal, ...this.#changing(rate()), evaluateBatches: judgedBatches(this.#trainer.info), onProgress }
      result = await this.#trainer.train(this.#end() - this.#log.step, options)
    } while (!signal.aborted && !result.stopped && this.#log.step < this.#end()) // which may have moved away just as it was reached
    const { stopped, code, details } = result
    return stopped === undefined ? undefined : Object.assign(new Error(stopped), { code, details })
  }

  /** The end may have moved, or the pace. @param {number} rate */
  change(rate) { this.#trainer.changeRun({ end: this.#end(), ...this.#changing(rate) }).catch(() => {}) } // a dead worker is reported by itself

  pause() { this.#pausing.abort() }

  /** @param {number} stepsPerSecond */
  #changing(stepsPerSecond) { return { stepsPerSecond, evaluateEvery: evaluationInterval(this.#trainer.info, this.#log.target) } }
}
