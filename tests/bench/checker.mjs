// A benchmark whose answer is wrong is an error, not a number: what every sample must satisfy before its time counts.

const TOLERANCE = 2e-5 // of a loss, relative: sums in another order differ by less, a wrong gradient by far more
const EVERY = 100

export class Checker {
  #curve
  /** Who was the first to come to these weights after so many steps. @type {Map<number, { digest: string, title: string }>} */
  #weights = new Map()

  /** @param {number[]} curve PyTorch's losses of steps 0, 100, 200, ... */
  constructor(curve) { this.#curve = curve }

  /**
   * Throws when a loss is not PyTorch's, or when losses are missing. Builds of the same core give a digest of their weights,
   * which must be the same bytes for all of them; one that has a digest may report fewer losses.
   * @param {{ title: string, steps: number }} contender @param {import('./javascript.mjs').Sample} sample
   */
  check({ title, steps }, { losses, digest }) {
    const due = digest ? 1 : Math.min(this.#curve.length, Math.ceil(steps / EVERY))
    if (losses.length < due) throw new Error(`${title}: ${losses.length} losses came back, ${due} were due`)
    losses.forEach((loss, i) => {
      const expected = this.#curve[i]
      if (!(Math.abs(loss / expected - 1) <= TOLERANCE)) throw new Error(`${title}: the loss of step ${i * EVERY} is ${loss}, PyTorch's is ${expected}`)
    })
    if (!digest) return
    const first = this.#weights.get(steps)
    if (!first) this.#weights.set(steps, { digest, title })
    else if (first.digest !== digest) throw new Error(`${title}: the weights after ${steps} steps are not those of ${first.title}`)
  }
}
