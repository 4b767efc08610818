// The losses of a run, kept in about a thousand bins however long it gets, so that drawing stays cheap.

const CAPACITY = 1024
const PER_E_FOLD = 64 // bins of the logarithmic view
const RECENT = 200 // batch losses whose scatter is measured
const SMOOTHING = 0.012 // half the width of the moving mean, as a share of the curve

/**
 * What a chart draws, one entry per bin: the last step in it, the extremes and the smoothed mean of its batch losses, and
 * the exact validation loss when one was measured there.
 * @typedef {{ step: number[], low: (number | null)[], high: (number | null)[], train: (number | null)[], val: (number | null)[] }} CurveView
 */

/** @typedef {{ step: number, count: number, sum: number, low: number, high: number, val: number | null }} Bin */

export class Curve {
  /** @type {(Bin | undefined)[]} */
  #linear = []
  /** @type {(Bin | undefined)[]} */
  #logarithmic = []
  #width = 1 // steps per linear bin
  /** @type {number[]} */
  #recent = []
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
      put(logarithmicBin(this.#logarithmic, step), step, losses[i])
    }
    this.#recent = [...this.#recent, ...losses.slice(-RECENT)].slice(-RECENT)
  }

  /** @param {number} step steps done before @param {{ train: number, val: number | null }} losses exact ones */
  addEvaluation(step, { train, val }) {
    this.latest = { step, train, val }
    this.first ??= this.latest
    if (val === null || !Number.isFinite(val)) return
    for (const bin of [this.#linearBin(Math.max(1, step)), logarithmicBin(this.#logarithmic, Math.max(1, step))]) {
      bin.val = val
      bin.step = Math.max(bin.step, step, 1)
    }
  }

  /** All of it, as a browser can store it. */
  state() {
    return structuredClone({ linear: this.#linear, logarithmic: this.#logarithmic, width: this.#width, recent: this.#recent, first: this.first, latest: this.latest })
  }

  /** @param {ReturnType<Curve['state']>} state */
  static from({ linear, logarithmic, width, recent, first, latest }) {
    const curve = new Curve()
    curve.#linear = linear
    curve.#logarithmic = logarithmic
    curve.#width = width
    curve.#recent = recent
    curve.first = first
    curve.latest = latest
    return curve
  }

  /** Standard deviation of the latest batch losses, undefined while there are few. */
  scatter() {
    const { length } = this.#recent
    if (length < RECENT) return undefined
    const mean = this.#recent.reduce((sum, loss) => sum + loss, 0) / length
    return Math.sqrt(this.#recent.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (length - 1))
  }

  /** @param {boolean} logarithmic @returns {CurveView} */
  view(logarithmic) {
    const bins = /** @type {Bin[]} */ ((logarithmic ? this.#logarithmic : this.#linear).filter(Boolean))
    const mean = bins.map(({ sum, count }) => (count ? sum / count : null))
    return {
      step: bins.map(({ step }) => step),
      low: bins.map(({ count, low }) => (count ? low : null)),
      high: bins.map(({ count, high }) => (count ? high : null)),
      train: smooth(mean),
      val: bins.map(({ val }) => val),
    }
  }

  /** @param {number} step */
  #linearBin(step) {
    while (Math.floor((step - 1) / this.#width) >= CAPACITY) this.#halve()
    return (this.#linear[Math.floor((step - 1) / this.#width)] ??= emptyBin())
  }

  #halve() {
    this.#width *= 2
    /** @type {(Bin | undefined)[]} */
    const merged = []
    this.#linear.forEach((bin, k) => {
      const half = Math.floor(k / 2)
      merged[half] = merged[half] && bin ? merge(merged[half], bin) : bin ?? merged[half]
    })
    this.#linear = merged
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

/**
 * A moving mean around each value: its window is symmetric, and so does not lag, except at the live end.
 * @param {(number | null)[]} values @returns {(number | null)[]}
 */
function smooth(values) {
  const sums = [0]
  const counts = [0]
  values.forEach((value, i) => {
    sums.push(sums[i] + (value ?? 0))
    counts.push(counts[i] + (value === null ? 0 : 1))
  })
  const half = Math.round(SMOOTHING * values.length)
  return values.map((value, i) => {
    if (value === null) return null
    const from = i - Math.min(half, i)
    const to = Math.min(values.length, i + Math.min(half, i) + 1)
    return (sums[to] - sums[from]) / (counts[to] - counts[from])
  })
}
