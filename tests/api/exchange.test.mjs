// Workers who train as one exchange what they compute by memory that they share, or by messages where they can share none: with the same bytes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fingerprint, LONG, onOneThread, text, twenty } from './groups.mjs'
import { hurry, reached, TINY, trainerFor, watchThreads } from './support.mjs'

/** @import { TrainerOptions } from '../../web/protocol/public.js' */
/** @import { Trainer } from '../../web/trainer/trainer.js' */

const WAYS = ['memory', 'messages']

/** Makes the threads of a test go this way; gives the bytes that they have sent each other in messages. @param {import('node:test').TestContext} t @param {string} way @param {string} [prelude] */
function goBy(t, way, prelude = '') {
  const sent = new BigInt64Array(new SharedArrayBuffer(24)) // bytes; and for preludes, calls of the core, and nothing
  const threads = watchThreads(t, `{
    const { postMessage } = MessagePort.prototype
    const { parentPort, workerData } = require('node:worker_threads')
    MessagePort.prototype.postMessage = function (message, ...transfer) {
      if (message.number !== undefined) Atomics.add(workerData, 0, BigInt(message.data.length))
      return postMessage.call(this, message, ...transfer)
    }
    ${way === 'messages' ? 'delete globalThis.SharedArrayBuffer' : ''}
    ${prelude}
  }\n`, sent)
  return { threads, sent: () => Number(sent[0]) }
}

for (const way of WAYS) {
  for (const workers of [2, 3]) {
    test(`${workers} workers make the bytes that one makes of ${workers} shares, by ${way}`, async (t) => {
      const { sent } = goBy(t, way)
      const trainer = await trainerFor(t, { text, ...TINY, workers })
      assert.equal(trainer.workers, workers)
      await twenty(trainer)
      const each = 4 * trainer.info.parameters * 20 // once to whom it belongs, and once back
      if (way === 'memory') assert.equal(sent(), 0)
      else assert.ok(Math.abs(sent() - 2 * (workers - 1) * each) < each / 100, `${sent()} bytes sent`)
      assert.equal(await fingerprint(trainer), await onOneThread(t, workers))
    })
  }

  test(`a bigram, an encoder with its decoder, dropout, clipped gradients, and more workers than sequences, by ${way}`, async (t) => {
    const { sent } = goBy(t, way)
    const all = /** @type {Partial<TrainerOptions>[]} */ (
      [{ preset: 'bigram' }, { preset: 'reverse' }, { dropout: 0.2 }, { gradClip: 0.05, decayed: 'matrices' }, { batchSize: 2 }])
    for (const options of all) {
      const trainer = await trainerFor(t, { text, ...TINY, workers: 3, ...options })
      await twenty(trainer)
      assert.equal(await fingerprint(trainer), await onOneThread(t, 3, twenty, options), JSON.stringify(options))
    }
    assert.equal(sent() > 0, way === 'messages')
  })

  test(`whatever changes the first worker reaches the others, by ${way}`, async (t) => {
    goBy(t, way)
    const live = async (/** @type {Trainer} */ trainer) => {
      await trainer.train(3)
      await trainer.generate({ tokens: 20 }) // draws from the training stream
      await trainer.train(3)
      await trainer.estimateLoss(2)
      await trainer.train(3)
      await trainer.reset({ seed: 5 })
      await trainer.train(1)
      await trainer.reset({ nEmbd: 32, gradClip: 0.05 }) // more to exchange
      await trainer.train(2)
      await trainer.reset({ nEmbd: 8 })
      assert.equal((await trainer.train(4)).step, 4)
    }
    const trainer = await trainerFor(t, { text, ...TINY, workers: 2 })
    await live(trainer)
    assert.equal(await fingerprint(trainer), await onOneThread(t, 2, live))
  })

  test(`numbers that cease to be finite stop a group as they stop one, by ${way}`, async (t) => {
    goBy(t, way)
    const options = { learningRate: 500, warmupSteps: 0 }
    const live = async (/** @type {Trainer} */ trainer) => (await trainer.train(2000)).stopped
    const trainer = await trainerFor(t, { text, ...TINY, workers: 2, ...options })
    let expected
    const bytes = await onOneThread(t, 2, async (plain) => { expected = await live(plain) }, options)
    const stopped = await live(trainer)
    assert.match(stopped ?? '', /^training stopped/)
    assert.equal(stopped, expected)
    assert.equal(await fingerprint(trainer), bytes)
  })

  test(`one of a group that is killed takes the trainer along, by ${way}`, async (t) => {
    const { threads } = goBy(t, way)
    const trainer = await trainerFor(t, { text, ...TINY, workers: 3 })
    const failures = []
    trainer.onfailure = (error) => failures.push(error.message)
    const run = trainer.train(LONG)
    await reached(trainer, 5)
    threads[2].terminate()
    await assert.rejects(run, /worker ended unexpectedly/)
    await assert.rejects(trainer.evaluate(), /worker ended unexpectedly/)
    assert.equal(failures.length, 1)
    const ended = await Promise.all(threads.map((thread) => thread.terminate()))
    assert.equal(ended.length, 3)
  })
}

/** In one thread, at the 300th time that any of them asks the core, code that takes time. @param {string} code */
const inOneThread = (code) => `
  const { instantiate } = WebAssembly
  const sleep = (milliseconds) => Atomics.wait(workerData, 2, 0n, milliseconds)
  WebAssembly.instantiate = async (...given) => {
    const { exports } = await instantiate(...given)
    const iambic_call = (...request) => {
      if (Atomics.add(workerData, 1, 1n) === 300n) { ${code} }
      return exports.iambic_call(...request)
    }
    return { exports: { ...exports, iambic_call } }
  }`

for (const way of WAYS) {
  test(`members wait for one that is held up, and nobody takes them for dead, by ${way}`, { timeout: 60_000 }, async (t) => {
    hurry(t)
    goBy(t, way, inOneThread("for (let i = 0; i < 40; i++) { sleep(100); parentPort.postMessage({ type: 'alive' }) }"))
    const trainer = await trainerFor(t, { text, ...TINY, workers: 3 })
    const began = performance.now()
    assert.equal((await trainer.train(60)).step, 60)
    assert.ok(performance.now() - began > 4000, 'none was held up')
    assert.equal(await fingerprint(trainer), await onOneThread(t, 3, (plain) => plain.train(60)))
  })

  test(`one that says nothing any more is given up, though others wait for it, by ${way}`, { timeout: 60_000 }, async (t) => {
    hurry(t)
    goBy(t, way, inOneThread('sleep(40_000)'))
    const trainer = await trainerFor(t, { text, ...TINY, workers: 3 })
    const began = performance.now()
    await assert.rejects(trainer.train(LONG), /has not answered for 20 seconds/)
    assert.ok(performance.now() - began < 20_000, 'it was waited for')
  })
}
