// A worker that computes is not taken for dead, and the largest model comes through everything.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from '../harness/suite.mjs'

const LARGE = readFileSync(new URL('../../large_model.mjs', import.meta.url), 'utf8')

test('a transformer whose numbers break keeps its last good weights, and nobody takes its worker for dead', async (t) => {
  const tab = await t.openBlank()
  const { step, stopped, finite } = await tab.run(`(async () => {
    const { createTrainer } = await import(new URL('iambic.mjs', document.baseURI).href)
    const real = setInterval
    globalThis.setInterval = (call, milliseconds) => real(call, milliseconds / 3) // its patience ends three times as soon
    const text = await (await fetch('tinyshakespeare.txt')).blob()
    const trainer = await createTrainer({ text, preset: 'blocks', nEmbd: 64, blockSize: 64, batchSize: 12, learningRate: 1000, warmupSteps: 900_000, weightDecay: 10 })
    const { step, stopped } = await trainer.train(1000)
    const { data } = await trainer.weights('lm_head.weight')
    trainer.terminate()
    return { step, stopped, finite: data.every(Number.isFinite) }
  })()`)
  assert.ok(step > 150, `it broke after ${step} steps`)
  assert.match(stopped ?? '', new RegExp(`^training stopped: step ${step + 1} made the loss infinite or not a number`))
  assert.ok(finite)
})

test('the largest model that is accepted is trained, breaks, recovers, is saved, reset and opened', async (t) => {
  const tab = await t.openBlank({ files: { 'large_model.mjs': LARGE } })
  const { step, sizes, same, again } = await tab.run(`(async () => {
    const load = (name) => import(new URL(name, document.baseURI).href)
    const [{ liveLarge }, { createTrainer }] = await Promise.all([load('large_model.mjs'), load('iambic.mjs')])
    return liveLarge(createTrainer, await (await fetch('tinyshakespeare.txt')).blob())
  })()`)
  assert.ok(step >= 3, `it broke after ${step} steps`)
  assert.ok(sizes.bytes > 12 * sizes.parameters && sizes.parameters > 40e6)
  assert.ok(same, 'the file that was opened is not the one that was saved')
  assert.equal(again.step, step)
})
