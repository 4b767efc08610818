// What takes long is done in slices: everything else acts in between, and the result is that of one go.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, sha256, TINY, trainerFor, wait } from './support.mjs'

/** @import { Evaluation } from '../../web/protocol/public.js' */

const text = corpus()
const LONG = 100_000_000

/** Milliseconds that a call takes. @param {() => Promise<unknown>} call */
async function duration(call) {
  const began = performance.now()
  await call()
  return performance.now() - began
}

test('quick calls, and short texts, do not wait for a long call', async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'gpt' })
  const alone = await trainer.generate({ tokens: 50, peek: true })
  let done = false
  const long = trainer.evaluate().catch(() => {}).finally(() => { done = true })
  const waits = []
  for (let i = 0; i < 5; i++) waits.push(await duration(() => trainer.weights('lm_head.bias')))
  assert.equal(await trainer.generate({ tokens: 50, peek: true }), alone)
  assert.equal(done, false, 'the evaluation was over too soon to tell')
  assert.ok(Math.min(...waits) < 100, `${waits} ms`)
  trainer.terminate()
  await long
})

test('a run rests while a text is written, and goes on', async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal })
  const alone = await trainer.generate({ tokens: 5000, peek: true })
  assert.equal(alone.length, 5001)
  const before = trainer.step
  await wait(200)
  assert.ok(trainer.step > before)
  controller.abort()
  assert.equal((await run).aborted, true)
})

test('a run that is paused or aborted during a long call obeys at once', async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal })
  const long = trainer.evaluate().catch(() => {})
  assert.ok(await duration(() => trainer.pause()) < 1000)
  const held = trainer.step
  await trainer.resume()
  controller.abort()
  assert.ok(await duration(() => run) < 1000)
  assert.equal(trainer.step, held, 'it trained during the evaluation')
  trainer.terminate()
  await long
})

test('a signal cancels a long call, and only that', async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'gpt' })
  /** @type {((signal: AbortSignal) => Promise<unknown>)[]} */
  const calls = [(signal) => trainer.evaluate({ signal }), (signal) => trainer.checkGradients({ signal }),
    (signal) => trainer.estimateLoss(100_000, { signal }), (signal) => trainer.generate({ tokens: 1e5, signal })]
  for (const call of calls) {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    const other = trainer.generate({ tokens: 5, peek: true })
    assert.ok(await duration(() => assert.rejects(call(controller.signal), { name: 'AbortError' })) < 2000)
    assert.equal((await other).length, 6)
  }
  await assert.rejects(trainer.evaluate({ signal: AbortSignal.abort() }), { name: 'AbortError' })
  assert.equal((await trainer.train(1)).step, 1)
})

test('a reset does not wait for a long call, which rejects; a reset that is refused disturbs nothing', async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'gpt' })
  const long = trainer.evaluate()
  const rejected = assert.rejects(long, /the model was replaced before this was done/)
  await assert.rejects(trainer.reset({ nHead: 7 }), /7/)
  assert.equal((await trainer.generate({ tokens: 9, peek: true })).length, 10)
  await trainer.reset({ seed: 2 })
  await rejected
  assert.equal(trainer.step, 0)
})

test('draws from the training stream do not mix, and what comes after them sees all of them', async (t) => {
  const live = async (/** @type {boolean} */ wait) => {
    const trainer = await trainerFor(t, { text, ...TINY })
    const calls = [() => trainer.estimateLoss(300), () => trainer.generate({ tokens: 2000 }), () => trainer.generate({ tokens: 100 }),
      () => trainer.save(), () => trainer.train(20), () => trainer.save()]
    const results = []
    for (const call of calls) results.push(wait ? await call() : call())
    return (await Promise.all(results)).map((result) => (result instanceof Uint8Array ? sha256(result) : result))
  }
  const [together, apart] = [await live(false), await live(true)]
  assert.deepEqual(together.slice(0, 5), apart.slice(0, 5))
})

test('evaluations in a run are those between runs, and a run of them ends whole', async (t) => {
  const trainer = await trainerFor(t, { text: text.subarray(0, 60_000), ...TINY })
  const before = await trainer.evaluate()
  /** @type {Evaluation[]} */
  const evaluations = []
  const { step } = await trainer.train(20, { evaluateEvery: 10, onProgress: (progress) => evaluations.push(...progress.evaluations) })
  assert.equal(step, 20)
  assert.deepEqual(evaluations.map((one) => one.step), [0, 10, 20])
  assert.deepEqual(evaluations[0], { step: 0, ...before })
  assert.deepEqual(evaluations[2], { step: 20, ...await trainer.evaluate() })
})

test('an evaluation in a run is cut short when the run is', async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'gpt' })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal, evaluateEvery: 1 })
  await wait(100)
  controller.abort()
  assert.ok(await duration(() => run) < 1000)
  assert.equal((await run).aborted, true)
})
