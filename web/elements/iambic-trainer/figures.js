// What shows what the model has learned: the text from the first frame on, the chart, the table and the lesson's numbers after it.
import { Live } from '../../views/kit/refresh-scheduler.js'
import { prefersReducedMotion } from '../theme.js'
import { Writing } from '../../views/sample-text.js'

/** @typedef {import('../../pages/chart.js').Later} Later */

const INTERVAL = 45 // milliseconds between two drawings of a run: enough for the eye, and it leaves the machine to the training
const CALM_INTERVAL = 1000 // the same, for readers who asked for less motion

export class Figures {
  #host
  #root
  #experiment
  /** @type {import('./late-figures.js').LateFigures | undefined} until their script has come */
  #late
  #writing
  #live
  #shownAt = 0

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {import('../../experiment/experiment.js').Experiment} experiment */
  constructor(host, root, experiment) {
    this.#host = host
    this.#root = root
    this.#experiment = experiment
    this.#writing = new Writing(root, experiment, () => this.#live.now())
    this.#live = new Live([this.#writing])
  }

  /** @param {import('../../experiment/training.js').Change} change */
  show(change) {
    if (change === 'progress') {
      const now = performance.now()
      if (now - this.#shownAt < (prefersReducedMotion() ? CALM_INTERVAL : INTERVAL)) return
      this.#shownAt = now
      this.#live.tick()
    } else if (change === 'opened' || change === 'reset') {
      this.#writing.startOver()
      this.#live.now()
    } else if (change === 'state' && this.#experiment.state !== 'training') {
      this.#live.now()
    }
    this.#late?.show(change)
  }

  /** Another text by the same model. */
  renew() {
    this.#writing.renew()
    this.#live.now()
  }

  /** @param {number} temperature */
  setTemperature(temperature) {
    this.#writing.temperature = temperature
    this.#live.now()
  }

  /** The colours changed, perhaps for a printer that waits for nothing. */
  repaint() { this.#late?.repaint() }

  stop() {
    this.#writing.stop()
    this.#late?.stop()
  }

  /** The script that comes after the first frame is there. @param {Later} later */
  complete({ LateFigures }) {
    this.#late = new LateFigures(this.#host, this.#root, this.#experiment)
    this.#live.add(this.#late.heat)
  }
}
