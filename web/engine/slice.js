// One slice of a run: steps, and the evaluations that fall among them.

/** @typedef {import('../protocol.js').CoreReply} CoreReply */
/** @typedef {import('../protocol.js').CoreRequest} CoreRequest */
/** @typedef {import('../protocol.js').Evaluation} Evaluation */
/** @typedef {import('../protocol.js').TrainedSteps} TrainedSteps */
/** @typedef {TrainedSteps & { losses: Float32Array<ArrayBuffer>, evaluations: Evaluation[] }} Slice */

/**
 * @param {(request: CoreRequest) => CoreReply} call
 * @param {number} step            where the run begins
 * @param {number} evaluateEvery   evaluates before the first step and at each multiple of this; 0: never
 * @returns {(left: number, limit: number) => Slice} does at most `limit` of the `left` steps
 */
export function slicer(call, step, evaluateEvery) {
  if (!(Number.isInteger(evaluateEvery) && evaluateEvery >= 0)) {
    throw new Error(`evaluateEvery must be a whole number from 0, not ${evaluateEvery}`)
  }
  let first = evaluateEvery > 0

  return function trainSlice(left, limit) {
    const evaluations = first ? [evaluate(call, step)] : []
    first = false
    const parts = []
    let done = 0
    let result
    do {
      const until = evaluateEvery > 0 ? evaluateEvery - step % evaluateEvery : Infinity
      const { ok, data } = call({ type: 'train', steps: left - done, limit: Math.min(limit - done, until) })
      parts.push(data)
      done += ok.done
      step = ok.step
      result = ok
      if (ok.done === until) evaluations.push(evaluate(call, step))
    } while (done < limit && done < left && !result.stopped)
    return { ...result, done, losses: joined(parts), evaluations }
  }
}

/** @param {(request: CoreRequest) => CoreReply} call @param {number} step @returns {Evaluation} */
function evaluate(call, step) { return { step, ...call({ type: 'evaluate' }).ok } }

/** @param {Uint8Array<ArrayBuffer>[]} parts each the bytes of float32 @returns {Float32Array<ArrayBuffer>} */
function joined(parts) {
  if (parts.length === 1) return new Float32Array(parts[0].buffer)
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return new Float32Array(bytes.buffer)
}
