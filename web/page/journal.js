// What the training of the present model has shown so far: steps, losses, time.
import { Curve } from './curve.js'

export class Journal {
  curve = new Curve()
  step = 0
  firstStep = 0 // where the model came in: not 0 for one that had been saved
  steps = 10000 // of a whole run
  target = 10000 // the step at which this run is done
  seconds = 0 // of training
  stepsPerSecond = 0
  loss = NaN // of the last batch
  #clock = 0

  /** A model begins, or a saved one goes on. @param {number} step */
  startOver(step) {
    this.curve = new Curve()
    this.step = this.firstStep = step
    this.target = Math.max(this.steps, step)
    this.seconds = this.stepsPerSecond = 0
    this.loss = NaN
  }

  /** Time counts from here on. */
  startClock() { this.#clock = performance.now() }

  /** @param {import('../protocol.js').Progress} progress */
  note({ step, losses, stepsPerSecond, evaluations }) {
    const now = performance.now()
    this.seconds += (now - this.#clock) / 1000
    this.#clock = now
    this.step = step
    this.loss = losses.length > 0 ? losses[losses.length - 1] : this.loss
    this.stepsPerSecond = stepsPerSecond
    this.curve.addLosses(step, losses)
    for (const evaluation of evaluations) this.curve.addEvaluation(evaluation.step, evaluation)
  }

  /** Steps between exact evaluations: a hundred a run, fewer where the table is so large that each takes long. @param {number} vocabularySize */
  evaluationInterval(vocabularySize) {
    const evaluations = Math.max(4, Math.min(100, 4e8 / vocabularySize ** 2))
    return Math.max(1, Math.round(this.target / evaluations))
  }
}
