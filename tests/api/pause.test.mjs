// What is on hold stays so until it is resumed or ended, tells all that it did, and lets everything else be done.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, later, plainly, pretendPage, reached, SMALL, ThrowingWorker, trainerFor, wait } from './support.mjs'

/** @import { Progress } from '../../web/protocol/public.js' */

const text = corpus().subarray(0, 50_000)
const LONG = 100_000_000 // steps: minutes, so a test that sees its end has brought it about
const LIMIT = { timeout: 60_000 }
const PACE = { stepsPerSecond: 200 }

for (const where of ['in a worker', "on the page's thread"]) {
  test(`pause resolves when progress has told of the last step, and after the end of a run that was just ending: ${where}`, LIMIT, async (t) => {
    if (where !== 'in a worker') pretendPage(t, ThrowingWorker)
    const trainer = await trainerFor(t, { text: SMALL })
    const seen = { held: 0, ended: 0 }
    for (let i = 0; i < 60; i++) {
      const begin = trainer.step
      let [told, ended] = [begin, false]
      /** @type {Promise<void> | undefined} */
      let paused
      const onProgress = (/** @type {Progress} */ { step, losses }) => {
        told += losses.length
        if (step >= begin + 20) paused ??= later(i / 2).then(() => trainer.pause())
      }
      const run = trainer.train(i % 2 ? 20 : LONG, { onProgress }).finally(() => { ended = true })
      while (!paused) await wait(1)
      await paused
      assert.equal(told, trainer.step)
      assert.equal(trainer.running, !ended)
      seen[ended ? 'ended' : 'held']++
      assert.equal(await trainer.changeRun({ end: 0 }), !ended)
      assert.equal((await run).step, told)
    }
    assert.ok(seen.held > 5 && seen.ended > 5, JSON.stringify(seen))
  })
}

test('a run on hold lets everything else be done, and goes on as if nothing had been', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text })
  const run = trainer.train(200, PACE)
  await reached(trainer, 20)
  await trainer.pause()
  const held = trainer.step
  const [saved, { train }, written] = await Promise.all([trainer.save(), trainer.evaluate(), trainer.generate({ tokens: 50, peek: true })])
  assert.ok(train > 0 && written.length === 51)
  assert.deepEqual(saved, await plainly(t, { text }, held))
  assert.deepEqual([trainer.step, trainer.running], [held, true])
  await trainer.changeRun({ stepsPerSecond: Infinity })
  await wait(50)
  assert.equal(trainer.step, held, 'a change of pace let it go on')
  await trainer.resume()
  assert.equal((await run).step, 200)
  assert.deepEqual(await trainer.save(), await plainly(t, { text }, 200))
})

test('a reset ends a run on hold', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text })
  const run = trainer.train(LONG)
  await reached(trainer, 1)
  await trainer.pause()
  await trainer.reset()
  assert.equal((await run).aborted, true)
  assert.deepEqual([trainer.running, trainer.step, await trainer.changeRun({ end: 5 })], [false, 0, false])
})
