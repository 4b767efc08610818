// What takes long, as generators: between two of their steps other requests may be served. What they yield is worth telling.

/** @import { Call, Written } from '../protocol/messages.js' */
/** @import { Losses, SampleOptions, TensorCheck } from '../protocol/public.js' */

const PIECE = 16 // characters written between two looks at the clock, at most
const QUICK = 4 // milliseconds for them, or they come one by one
const SPLITS = /** @type {const} */ (['train', 'val'])

/**
 * The losses over the whole splits, or over so many batches spread evenly over each of them.
 * @param {Call} call @param {{ batches?: number }} options
 * @returns {Generator<void, Losses>}
 */
export function* evaluate(call, { batches: most = Infinity }) {
  checkBatches(most)
  const losses = { train: NaN, val: NaN }
  for (const split of SPLITS) {
    const { batches } = call({ type: 'evaluatePart', split, from: 0, count: 0 }).ok
    const chosen = Math.min(most, batches)
    let [sum, targets] = [0, 0]
    for (let i = 0; i < chosen; i++) {
      const part = call({ type: 'evaluatePart', split, from: Math.floor(i * batches / chosen), count: 1 }).ok
      sum += part.sum
      targets += part.targets
      yield
    }
    losses[split] = sum / targets
  }
  return losses
}

/** @param {number} batches */
export function checkBatches(batches) {
  if (!(batches === Infinity || (Number.isInteger(batches) && batches > 0))) throw new Error(`batches must be a whole number above 0, not ${batches}`)
}

/** @param {Call} call @param {{ iters: number }} options @returns {Generator<void, Losses>} */
export function* estimateLoss(call, { iters }) {
  const losses = { train: NaN, val: NaN }
  for (const split of SPLITS) {
    let [sum, done] = [0, 0]
    do { // at least once, for the core judges `iters`
      sum += call({ type: 'estimatePart', split, iters, limit: 1 }).ok.sum
      yield
    } while (++done < iters)
    losses[split] = sum / iters
  }
  return losses
}

/** Yields the text piece by piece. @param {Call} call @param {SampleOptions} options @returns {Generator<Written, Written>} */
export function* generate(call, options) {
  const began = performance.now()
  const { text, tokens } = call({ type: 'generate', ...options }).ok
  const written = { text, tokensPerSecond: 0 }
  for (let [done, piece, fresh] = [0, 1, text]; done < tokens; fresh = '') {
    const before = performance.now()
    const more = Math.min(piece, tokens - done)
    const added = call({ type: 'generate.more', tokens: more }).ok.text
    written.text += added
    done += more
    const now = performance.now()
    written.tokensPerSecond = 1000 * done / (now - began)
    piece = now - before < QUICK ? Math.min(2 * piece, PIECE) : 1
    yield { ...written, text: fresh + added }
  }
  return written
}

/** Yields each tensor. @param {Call} call @returns {Generator<TensorCheck, TensorCheck[]>} */
export function* checkGradients(call) {
  /** @type {TensorCheck[]} */
  const all = []
  for (;;) {
    const { tensors } = call({ type: 'checkGradients', from: all.length, count: 1 }).ok
    if (tensors.length === 0) return all
    all.push(tensors[0])
    yield tensors[0]
  }
}
