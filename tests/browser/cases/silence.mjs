// A worker that computes is not taken for dead, and the largest model comes through everything.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from '../harness/suite.mjs'
import { impatient } from '../harness/workers.mjs'

const LARGE = readFileSync(new URL('../../large_model.mjs', import.meta.url), 'utf8')

test('a step may take longer than a silent worker is given', async (t) => {
  const tab = await t.openBlank()
  const { step, took } = await tab.run(`(async () => {
    const { createTrainer } = await import(new URL('iambic.mjs', document.baseURI).href)
    ${impatient(6)} // in less than four seconds
    const text = await (await fetch('tinyshakespeare.txt')).blob()
    for (let batchSize = 32; ; batchSize *= 2) { // as large as this machine needs to be that slow
      const trainer = await createTrainer({ text, preset: 'gpt', nEmbd: 256, blockSize: 256, batchSize })
      const began = performance.now()
      const { step } = await trainer.train(1)
      const took = performance.now() - began
      trainer.terminate()
      if (took > 4500) return { step, took }
    }
  })()`)
  assert.equal(step, 1, `after ${took} ms`)
})

test('a model of 1.9 GB is trained, breaks, recovers, is saved, reset and opened', async (t) => {
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
