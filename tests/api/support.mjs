// What the Node tests share: the built module, the text, trainers that end with their test.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { fileURLToPath } from 'node:url'
import threads from 'node:worker_threads'

const root = new URL('../../', import.meta.url)

/** Address of the module under test: $IAMBIC_DIST, or dist/ of this project. */
export const moduleUrl = process.env.IAMBIC_DIST
  ? new URL('iambic.mjs', `file://${process.env.IAMBIC_DIST}/`)
  : new URL('dist/iambic.mjs', root)
/** @type {typeof import('../../web/pages/iambic.mjs')} */
export const iambic = await import(moduleUrl.href)

/** @import { TrainerOptions } from '../../web/protocol/public.js' */

/** Tiny Shakespeare, whole. @returns {Buffer} */
export function corpus() {
  const places = [process.env.IAMBIC_CORPUS, fileURLToPath(new URL('build/tinyshakespeare.txt', root))]
  const found = places.find((place) => place && existsSync(place))
  if (!found) throw new Error('tiny Shakespeare is needed: set IAMBIC_CORPUS, or run scripts/fetch_corpus')
  return readFileSync(found)
}

/** A text small enough to check by hand: 3 characters, 40 long, 36 of them to train on. */
export const SMALL = 'abacabcaacbbacababcabcaabbccabacbabcacba'

/** @param {import('node:test').TestContext} t @param {Partial<TrainerOptions>} [options] */
export async function trainerFor(t, options = {}) {
  const trainer = await iambic.createTrainer({ text: SMALL, ...options })
  t.after(() => trainer.terminate())
  return trainer
}

/** Until the test ends, silent workers are given up twelve times as soon, in less than two seconds. @param {import('node:test').TestContext} t */
export function hurry(t) {
  const { setInterval: real } = globalThis
  const hurried = (/** @type {() => void} */ call, /** @type {number} */ milliseconds) => real(call, milliseconds / 12)
  globalThis.setInterval = /** @type {typeof setInterval} */ (hurried)
  t.after(() => { globalThis.setInterval = real })
}

/** @param {Uint8Array} bytes */
export function sha256(bytes) { return createHash('sha256').update(bytes).digest('hex') }

/** @param {number} milliseconds */
export function wait(milliseconds) { return new Promise((resolve) => { setTimeout(resolve, milliseconds) }) }

/** Until the test ends: no Node, and a Worker that a Content-Security-Policy refuses in the one or the other way. @param {import('node:test').TestContext} t @param {any} Worker */
export function pretendPage(t, Worker) {
  const { process } = globalThis
  Object.assign(globalThis, { process: undefined, Worker })
  t.after(() => Object.assign(globalThis, { process, Worker: undefined }))
}

export class ThrowingWorker {
  constructor() { throw new Error('refused by the Content-Security-Policy') }
}

/**
 * Lets the test get at the threads that start, and put code before theirs.
 * @param {import('node:test').TestContext} t @param {string} [prelude] @param {unknown} [workerData] what that code finds under this name in `worker_threads` @returns {threads.Worker[]}
 */
export function watchThreads(t, prelude = '', workerData = undefined) {
  const { Worker } = threads
  /** @type {threads.Worker[]} */
  const started = []
  threads.Worker = class extends Worker {
    /** @param {string} source @param {threads.WorkerOptions} options */
    constructor(source, options) {
      super(prelude + source, { ...options, workerData })
      started.push(this)
    }
  }
  syncBuiltinESMExports()
  t.after(() => {
    threads.Worker = Worker
    syncBuiltinESMExports()
  })
  return started
}

/** A transformer of which a step takes little time. */
export const TINY = { preset: 'gpt', nLayer: 2, nHead: 2, nEmbd: 16, blockSize: 16, batchSize: 6 }

/** Resolves once the run has made so many steps. @param {{ step: number }} trainer @param {number} step */
export async function reached(trainer, step) {
  while (trainer.step < step) await wait(5)
}

/** The bytes of a model after so many steps that nobody changed. @param {import('node:test').TestContext} t @param {object} options @param {number} steps */
export async function plainly(t, options, steps) {
  const trainer = await trainerFor(t, options)
  assert.equal((await trainer.train(steps)).step, steps)
  return trainer.save()
}

/** Resolves so many microtasks later. @param {number} turns */
export async function later(turns) {
  while (turns-- > 0) await undefined
}
