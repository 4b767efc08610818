// The losses of a run, kept in about a thousand bins however long it gets, so that drawing stays cheap.

const CAPACITY = 1024
const PER_E_FOLD = 64 // bins of the logarithmic view
/** Batch losses whose scatter is measured. */
export const RECENT = 200

/** @typedef {{ step: number, count: number, sum: number, low: number, high: number, val: number | null }} Bin */

export class Curve {
  /** @type {(Bin | undefined)[]} */
  linear = []
  /** @type {(Bin | undefined)[]} */
  logarithmic = []
  width = 1 // steps per linear bin
  /** @type {number[]} */
  recent = []
  /** The last exact losses. @type {{ step: number, train: number, val: number | null } | undefined} */
  latest
  /** The first ones. @type {{ step: number, train: number, val: number | null } | undefined} */
  first

  /** @param {number} last the step of the last loss, counted from 1 @param {Float32Array} losses of consecutive steps */
  addLosses(last, losses) {
    const first = last - losses.length + 1
    for (let i = 0; i < losses.length; i++) {
      const step = first + i
      put(this.#linearBin(step), step, losses[i])
      put(logarithmicBin(this.logarithmic, step), step, losses[i])
    }
    this.recent = [...this.recent, ...losses.slice(-RECENT)].slice(-RECENT)
  }

  /** @param {number} step steps done before @param {{ train: number, val: number | null }} losses exact ones */
  addEvaluation(step, { train, val }) {
    this.latest = { step, train, val }
    this.first ??= this.latest
    if (val === null || !Number.isFinite(val)) return
    for (const bin of [this.#linearBin(Math.max(1, step)), logarithmicBin(this.logarithmic, Math.max(1, step))]) {
      bin.val = val
      bin.step = Math.max(bin.step, step, 1)
    }
  }

  /** All of it, as a browser can store it. */
  state() { return structuredClone({ ...this }) }

  /** @param {ReturnType<Curve['state']>} state */
  static from(state) { return Object.assign(new Curve(), state) }

  /** @param {number} step */
  #linearBin(step) {
    while (Math.floor((step - 1) / this.width) >= CAPACITY) this.#halve()
    return (this.linear[Math.floor((step - 1) / this.width)] ??= emptyBin())
  }

  #halve() {
    this.width *= 2
    /** @type {(Bin | undefined)[]} */
    const merged = []
    this.linear.forEach((bin, k) => {
      const half = Math.floor(k / 2)
      merged[half] = merged[half] && bin ? merge(merged[half], bin) : bin ?? merged[half]
    })
    this.linear = merged
  }
}

/** @returns {Bin} */
const emptyBin = () => ({ step: 0, count: 0, sum: 0, low: Infinity, high: -Infinity, val: null })

/** @param {(Bin | undefined)[]} bins @param {number} step */
const logarithmicBin = (bins, step) => (bins[Math.floor(PER_E_FOLD * Math.log(step))] ??= emptyBin())

/** @param {Bin} bin @param {number} step @param {number} loss */
function put(bin, step, loss) {
  bin.step = Math.max(bin.step, step)
  bin.count += 1
  bin.sum += loss
  if (loss < bin.low) bin.low = loss
  if (loss > bin.high) bin.high = loss
}

/** @param {Bin} a @param {Bin} b the later one @returns {Bin} */
function merge(a, b) {
  return {
    step: Math.max(a.step, b.step),
    count: a.count + b.count,
    sum: a.sum + b.sum,
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    val: b.val ?? a.val,
  }
}
