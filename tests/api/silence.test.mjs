// A worker that computes is not taken for dead, however long it takes: the core gives a sign of life even in mid-step.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { liveLarge } from '../large_model.mjs'
import { corpus, hurry, trainerFor } from './support.mjs'

const text = corpus().subarray(0, 200_000)
const BREAKING = { preset: 'blocks', nEmbd: 64, blockSize: 64, batchSize: 12, learningRate: 1000, warmupSteps: 900_000, weightDecay: 10 }

test('a transformer whose numbers break keeps its last good weights, and nobody takes it for dead', { timeout: 120_000 }, async (t) => {
  hurry(t)
  const trainer = await trainerFor(t, { text, ...BREAKING })
  const { step, stopped } = await trainer.train(1000)
  assert.ok(step > 150, `it broke after ${step} steps`)
  assert.match(stopped ?? '', new RegExp(`^training stopped: step ${step + 1} made the loss infinite or not a number`))
  const { data } = await trainer.weights('lm_head.weight')
  assert.ok(data.every(Number.isFinite))
  const again = await trainer.train(10)
  assert.deepEqual([again.step, again.stopped], [step, stopped])
  assert.ok((await trainer.save()).length > 1e6)
})

test('a step may take longer than a silent worker is given', { timeout: 120_000 }, async (t) => {
  hurry(t)
  for (let [batchSize, took] = [16, 0]; took < 2500; batchSize *= 2) { // as large as this machine needs to be that slow
    const trainer = await trainerFor(t, { text, preset: 'gpt', nEmbd: 256, blockSize: 256, batchSize })
    const began = performance.now()
    assert.equal((await trainer.train(1)).step, 1)
    took = performance.now() - began
    trainer.terminate()
  }
})

test('of a prompt, however long, a transformer reads what it can see', { timeout: 60_000 }, async (t) => {
  hurry(t)
  const trainer = await trainerFor(t, { text, preset: 'gpt' })
  assert.equal((await trainer.train(5)).step, 5)
  const prompt = corpus().subarray(0, 190_000).toString()
  const options = { tokens: 50, seed: 3, temperature: 0.5 }
  const long = await trainer.generate({ prompt, ...options })
  const short = await trainer.generate({ prompt: prompt.slice(-60), ...options })
  assert.ok(long.startsWith(prompt))
  assert.equal(long.slice(-50), short.slice(-50))
})

test('a model of 1.9 GB is trained, breaks, recovers, is saved, reset and opened', { timeout: 400_000 }, async (t) => {
  const { step, sizes, same, again } = await liveLarge((options) => trainerFor(t, options), text)
  assert.ok(step >= 3, `it broke after ${step} steps`)
  assert.ok(sizes.bytes > 12 * sizes.parameters && sizes.parameters > 40e6)
  assert.ok(same, 'the file that was opened is not the one that was saved')
  assert.equal(again.step, step)
})

test('a model that takes more than 2 GB, half of what addresses reach, takes a step; one that takes more than they reach is refused', { timeout: 120_000 }, async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'gpt', nLayer: 7, nEmbd: 1024, batchSize: 1, blockSize: 4 })
  assert.ok(7 * 4 * trainer.info.parameters > 2 ** 31, 'what it keeps of each weight')
  const { step, loss } = await trainer.train(1)
  assert.equal(step, 1)
  assert.ok(loss > 3 && loss < 6, `a loss of ${loss}`)
  await assert.rejects(trainer.check({ nLayer: 8 }), /training this model would take 4,0\d\d MB of memory, more than the 3,900 MB allowed/)
})
