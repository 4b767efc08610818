// A run obeys: abort, pause, resume, pace, reset; and everything else is answered while it goes on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, trainerFor, wait } from './support.mjs'

const text = corpus()
const LONG = 100_000_000 // steps: minutes, so a test that sees its end has waited for an obedience

test('a signal ends the run after its slice, and train resolves', async (t) => {
  const trainer = await trainerFor(t, { text })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal })
  assert.equal(trainer.running, true)
  await wait(100)
  const asked = performance.now()
  controller.abort()
  const { step, aborted, loss } = await run
  assert.ok(performance.now() - asked < 1000, `took ${performance.now() - asked} ms`)
  assert.equal(aborted, true)
  assert.equal(step, trainer.step)
  assert.ok(step > 0 && step < LONG && loss > 0)
  assert.equal(trainer.running, false)
})

test('a signal that was aborted before trains nothing', async (t) => {
  const trainer = await trainerFor(t)
  assert.deepEqual(await trainer.train(10, { signal: AbortSignal.abort() }), { step: 0, loss: NaN, aborted: true })
})

test('pause holds the run, resume goes on with it', async (t) => {
  const trainer = await trainerFor(t, { text })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal })
  await wait(50)
  await trainer.pause()
  const held = trainer.step
  await wait(150)
  assert.equal(trainer.step, held)
  assert.equal(trainer.running, true)
  await trainer.resume()
  await wait(150)
  assert.ok(trainer.step > held)
  controller.abort()
  assert.equal((await run).aborted, true)
})

test('a run on hold can be aborted', async (t) => {
  const trainer = await trainerFor(t, { text })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal })
  await trainer.pause()
  controller.abort()
  assert.equal((await run).aborted, true)
})

test('other calls are answered while a run goes on', async (t) => {
  const trainer = await trainerFor(t, { text })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal })
  const asked = performance.now()
  const [written, { train }] = await Promise.all([trainer.generate({ tokens: 20, peek: true }), trainer.evaluate()])
  assert.ok(performance.now() - asked < 1000)
  assert.equal(written.length, 21)
  assert.ok(train > 2)
  assert.equal(trainer.running, true)
  controller.abort()
  await run
})

test('a second run is refused, and the first goes on', async (t) => {
  const trainer = await trainerFor(t, { text })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal })
  await assert.rejects(trainer.train(1), /a run is already going on/)
  assert.equal(trainer.running, true)
  controller.abort()
  assert.equal((await run).aborted, true)
})

test('a paced run keeps its pace', async (t) => {
  const trainer = await trainerFor(t, { text })
  const began = performance.now()
  await trainer.train(101, { stepsPerSecond: 200 })
  const seconds = (performance.now() - began) / 1000
  assert.ok(seconds >= 0.49 && seconds < 1.5, `100 steps after the first took ${seconds} s`)
})

test('the pace can be a fraction, the first step comes at once, and setPace moves it while it runs', async (t) => {
  const trainer = await trainerFor(t, { text })
  let seen = 0
  const run = trainer.train(1000, { stepsPerSecond: 0.1, onProgress: ({ losses }) => { seen += losses.length } })
  await wait(300)
  assert.equal(seen, 1)
  await trainer.setPace(Infinity)
  assert.deepEqual((await run).step, 1000)
  assert.equal(seen, 1000)
})

test('a single step is a run of one', async (t) => {
  const trainer = await trainerFor(t, { text })
  assert.equal((await trainer.train(1)).step, 1)
  assert.equal((await trainer.train(1, { stepsPerSecond: 1 })).step, 2)
})

test('progress comes about every 30 ms at full speed, not with every step', async (t) => {
  const trainer = await trainerFor(t, { text })
  let events = 0
  const began = performance.now()
  const { step } = await trainer.train(50_000, { onProgress: () => { events++ } })
  const seconds = (performance.now() - began) / 1000
  assert.equal(step, 50_000)
  assert.ok(events <= 40 * seconds + 10, `${events} events in ${seconds} s`)
})

test('progress of a paced run comes about every frame, however many steps are due', async (t) => {
  const trainer = await trainerFor(t, { text })
  let events = 0
  const began = performance.now()
  await trainer.train(5000, { stepsPerSecond: 10_000, onProgress: () => { events++ } })
  const seconds = (performance.now() - began) / 1000
  assert.ok(seconds >= 0.45, `took ${seconds} s`)
  assert.ok(events <= 64 * seconds + 15, `${events} events in ${seconds} s`)
})

test('reset ends the run and begins again', async (t) => {
  const trainer = await trainerFor(t, { text })
  const run = trainer.train(LONG)
  await wait(50)
  await trainer.reset()
  assert.equal((await trainer.train(5)).step, 5)
  assert.equal((await run).aborted, true)
})

test('a reset that is refused leaves the run going on', async (t) => {
  const trainer = await trainerFor(t, { text })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal })
  await assert.rejects(trainer.reset({ batchSize: 0 }), /batchSize/)
  const before = trainer.step
  await wait(150)
  assert.ok(trainer.step > before)
  controller.abort()
  assert.equal((await run).aborted, true)
})

test('pause, resume and setPace without a run do nothing', async (t) => {
  const trainer = await trainerFor(t)
  await Promise.all([trainer.pause(), trainer.resume(), trainer.setPace(5)])
  assert.equal((await trainer.train(3)).step, 3)
})
