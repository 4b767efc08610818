// One training run: slices short enough that the session answers between them, at the pace that was asked for.

/** @typedef {import('../protocol.js').Progress} Progress */
/** @typedef {import('../protocol.js').TrainResult} TrainResult */
/** @typedef {import('./slice.js').Slice} Slice */

const FRAME = 16 // milliseconds between the slices of a paced run, at least
const DOZE = 1000 // and at most, before it looks again whether something is due
const RATE_WINDOW = 1000 // milliseconds over which steps per second are measured

export class Run {
  #train
  #report
  #sliceMilliseconds
  #left
  #loss = NaN
  #size = 1 // steps that fill a slice, as far as measured
  #pace
  #paused = false
  #aborted = false
  #wake = () => {}
  #rate = new Rate()

  /**
   * @param {object} options
   * @param {(left: number, limit: number) => Slice} options.train    does at most `limit` of the `left` steps
   * @param {(progress: Progress) => void} options.report
   * @param {number} options.steps
   * @param {number} options.stepsPerSecond
   * @param {number} options.sliceMilliseconds
   */
  constructor({ train, report, steps, stepsPerSecond, sliceMilliseconds }) {
    this.#train = train
    this.#report = report
    this.#left = steps
    this.#pace = new Pace(stepsPerSecond)
    this.#sliceMilliseconds = sliceMilliseconds
  }

  /** Resolves when the run has ended, whatever ended it; rejects when a slice throws. @returns {Promise<TrainResult>} */
  async go() {
    let last = this.#slice(1) // at once, so that the first loss is seen without delay
    while (this.#left > 0 && !last.stopped && !this.#aborted) {
      await this.#breathe()
      const due = Math.min(this.#due(), this.#size)
      if (due > 0) last = this.#slice(due)
    }
    const { step, stopped } = last
    return { step, loss: this.#loss, aborted: this.#aborted, ...(stopped && { stopped }) }
  }

  abort() { this.#aborted = true; this.#wake() }

  pause() { this.#paused = true; this.#wake() }

  resume() {
    this.#paused = false
    this.#pace.restart()
    this.#rate = new Rate()
    this.#wake()
  }

  /** @param {number} stepsPerSecond */
  setPace(stepsPerSecond) {
    this.#pace = new Pace(stepsPerSecond)
    this.#rate = new Rate()
    this.#wake()
  }

  #due() { return this.#paused || this.#aborted ? 0 : Math.min(this.#pace.due(), this.#left) }

  /** @param {number} steps */
  #slice(steps) {
    const began = performance.now()
    const slice = this.#train(this.#left, steps)
    const elapsed = performance.now() - began
    this.#left -= slice.done
    this.#pace.spend(slice.done)
    if (steps === this.#size || elapsed > this.#sliceMilliseconds) this.#resize(steps, elapsed)
    const { step, losses, evaluations } = slice
    if (losses.length > 0) this.#loss = losses[losses.length - 1]
    this.#report({ step, losses, evaluations, stepsPerSecond: this.#rate.after(slice.done) })
    return slice
  }

  /** At most four times as many, because clocks are coarse and the first steps are slow. @param {number} steps @param {number} elapsed */
  #resize(steps, elapsed) {
    const fitting = Math.floor(steps * this.#sliceMilliseconds / elapsed)
    this.#size = Math.max(1, Math.min(fitting, 4 * steps))
  }

  /** Lets waiting messages in; and while less than a slice is due, lets time pass. */
  async #breathe() {
    if (!this.#paused && this.#due() >= Math.min(this.#size, this.#left)) return nextTask()
    await new Promise((resolve) => {
      this.#wake = () => resolve(undefined)
      if (!this.#paused && !this.#aborted) setTimeout(this.#wake, Math.min(DOZE, Math.max(FRAME, this.#pace.delay())))
    })
  }
}

/** How many steps are due, by the clock. */
class Pace {
  #credit = 0
  #since = performance.now()
  #perMillisecond

  /** @param {number} stepsPerSecond Infinity: always more than there is */
  constructor(stepsPerSecond) {
    if (!(typeof stepsPerSecond === 'number' && stepsPerSecond > 0)) {
      throw new Error(`stepsPerSecond must be a number above 0, not ${stepsPerSecond}`)
    }
    this.#perMillisecond = stepsPerSecond / 1000
  }

  /** A machine that fell behind (slow, or asleep) owes at most a second's steps. */
  due() {
    if (this.#perMillisecond === Infinity) return Infinity
    const now = performance.now()
    this.#credit += (now - this.#since) * this.#perMillisecond
    this.#since = now
    this.#credit = Math.min(this.#credit, Math.max(1, 1000 * this.#perMillisecond))
    return Math.floor(this.#credit)
  }

  /** @param {number} steps */
  spend(steps) { this.#credit = Math.max(0, this.#credit - steps) }

  /** Milliseconds until the next whole step is due. */
  delay() { return (1 - this.#credit) / this.#perMillisecond }

  /** Forgets the time that passed while the run was held. */
  restart() { this.#since = performance.now() }
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

/** A macrotask later: unlike a timer it is not delayed, unlike a microtask it lets messages in. @returns {Promise<void>} */
function nextTask() {
  const { setImmediate } = globalThis // Node's, where an open port would keep the process alive
  if (setImmediate) return new Promise((resolve) => { setImmediate(resolve) })
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => { port1.close(); resolve() }
    port2.postMessage(undefined)
  })
}
