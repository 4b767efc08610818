// A benchmark whose answer is wrong is an error, not a number: what every sample must satisfy before its time counts.

const EVERY = 100

// Each limit is some four times the largest distance to PyTorch that was measured: rounding, which every step makes a little larger.
/** Of the bigram's losses, relative: builds of the core were off by 1.7e-7 within 3,000 steps, what is written otherwise by 2e-6. */
const ROUNDING = { core: 7e-7, others: 8e-6 }
/** Of a transformer's losses, in nats: 9.6e-7 within 20 steps, 1.5e-5 within 50, 1.7e-4 in evaluations after up to 400. */
const NEAR = { first: 4e-6, early: 6e-5, evaluated: 7e-4 }
const FIRST = 20

/** What builds of the same core must agree on. */
class Digests {
  /** Who was the first to come to these weights after so many steps. @type {Map<string, { digest: string, title: string }>} */
  #first = new Map()

  /** @param {string} title @param {number} steps @param {string | undefined} digest @param {number} [shares] of each batch */
  check(title, steps, digest, shares = 1) {
    if (!digest) return
    const run = `${steps} ${shares}`
    const first = this.#first.get(run)
    if (!first) this.#first.set(run, { digest, title })
    else if (first.digest !== digest) throw new Error(`${title}: the weights after ${steps} steps are not those of ${first.title}`)
  }
}

/** Of the bigram. */
export class Checker {
  #curve
  #weights = new Digests()

  /** @param {number[]} curve PyTorch's losses of steps 0, 100, 200, ... */
  constructor(curve) { this.#curve = curve }

  /**
   * Throws when a loss is not PyTorch's, or when losses are missing. Builds of the same core give a digest of their weights,
   * which must be the same bytes for all of them; one that has a digest may report fewer losses.
   * @param {{ title: string, steps: number }} contender @param {import('./javascript.mjs').Sample} sample
   */
  check({ title, steps }, { losses, digest }) {
    const limit = digest ? ROUNDING.core : ROUNDING.others
    const due = digest ? 1 : Math.min(this.#curve.length, Math.ceil(steps / EVERY))
    if (losses.length < due) throw new Error(`${title}: ${losses.length} losses came back, ${due} were due`)
    losses.forEach((loss, i) => {
      const expected = this.#curve[i]
      if (!(Math.abs(loss / expected - 1) <= limit)) throw new Error(`${title}: the loss of step ${i * EVERY} is ${loss}, PyTorch's is ${expected}`)
    })
    this.#weights.check(title, steps, digest)
  }
}

/** Of one rung's transformers: all must lose what the first one loses, which is PyTorch where it is installed. */
export class RungChecker {
  /** @type {{ title: string, losses: number[] } | undefined} */
  #first
  #weights = new Digests()

  /**
   * Throws when a loss is not that of the first contender, or when losses are missing; and when builds of the core that
   * divide the batch into the same shares come to different checkpoints.
   * @param {{ title: string, steps: number, shares?: number }} contender @param {import('./javascript.mjs').Sample} sample
   */
  check({ title, steps, shares }, { losses, evaluation, digest }) {
    const all = [...losses, ...evaluation?.losses ?? []]
    this.#first ??= { title, losses: all }
    const { losses: expected, title: whose } = this.#first
    if (all.length !== expected.length) throw new Error(`${title}: ${all.length} losses came back, ${expected.length} were due`)
    all.forEach((loss, i) => {
      const what = i < losses.length ? `the loss of step ${i}` : `the ${i === losses.length ? 'train' : 'val'} loss after ${steps} steps`
      const limit = i >= losses.length ? NEAR.evaluated : i < FIRST ? NEAR.first : NEAR.early
      if (!(Math.abs(loss - expected[i]) <= limit)) throw new Error(`${title}: ${what} is ${loss}, that of ${whose} is ${expected[i]}`)
    })
    this.#weights.check(title, steps, digest, shares)
  }
}
