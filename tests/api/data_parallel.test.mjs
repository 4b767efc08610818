// Several workers train as one: the bytes depend on their number alone, and everything that one obeys, they obey.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprint, LONG, onOneThread, text, twenty } from './groups.mjs'
import { TINY, trainerFor, wait, watchThreads } from './support.mjs'

test('the number of workers is part of the result, and one is what no number is', async (t) => {
  const bytes = []
  for (const workers of [undefined, 1, 2]) {
    const trainer = await trainerFor(t, { text, ...TINY, workers })
    await twenty(trainer)
    bytes.push(await fingerprint(trainer))
  }
  assert.equal(bytes[0], bytes[1])
  assert.notEqual(bytes[1], bytes[2])
})

test('looking at a group changes nothing', async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY, workers: 2 })
  /** @type {Promise<unknown>[]} */
  const looks = []
  const look = () => looks.push(trainer.generate({ tokens: 30, peek: true }), trainer.evaluate({ batches: 2 }), trainer.save(),
    trainer.weights('lm_head.weight'), trainer.attention({ layer: 0, head: 1, text: 'To be' }), trainer.batch())
  assert.equal((await trainer.train(60, { evaluateEvery: 20, evaluateBatches: 3, onProgress: look })).step, 60)
  assert.ok((await Promise.all(looks)).length >= 6)
  assert.equal(await fingerprint(trainer), await onOneThread(t, 2, (plain) => plain.train(60)))
})

test('a group pauses, goes on, keeps a pace, and ends when it is told to', async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY, workers: 2 })
  const controller = new AbortController()
  const run = trainer.train(LONG, { signal: controller.signal, stepsPerSecond: 50 })
  await wait(300)
  await trainer.pause()
  const held = trainer.step
  assert.ok(held >= 5 && held <= 25, `${held} steps`)
  await wait(150)
  assert.equal(trainer.step, held)
  await trainer.setPace(Infinity)
  await trainer.resume()
  await wait(300)
  assert.ok(trainer.step > held + 25, `${trainer.step - held} steps`)
  controller.abort()
  const { aborted, step } = await run
  assert.equal(aborted, true)
  assert.equal((await trainer.train(1)).step, step + 1)
})

test('a reset ends the run of a group, and the next begins again', async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY, workers: 2 })
  const run = trainer.train(LONG)
  await wait(100)
  await trainer.reset()
  await twenty(trainer)
  assert.equal((await run).aborted, true)
  assert.equal(await fingerprint(trainer), await onOneThread(t, 2))
})

test('a checkpoint of a group goes on as the group would have', async (t) => {
  const first = await trainerFor(t, { text, ...TINY, workers: 2 })
  await first.train(10)
  const second = await trainerFor(t, { text, checkpoint: await first.save(), workers: 2 })
  assert.equal((await second.train(10)).step, 20)
  assert.equal(await fingerprint(second), await onOneThread(t, 2))
})

test("'auto' does not try more workers than a batch has sequences", async (t) => {
  const threads = watchThreads(t)
  const trainer = await trainerFor(t, { text, preset: 'gpt', nEmbd: 128, blockSize: 128, batchSize: 1, workers: 'auto' })
  assert.equal(threads.length, 1)
  assert.equal((await trainer.train(2)).step, 2)
})

test("'auto' leaves a small model to one worker", async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'bigram', workers: 'auto' })
  assert.equal(trainer.workers, 1)
})

test("'auto' tries more for a large model, and changes nothing by trying", { timeout: 60_000 }, async (t) => {
  const threads = watchThreads(t)
  const trainer = await trainerFor(t, { text, preset: 'nanogpt-cpu', workers: 'auto' })
  assert.ok(threads.length > 1, 'it tried one worker only')
  assert.ok(trainer.workers >= 1 && trainer.workers <= 8)
  const plain = await trainerFor(t, { text, preset: 'nanogpt-cpu' })
  assert.equal(await fingerprint(trainer), await fingerprint(plain))
  assert.equal((await trainer.train(3)).step, 3)
})

for (const workers of /** @type {number[]} */ ([0, 1.5, 65, NaN, /** @type {unknown} */ ('many')])) {
  test(`${workers} workers are refused`, async (t) => {
    await assert.rejects(trainerFor(t, { text, workers }), new RegExp(`^Error: workers must be 'auto' or a whole number from 1 to 64, not ${workers}$`))
  })
}
