// Evaluations are shared by all workers and have the bits of one worker's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, sha256, TINY, trainerFor, watchThreads } from './support.mjs'

/** @import { Evaluation } from '../../web/protocol/public.js' */
/** @import { Trainer } from '../../web/trainer/trainer.js' */

const text = corpus().subarray(0, 50_000)

/** Tells of each evaluation that a thread takes part in. */
const TELLING = `{
  const { parentPort } = require('node:worker_threads')
  const { stringify } = JSON
  JSON.stringify = (value) => {
    if (value.at?.length > 0 || value.limit > 0) parentPort.postMessage({ type: 'alive', judged: value.type })
    return stringify(value)
  }
}\n`

test('three workers share evaluations and estimates, with the bits of one, and go on with the same stream', { timeout: 60_000 }, async (t) => {
  const threads = watchThreads(t, TELLING)
  const three = await trainerFor(t, { text, ...TINY, workers: 3 })
  const judged = threads.map(() => new Set())
  for (const [i, thread] of threads.entries()) thread.on('message', (event) => { if (event.judged) judged[i].add(event.judged) })
  /** @type {Evaluation[]} */
  const evaluations = []
  await three.train(20, { evaluateEvery: 10, evaluateBatches: 5, onProgress: (progress) => evaluations.push(...progress.evaluations) })

  const one = await trainerFor(t, { text, checkpoint: await three.save() })
  assert.equal(one.step, 20)
  const judge = async (/** @type {Trainer} */ trainer) =>
    [await trainer.evaluate(), await trainer.evaluate({ batches: 7 }), await trainer.estimateLoss(5), await trainer.estimateLoss(1)]
  assert.deepEqual(await judge(three), await judge(one))
  assert.deepEqual(evaluations.map(({ step }) => step), [0, 10, 20])
  assert.deepEqual(evaluations[2], { step: 20, ...await one.evaluate({ batches: 5 }) })
  assert.equal(sha256(await three.save()), sha256(await one.save()))
  for (const each of judged) assert.deepEqual([...each].sort(), ['estimatePart', 'evaluatePart'])
})
