// There are as many workers as suit the model, and a signal ends its own run alone.
import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { test } from 'node:test'
import { corpus, trainerFor, wait, watchThreads } from './support.mjs'

const text = corpus().subarray(0, 50_000)
const LONG = 100_000_000
const LIMIT = { timeout: 60_000 }
Object.defineProperty(globalThis, 'navigator', { value: { hardwareConcurrency: 4 }, configurable: true }) // wherever this runs

/** The threads that started, and how many of them have ended. @param {import('node:test').TestContext} t */
function countThreads(t) {
  const threads = watchThreads(t)
  const count = { ended: 0, get started() { return threads.length } }
  const push = threads.push.bind(threads)
  threads.push = (thread) => {
    thread.on('exit', () => { count.ended++ })
    return push(thread)
  }
  return count
}

test("'auto' measures anew for a larger model, and workers that are not needed any more end", LIMIT, async (t) => {
  const threads = countThreads(t)
  const trainer = await trainerFor(t, { text, preset: 'bigram', complete: true, workers: 'auto' })
  assert.equal(threads.started, 1)
  await trainer.reset({ preset: 'nanogpt-cpu' })
  assert.ok(threads.started > 1, 'it was not measured anew')
  await trainer.reset({ preset: 'bigram' })
  assert.equal(trainer.workers, 1)
  for (let tries = 0; tries < 100 && threads.ended < threads.started - 1; tries++) await wait(20)
  assert.equal(threads.ended, threads.started - 1)
  assert.equal((await trainer.train(3)).step, 3)
})

test('a signal whose run is over does nothing to the next, and keeps nothing alive', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text })
  const [old, fresh] = [new AbortController(), new AbortController()]
  assert.equal((await trainer.train(5, { signal: old.signal })).aborted, false)
  await trainer.evaluate({ batches: 1, signal: old.signal })
  assert.equal(getEventListeners(old.signal, 'abort').length, 0)
  const run = trainer.train(LONG, { signal: fresh.signal })
  old.abort()
  await wait(200)
  assert.equal(trainer.running, true)
  fresh.abort()
  assert.equal((await run).aborted, true)
})
