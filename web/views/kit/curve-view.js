// A curve of losses as charts and tables show it. Comes after the first frame.
import { RECENT } from '../../experiment/loss-curve.js'

/** @typedef {import('../../experiment/loss-curve.js').Curve} Curve */
/** @typedef {import('../../experiment/loss-curve.js').Bin} Bin */
/**
 * What a chart draws, one entry per bin: the last step in it, the extremes and the smoothed mean of its batch losses, and
 * the exact validation loss when one was measured there.
 * @typedef {{ step: number[], low: (number | null)[], high: (number | null)[], train: (number | null)[], val: (number | null)[] }} CurveView
 */

const SMOOTHING = 0.012 // half the width of the moving mean, as a share of the curve

/** @param {Curve} curve @param {boolean} logarithmic @returns {CurveView} */
export function viewOf(curve, logarithmic) {
  const bins = /** @type {Bin[]} */ ((logarithmic ? curve.logarithmic : curve.linear).filter(Boolean))
  const mean = bins.map(({ sum, count }) => (count ? sum / count : null))
  return {
    step: bins.map(({ step }) => step),
    low: bins.map(({ count, low }) => (count ? low : null)),
    high: bins.map(({ count, high }) => (count ? high : null)),
    train: smooth(mean),
    val: bins.map(({ val }) => val),
  }
}

/** Standard deviation of the latest batch losses, undefined while there are few. @param {Curve} curve */
export function scatterOf({ recent }) {
  if (recent.length < RECENT) return undefined
  const mean = recent.reduce((sum, loss) => sum + loss, 0) / recent.length
  return Math.sqrt(recent.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (recent.length - 1))
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
