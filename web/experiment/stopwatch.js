// How long a step takes, judged by the last half minute of a run.

const WARMING_UP = 1 // second of a run that says little: engines still compile, and the first evaluation comes before any step
const ENOUGH = 0.5 // seconds that say something
const WINDOW = 30 // seconds: several evaluations, but not yesterday's heat

export class Stopwatch {
  /** Seconds of training and the step reached. @type {[number, number][]} */
  #marks = []
  #from = NaN // seconds from which on it is measured

  /** A run goes on, perhaps at another pace: what was measured before says nothing. */
  start() {
    this.#marks = []
    this.#from = NaN
  }

  /** @param {number} seconds @param {number} step reached */
  note(seconds, step) {
    if (Number.isNaN(this.#from)) this.#from = seconds + WARMING_UP
    if (seconds >= this.#from) this.#marks.push([seconds, step])
    while (this.#marks.length > 2 && this.#marks[1][0] < seconds - WINDOW) this.#marks.shift()
  }

  /** Seconds, undefined until it is known. */
  get perStep() {
    const [[from, first], [to, last]] = [this.#marks[0] ?? [0, 0], this.#marks[this.#marks.length - 1] ?? [0, 0]]
    return to - from >= ENOUGH && last > first ? (to - from) / (last - first) : undefined
  }
}
