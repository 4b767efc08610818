// One training run: slices short enough that the session answers between them, at the pace that was asked for.
import { nextTask } from './next-task.js'
import { Pace } from './pace.js'

/** @import { Progress, RunChanges, TrainResult } from '../protocol/public.js' */
/** @typedef {import('./training-slice.js').Slice} Slice */

const FRAME = 16 // milliseconds between the slices of a paced run, at least
const DOZE = 1000 // and at most, before it looks again whether something is due
const RATE_WINDOW = 1000 // milliseconds over which steps per second are measured
const PASSED = -Infinity // an end that is behind any step: the run does not even finish an evaluation

export class TrainingLoop {
  #given
  #end
  #evaluateEvery
  #step
  #loss = NaN
  #size = 1 // steps that fill a slice, as far as measured
  /** @type {import('../protocol/messages.js').Stopped | undefined} */
  #stopped
  #evaluating = false
  #pace
  #paused = false
  #aborted = false
  #over = false
  #wake = () => {}
  #rate = new Rate()

  /**
   * @param {object} given
   * @param {(left: number, limit: number, evaluateEvery: number) => Promise<Slice>} given.train   does at most `limit` of the `left` steps, and evaluates at each multiple of `evaluateEvery`
   * @param {<T>(work: () => T) => Promise<T>} given.whenFree               does it once the core is free
   * @param {() => boolean} given.held                                      whether the run must rest; `wake` when that ends
   * @param {(progress: Progress) => void} given.report
   * @param {number} given.step               where it begins
   * @param {number} given.steps
   * @param {number} given.stepsPerSecond
   * @param {number} given.evaluateEvery
   * @param {number} given.sliceMilliseconds
   */
  constructor(given) {
    this.#given = given
    this.#step = given.step
    this.#end = given.step + given.steps
    this.#evaluateEvery = given.evaluateEvery
    this.#pace = new Pace(given.stepsPerSecond, 1) // the first at once, so that its loss is seen without delay
  }

  /** Resolves when the run has ended, whatever ended it; rejects when a slice throws. @returns {Promise<TrainResult>} */
  async go() {
    for (;;) {
      await this.#given.whenFree(() => this.#slice())
      if (this.#ended()) break
      await this.#breathe()
    }
    this.#over = true
    const { message, ...about } = this.#stopped ?? {}
    return { step: this.#step, loss: this.#loss, aborted: this.#aborted, ...(message && { stopped: message, ...about }) }
  }

  abort() { this.#aborted = true; this.wake() }

  pause() { this.#paused = true; this.wake() }

  resume() {
    this.#paused = false
    this.#pace.restart()
    this.#rate = new Rate()
    this.wake()
  }

  /** @param {RunChanges} changes @returns {boolean} whether the run was still going on */
  change({ end, stepsPerSecond, evaluateEvery = this.#evaluateEvery }) {
    if (this.over) return false
    this.#evaluateEvery = evaluateEvery
    if (end !== undefined) this.#end = end > this.#step ? end : PASSED
    if (stepsPerSecond !== undefined) this.#setPace(stepsPerSecond)
    this.wake()
    return true
  }

  /** Whether nothing can keep it going any more. */
  get over() { return this.#over || this.#aborted || this.#stopped !== undefined }

  /** @param {number} stepsPerSecond */
  #setPace(stepsPerSecond) {
    this.#pace = new Pace(stepsPerSecond)
    this.#rate = new Rate()
  }

  /** Looks again whether there is anything to do. */
  wake() { this.#wake() }

  #held() { return this.#paused || this.#given.held() }

  #ended() { return this.#aborted || this.#stopped !== undefined || this.#left < 0 || (this.#left === 0 && !this.#evaluating) }

  get #left() { return this.#end - this.#step }

  #due() { return Math.min(this.#pace.due(), this.#left) }

  async #slice() {
    if (this.#ended() || this.#held()) return // before the clock is asked: nothing falls due meanwhile
    const due = Math.min(this.#due(), this.#size)
    if (due === 0 && !this.#evaluating) return
    const { milliseconds, done, losses, evaluations, ...now } = await this.#given.train(this.#left, due, this.#evaluateEvery)
    this.#step = now.step
    this.#stopped = now.stopped
    this.#evaluating = now.evaluating
    this.#pace.spend(done)
    if (done === this.#size || milliseconds > this.#given.sliceMilliseconds) this.#resize(done, milliseconds)
    if (losses.length > 0) this.#loss = losses[losses.length - 1]
    this.#given.report({ step: now.step, losses, evaluations, stepsPerSecond: this.#rate.after(done) })
  }

  /** At most four times as many, because clocks are coarse and the first steps are slow. @param {number} steps @param {number} elapsed */
  #resize(steps, elapsed) {
    const fitting = Math.floor(steps * this.#given.sliceMilliseconds / elapsed)
    this.#size = Math.max(1, Math.min(fitting, 4 * steps))
  }

  /** Lets waiting messages in; and while less than a slice is due, lets time pass. */
  async #breathe() {
    const held = this.#held()
    if (!held && (this.#evaluating || this.#due() >= Math.min(this.#size, this.#left))) return nextTask()
    await new Promise((resolve) => {
      this.#wake = () => resolve(undefined)
      if (!held) setTimeout(this.#wake, Math.min(DOZE, Math.max(FRAME, this.#pace.delay())))
    })
  }
}

/** Steps per second over the last second. */
class Rate {
  /** @type {{ time: number, steps: number }[]} */
  #marks = [{ time: performance.now(), steps: 0 }]

  /** @param {number} steps done since the last call @returns {number} */
  after(steps) {
    const marks = this.#marks
    const now = { time: performance.now(), steps: marks[marks.length - 1].steps + steps }
    marks.push(now)
    while (marks.length > 2 && now.time - marks[1].time >= RATE_WINDOW) marks.shift()
    return 1000 * (now.steps - marks[0].steps) / Math.max(1, now.time - marks[0].time)
  }
}
