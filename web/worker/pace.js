// The pace of a run: how many of its steps are due.

/** How many steps are due, by the clock. */
export class Pace {
  #since = performance.now()
  #perMillisecond

  #credit

  /** @param {number} stepsPerSecond Infinity: always more than there is @param {number} [credit] steps that are due already */
  constructor(stepsPerSecond, credit = 0) {
    this.#perMillisecond = stepsPerSecond / 1000
    this.#credit = credit
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
