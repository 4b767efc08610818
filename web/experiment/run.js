// One run at a time of a session's trainer: to an end that may move meanwhile, at a pace that may change.

/** @typedef {import('../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('../protocol/messages.js').Progress} Progress */

export class Run {
  #session
  pace = Infinity // steps per second
  #paused = false
  #moved = false
  #abort = new AbortController()

  /** @param {import('./session.js').Session} session */
  constructor(session) { this.#session = session }

  pause() {
    this.#paused = true
    this.#abort.abort()
  }

  /** @param {number} stepsPerSecond */
  setPace(stepsPerSecond) {
    this.pace = stepsPerSecond
    const { state, trainer } = this.#session
    if (state === 'training') trainer?.setPace(stepsPerSecond).catch(() => {}) // a dead worker is reported by itself
  }

  /** The run that is going on has another end. */
  moveEnd() {
    this.#moved = true
    this.#abort.abort()
  }

  /**
   * Trains until nothing is left or the run is ended otherwise.
   * @param {Trainer} trainer @param {() => number} left steps to the end, wherever that is now
   * @param {() => boolean} wanted whether anybody still asks for this run @param {(progress: Progress) => void} noted
   */
  async train(trainer, left, wanted, noted) {
    this.#paused = false
    let result
    do {
      result = await this.#part(trainer, left(), (progress) => { if (wanted()) noted(progress) })
    } while (wanted() && !this.#paused && !result.stopped && left() > 0 && (this.#moved || !result.aborted))
    return result
  }

  /** @param {Trainer} trainer @param {number} steps @param {(progress: Progress) => void} onProgress */
  #part(trainer, steps, onProgress) {
    this.#moved = false
    this.#abort = new AbortController()
    return trainer.train(steps, {
      signal: this.#abort.signal,
      stepsPerSecond: this.pace,
      evaluateEvery: this.#session.evaluationInterval(trainer.info),
      evaluateBatches: this.#session.judging.batches,
      onProgress,
    })
  }
}
