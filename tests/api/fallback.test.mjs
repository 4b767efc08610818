// Where no worker may start, the same session trains on the page's own thread. This file's process looks like such a page.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { iambic, pretendPage, SMALL, sha256, ThrowingWorker } from './support.mjs'

class FailingWorker {
  /** @type {((event: { message: string }) => void) | undefined} */
  onerror
  constructor() { setTimeout(() => this.onerror?.({ message: 'refused by the Content-Security-Policy' })) }
  terminate() {}
}

/** @param {object} [options] */
async function checkpointOf(options) {
  const trainer = await iambic.createTrainer({ text: SMALL })
  await trainer.train(1000, options)
  const checkpoint = sha256(await trainer.save())
  trainer.terminate()
  return checkpoint
}

for (const Worker of [ThrowingWorker, FailingWorker]) {
  test(`with a ${Worker.name}, training on the page's thread gives the worker's bytes`, async (t) => {
    const expected = await checkpointOf()
    pretendPage(t, Worker)
    assert.equal(await checkpointOf(), expected)
  })
}

test("the page's thread stays free: a timer of 1 ms never waits long", async (t) => {
  const { cpuUsage } = process
  const worked = () => { // milliseconds that this process has computed: what other programs hold up does not count
    const { user, system } = cpuUsage()
    return (user + system) / 1000
  }
  pretendPage(t, ThrowingWorker)
  const trainer = await iambic.createTrainer({ text: SMALL })
  let longest = 0
  let last = worked()
  const timer = setInterval(() => {
    longest = Math.max(longest, worked() - last)
    last = worked()
  }, 1)
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 1000)
  const { step, aborted } = await trainer.train(100_000_000, { signal: controller.signal })
  clearInterval(timer)
  assert.ok(step > 1000 && aborted)
  assert.ok(longest < 100, `${longest} ms`)
  trainer.terminate()
})

test("on the page's thread, too, a reset ends the run before the next may begin", async (t) => {
  pretendPage(t, ThrowingWorker)
  const trainer = await iambic.createTrainer({ text: SMALL })
  const run = trainer.train(100_000_000)
  await trainer.reset()
  assert.equal((await trainer.train(5)).step, 5)
  assert.equal((await run).aborted, true)
  trainer.terminate()
})

test('a terminated trainer on the page\'s thread stops training and answers nothing', async (t) => {
  pretendPage(t, ThrowingWorker)
  const trainer = await iambic.createTrainer({ text: SMALL })
  let events = 0
  const run = trainer.train(100_000_000, { onProgress: () => { events++ } })
  await new Promise((resolve) => { setTimeout(resolve, 50) })
  trainer.terminate()
  await assert.rejects(run, /terminated/)
  const seen = events
  await new Promise((resolve) => { setTimeout(resolve, 50) })
  assert.equal(events, seen)
  await assert.rejects(trainer.evaluate(), /terminated/)
})
