// One slice of a run: steps, and the evaluations that fall among them.
import { checkBatches, evaluate } from './long-requests.js'

/** @import { Call, CoreReply, Members, Stopped } from '../protocol/messages.js' */
/** @import { Evaluation, Losses } from '../protocol/public.js' */

/**
 * `evaluating` tells that an evaluation is under way; `milliseconds` is the time that the steps took.
 * @typedef {object} Slice
 * @property {number} step
 * @property {number} done
 * @property {Float32Array<ArrayBuffer>} losses
 * @property {Evaluation[]} evaluations
 * @property {Stopped} [stopped]
 * @property {boolean} evaluating
 * @property {number} milliseconds
 */

/**
 * @param {object} given
 * @param {Call} given.call
 * @param {() => Members} given.members        those who share an evaluation
 * @param {(left: number, limit: number) => Promise<CoreReply<'train'>>} given.advance   does at most `limit` of `left` steps
 * @param {number} given.step               where the run begins
 * @param {number} given.evaluateEvery      evaluates before the first step, unless it is 0
 * @param {number} [given.evaluateBatches]  how much of each split an evaluation takes; all of it without
 * @param {number} given.sliceMilliseconds
 * @returns {(left: number, limit: number, evaluateEvery: number) => Promise<Slice>} evaluates at each multiple of its `evaluateEvery`; 0: never
 */
export function slicer({ call, members, advance, step, evaluateEvery, evaluateBatches, sliceMilliseconds }) {
  if (evaluateBatches !== undefined) checkBatches(evaluateBatches)
  const begin = () => evaluate(call, { batches: evaluateBatches }, members)
  let evaluation = evaluateEvery > 0 ? begin() : undefined

  return async function slice(left, limit, interval) {
    const deadline = performance.now() + sliceMilliseconds
    /** @type {Evaluation[]} */
    const evaluations = []
    const parts = []
    let [done, milliseconds] = [0, 0]
    /** @type {Stopped | undefined} */
    let stopped
    do {
      if (evaluation) {
        const { done: finished, value } = await evaluation.next()
        if (!finished) continue
        evaluations.push({ step, .../** @type {Losses} */ (value) })
        evaluation = undefined
      }
      if (done === limit || stopped) break
      const began = performance.now()
      const until = interval > 0 ? interval - step % interval : Infinity
      const { ok, data } = await advance(left - done, Math.min(limit - done, until))
      milliseconds += performance.now() - began
      parts.push(data)
      done += ok.done
      step = ok.step
      stopped = ok.stopped
      if (ok.done === until) evaluation = begin()
    } while ((evaluation || done < limit) && performance.now() < deadline)
    return { step, done, losses: joined(parts), evaluations, stopped, evaluating: evaluation !== undefined, milliseconds }
  }
}

/** @param {Uint8Array<ArrayBuffer>[]} parts each the bytes of float32 @returns {Float32Array<ArrayBuffer>} */
export function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return new Float32Array(bytes.buffer)
}
