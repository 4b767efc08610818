// A run's end, pace and evaluations move while it goes on, and what is held stays held until it is ended.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, later, plainly, pretendPage, reached, SMALL, ThrowingWorker, trainerFor, wait } from './support.mjs'

/** @import { Evaluation, Progress } from '../../web/protocol/public.js' */

const text = corpus().subarray(0, 50_000)
const LONG = 100_000_000 // steps: minutes, so a test that sees its end has moved it
const LIMIT = { timeout: 60_000 }
const PACE = { stepsPerSecond: 200 }

for (const options of [{ text }, { text, workers: 2 }]) {
  const name = `workers ${options.workers ?? 1}`

  test(`an end that moves further away, then nearer, is where the run ends, with the bytes of a plain run, ${name}`, LIMIT, async (t) => {
    const trainer = await trainerFor(t, options)
    const run = trainer.train(30, PACE)
    await reached(trainer, 5)
    assert.equal(await trainer.changeRun({ end: LONG }), true)
    await reached(trainer, 40)
    assert.equal(await trainer.changeRun({ end: 10_000 }), true)
    assert.equal(await trainer.changeRun({ end: 500, stepsPerSecond: Infinity }), true)
    const { step, aborted, loss } = await run
    assert.deepEqual({ step, aborted, running: trainer.running }, { step: 500, aborted: false, running: false })
    assert.ok(loss > 0)
    assert.deepEqual(await trainer.save(), await plainly(t, options, 500))
  })

  test(`an end that is already passed ends the run after the present slice, ${name}`, LIMIT, async (t) => {
    const trainer = await trainerFor(t, options)
    for (const pace of [PACE, {}]) {
      const begin = trainer.step
      const run = trainer.train(LONG, pace)
      await reached(trainer, begin + 30)
      const asked = performance.now()
      assert.equal(await trainer.changeRun({ end: begin + 3 }), true)
      const { step, aborted } = await run
      assert.ok(performance.now() - asked < 1000, `took ${performance.now() - asked} ms`)
      assert.ok(step >= begin + 30 && aborted === false)
      assert.equal(trainer.step, step)
    }
    assert.deepEqual(await trainer.save(), await plainly(t, options, trainer.step))
  })

  test(`a run on hold stays so when its end moves, goes on to the new one, and ends when that is reached already, ${name}`, LIMIT, async (t) => {
    const trainer = await trainerFor(t, options)
    const run = trainer.train(50, PACE)
    await reached(trainer, 5)
    await trainer.pause()
    const held = trainer.step
    assert.equal(await trainer.changeRun({ end: 120 }), true)
    await wait(100)
    assert.deepEqual([trainer.step, trainer.running], [held, true])
    await trainer.resume()
    await reached(trainer, 60)
    await trainer.pause()
    assert.equal(await trainer.changeRun({ end: trainer.step }), true)
    const { step, aborted, loss } = await run
    assert.deepEqual({ step, aborted }, { step: trainer.step, aborted: false })
    assert.ok(step >= 60 && step < 120 && loss > 0)
  })
}

test('evaluations come at the multiples that are asked for, from the change on', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text })
  /** @type {number[]} */
  const steps = []
  const onProgress = (/** @type {Progress} */ { evaluations }) => steps.push(...evaluations.map(({ step }) => step))
  const run = trainer.train(LONG, { ...PACE, evaluateEvery: 10, onProgress })
  await reached(trainer, 25)
  await trainer.pause()
  const held = trainer.step
  const before = steps.length
  assert.equal(await trainer.changeRun({ evaluateEvery: 7, end: held + 40, stepsPerSecond: Infinity }), true)
  await trainer.resume()
  assert.equal((await run).step, held + 40)
  const expected = Array.from({ length: held + 41 }, (_, step) => step)
  assert.deepEqual(steps.slice(0, before), expected.filter((step) => step % 10 === 0 && step < held + 1))
  assert.deepEqual(steps.slice(before), expected.filter((step) => step % 7 === 0 && step > held))
})

test('evaluations begin in a run that had none, and end in it', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text: SMALL })
  /** @type {number[]} */
  const steps = []
  const run = trainer.train(LONG, { ...PACE, onProgress: ({ evaluations }) => steps.push(...evaluations.map(({ step }) => step)) })
  await reached(trainer, 5)
  assert.deepEqual(steps, [])
  await trainer.changeRun({ evaluateEvery: 1 })
  while (steps.length < 10) await wait(5)
  await trainer.changeRun({ evaluateEvery: 0 })
  const [seen, step] = [steps.length, trainer.step]
  await reached(trainer, step + 20)
  assert.equal(steps.length, seen)
  await trainer.changeRun({ end: 0 })
  await run
})

test('a run on hold in the midst of an evaluation ends without finishing it', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text: corpus(), preset: 'gpt' })
  /** @type {Evaluation[]} */
  const evaluations = []
  const run = trainer.train(LONG, { evaluateEvery: 1, onProgress: (progress) => evaluations.push(...progress.evaluations) })
  await wait(50)
  await trainer.pause()
  const asked = performance.now()
  assert.equal(await trainer.changeRun({ end: 0 }), true)
  assert.deepEqual(await run, { step: 0, loss: NaN, aborted: false })
  assert.ok(performance.now() - asked < 1000)
  assert.deepEqual(evaluations, [])
})

test('without a run there is nothing to change, and the next run knows nothing of it', LIMIT, async (t) => {
  const trainer = await trainerFor(t)
  assert.equal(await trainer.changeRun({ end: 1, evaluateEvery: 1, stepsPerSecond: 1 }), false)
  assert.equal((await trainer.train(500)).step, 500)
  assert.equal(await trainer.changeRun({ end: 1000 }), false)
  assert.equal(await trainer.changeRun({}), false)
  assert.equal(trainer.step, 500)
  const run = trainer.train(5, { stepsPerSecond: 1 }) // slowly, or it may be over on a busy machine before the change comes
  assert.equal(await trainer.changeRun({ end: 600, stepsPerSecond: Infinity }), true)
  assert.equal((await run).step, 600)
})

test('a run that was aborted cannot be kept going', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal })
  await reached(trainer, 1)
  controller.abort()
  assert.equal(await trainer.changeRun({ end: 2 * LONG }), false)
  assert.equal((await run).aborted, true)
})

for (const where of ['in a worker', "on the page's thread"]) {
  test(`what a change says is what happens, however late it comes: ${where}`, LIMIT, async (t) => {
    if (where !== 'in a worker') pretendPage(t, ThrowingWorker)
    const trainer = await trainerFor(t, { text: SMALL })
    const seen = { true: 0, false: 0 }
    for (let i = 0; i < 60; i++) {
      const begin = trainer.step
      /** @type {Promise<boolean> | undefined} */
      let changed
      const change = () => trainer.changeRun({ end: begin + 1000, stepsPerSecond: Infinity })
      const stepsPerSecond = i === 0 ? 20 : Infinity // the first run cannot be over before a change comes, however busy the machine is
      const run = trainer.train(20, { stepsPerSecond, onProgress: ({ step }) => { if (step === begin + 20) changed ??= later(i).then(change) } })
      if (i === 0) changed = change()
      const { step } = await run
      const said = await changed
      seen[said ? 'true' : 'false']++
      assert.equal(step, begin + (said ? 1000 : 20), `run ${i}`)
    }
    assert.ok(seen.true > 0 && seen.false > 0, JSON.stringify(seen))
  })
}
