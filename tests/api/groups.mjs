// Groups of workers, and the bytes that they ought to make.
import assert from 'node:assert/strict'
import { corpus, pretendPage, sha256, ThrowingWorker, TINY, trainerFor } from './support.mjs'

/** @import { TrainerOptions } from '../../web/protocol/public.js' */
/** @import { Trainer } from '../../web/trainer/trainer.js' */

export const text = corpus().subarray(0, 50_000)
export const LONG = 100_000_000
export const fingerprint = async (/** @type {Trainer} */ trainer) => sha256(await trainer.save())

export const twenty = async (/** @type {Trainer} */ trainer) => assert.equal((await trainer.train(20)).step, 20)

/**
 * The bytes after what `live` does, when one thread computes all shares.
 * @param {import('node:test').TestContext} t @param {number} workers @param {(trainer: Trainer) => Promise<unknown>} live @param {Partial<TrainerOptions>} options
 */
export async function onOneThread(t, workers, live = twenty, options = {}) {
  let expected
  await t.test('on one thread', async (inner) => {
    pretendPage(inner, ThrowingWorker)
    const trainer = await trainerFor(inner, { text, ...TINY, workers, ...options })
    await live(trainer)
    expected = await fingerprint(trainer)
  })
  return expected
}
