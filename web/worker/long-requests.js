// What takes long, as generators: between two of their steps other requests may be served. What they yield is worth telling.

/** @import { Call, CoreRequest, Members, Written } from '../protocol/messages.js' */
/** @import { Losses, SampleOptions, TensorCheck } from '../protocol/public.js' */

const PIECE = 16 // characters written, or batches judged by each worker, between two looks at the clock, at most
const QUICK = 4 // milliseconds for them, or they come one by one
const SPLITS = /** @type {const} */ (['train', 'val'])

/**
 * The losses over the whole splits, or over so many batches spread evenly over each of them.
 * @param {Call} call @param {{ batches?: number }} options @param {() => Members} members
 * @returns {AsyncGenerator<void, Losses>}
 */
export async function* evaluate(call, { batches: most = Infinity }, members) {
  checkBatches(most)
  const losses = { train: NaN, val: NaN }
  for (const split of SPLITS) {
    const { batches } = call({ type: 'evaluatePart', split, at: [], rank: 0, of: 1 }).ok
    const chosen = Math.min(most, batches)
    const { sum, targets } = yield* total(chosen, members, (from, count) => {
      const at = Array.from({ length: count }, (_, k) => Math.floor((from + k) * batches / chosen))
      return { type: 'evaluatePart', split, at }
    })
    losses[split] = sum / targets
  }
  return losses
}

/**
 * Adds up losses of so many batches in their order, which the members take by turns.
 * @template {'evaluatePart' | 'estimatePart'} K
 * @param {number} batches @param {() => Members} members @param {(from: number, count: number) => Omit<CoreRequest<K>, 'rank' | 'of'>} request
 * @returns {AsyncGenerator<void, { sum: number, targets: number }>}
 */
async function* total(batches, members, request) {
  let [sum, targets] = [0, 0]
  for (let [done, piece] = [0, 1]; done < batches;) {
    const before = performance.now()
    const { size } = members()
    const count = Math.min(piece * size, batches - done)
    const parts = (await members().ask(request(done, count))).map(({ ok }) => ok)
    for (let k = 0; k < count; k++) sum += parts[k % size].losses[Math.floor(k / size)]
    for (const part of parts) targets += 'targets' in part ? part.targets : 0
    done += count
    piece = next(piece, before)
    yield
  }
  return { sum, targets }
}

/** Pieces as large as one can do quickly. @param {number} piece @param {number} began when this one began */
const next = (piece, began) => (performance.now() - began < QUICK ? Math.min(2 * piece, PIECE) : 1)

/** @param {number} batches */
export function checkBatches(batches) {
  if (!(batches === Infinity || (Number.isInteger(batches) && batches > 0))) throw new Error(`batches must be a whole number above 0, not ${batches}`)
}

/** @param {Call} call @param {{ iters: number }} options @param {() => Members} members @returns {AsyncGenerator<void, Losses>} */
export async function* estimateLoss(call, { iters }, members) {
  const losses = { train: NaN, val: NaN }
  for (const split of SPLITS) {
    call({ type: 'estimatePart', split, iters, limit: 0, rank: 0, of: 1 }) // the core judges `iters`
    losses[split] = (yield* total(iters, members, (_, limit) => ({ type: 'estimatePart', split, iters, limit }))).sum / iters
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
    written.tokensPerSecond = 1000 * done / (performance.now() - began)
    piece = next(piece, before)
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
