// A listener that fails makes its call fail, and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iambic, pretendPage, SMALL, ThrowingWorker, TINY, trainerFor, wait } from './support.mjs'

const LONG = 100_000_000
const LIMIT = { timeout: 60_000 }
const text = SMALL.repeat(20)

/** Every call that takes a listener. @type {[string, (trainer: any, listener: () => unknown) => Promise<unknown>][]} */
const CALLS = [
  ['train with onProgress', (trainer, onProgress) => trainer.train(LONG, { onProgress })],
  ['a short train with onProgress', (trainer, onProgress) => trainer.train(1, { onProgress })],
  ['generate with onText', (trainer, onText) => trainer.generate({ tokens: 100_000, onText })],
  ['a short generate with onText', (trainer, onText) => trainer.generate({ tokens: 3, onText })],
  ['checkGradients with onProgress', (trainer, onProgress) => trainer.checkGradients({ onProgress })],
  ['createTrainer with onLoad', (_, onLoad) => iambic.createTrainer({ text, onLoad })],
]

const fault = new Error('a fault of the listener')
const LISTENERS = {
  throws: () => { throw fault },
  rejects: async () => { throw fault },
}

for (const [name, call] of CALLS) {
  for (const [way, listener] of Object.entries(LISTENERS)) {
    test(`${name} that ${way}: the call rejects with that, and the trainer goes on`, LIMIT, async (t) => {
      const trainer = await trainerFor(t, { text, ...TINY })
      await assert.rejects(call(trainer, listener), (error) => error === fault)
      assert.equal(trainer.running, false)
      const before = trainer.step
      await wait(100)
      assert.equal(trainer.step, before, 'the run went on')
      assert.equal((await trainer.train(5)).step, before + 5)
      assert.equal((await trainer.generate({ tokens: 5 })).length, 6)
    })
  }
}

test('a listener that waits for its own call does not hang it', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY })
  const run = trainer.train(20, { onProgress: () => run })
  assert.equal((await run).step, 20)
})

test("on the page's thread, too, a listener that throws ends its run", LIMIT, async (t) => {
  pretendPage(t, ThrowingWorker)
  const trainer = await iambic.createTrainer({ text })
  t.after(() => trainer.terminate())
  await assert.rejects(trainer.train(LONG, { onProgress: LISTENERS.throws }), (error) => error === fault)
  assert.equal((await trainer.train(5)).step, trainer.step)
})
