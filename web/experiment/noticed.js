// What can be noticed in the curve of a run: that its learning rate is too high, that it learns by heart, or that it has stopped getting better.

/** @typedef {'too-high' | 'overfits' | 'flat'} Notice */
/** @typedef {{ train: number[], val: number[] }} Losses */

const SEVERAL = 3 // evaluations one after the other say more than chance
const RISE = 0.05 // nats: no healthy run comes back up so far
const GAP = 0.1 // nats between text that was read and text that was not
const FEWEST = 16 // evaluations of a run that can be said to get no better
const BETTER = 0.004 // nats, from one quarter of a run to the next
const JUMP = 0.02 // nats from one evaluation to the next, of weights that never settle
const UPWARDS = 1 / 3 // of all its moves, or more, go up where a run does not fall

/** Undefined where nothing is wrong, or it is too early to say. @param {import('./loss-curve.js').Curve} curve @returns {Notice | undefined} */
export function noticedIn(curve) {
  const { train, val } = evaluations(curve)
  if (train.length <= SEVERAL) return undefined
  if (wentUp(train)) return 'too-high'
  if (isUp(val) && Math.max(...train.slice(-SEVERAL)) < Math.min(...val.slice(-SEVERAL)) - GAP) return 'overfits'
  if (train.length < FEWEST) return undefined
  if (jumps({ train, val })) return 'too-high'
  return [train, val].every(isFlat) ? 'flat' : undefined
}

/** Whether a loss went up for a while, and has not got far below where it was before. @param {number[]} losses */
const wentUp = (losses) => losses.some((_, i) => i > 0 && i + SEVERAL <= losses.length && isUp(losses.slice(0, i + SEVERAL)) &&
  Math.min(...losses.slice(-SEVERAL)) > Math.min(...losses.slice(0, i)) - RISE)

/** Whether the last losses lie above the lowest before them. @param {number[]} losses */
const isUp = (losses) => Math.min(...losses.slice(-SEVERAL)) > Math.min(...losses.slice(0, -SEVERAL)) + RISE

/** Whether the last quarter is no better than the one before. @param {number[]} losses */
function isFlat(losses) {
  const quarter = Math.ceil(losses.length / 4)
  return mean(losses.slice(-2 * quarter, -quarter)) - mean(losses.slice(-quarter)) < BETTER
}

/** Whether both losses go up and down in the last quarter, and that of the text that was not read goes far. @param {Losses} losses */
function jumps({ train, val }) {
  const moves = [train, val].map((losses) => losses.slice(-Math.ceil(losses.length / 4)).map((loss, i, last) => loss - last[Math.max(0, i - 1)]).slice(1))
  const size = (/** @type {number[]} */ of) => mean(of.map(Math.abs))
  return size(moves[1]) > JUMP && moves.every((of) => mean(of.map((move) => Math.max(0, move))) > UPWARDS * size(of))
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

/** At each evaluation, the mean of the batch losses since the one before, and the loss on text that was not read. @param {import('./loss-curve.js').Curve} curve */
function evaluations({ linear, first }) {
  /** @type {Losses} */
  const losses = { train: first ? [first.train] : [], val: first && typeof first.val === 'number' ? [first.val] : [] }
  let [sum, count] = [0, 0]
  for (const bin of linear) {
    sum += bin?.sum ?? 0
    count += bin?.count ?? 0
    if (typeof bin?.val !== 'number' || count === 0) continue
    losses.train.push(sum / count)
    losses.val.push(bin.val)
    sum = count = 0
  }
  return losses
}
