// The core is unpacked and compiled once, whoever needs it, and every worker gets what came of it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moduleUrl, SMALL, watchThreads } from './support.mjs'

/** @typedef {typeof import('../../web/trainer/trainer.js').createTrainer} CreateTrainer */

const LIMIT = { timeout: 60_000 }
// Node compiles something small of its own.
const COUNTS = "const { compile } = WebAssembly; WebAssembly.compile = (bytes) => { if (bytes.length > 1e5) require('node:worker_threads').parentPort.postMessage({ type: 'compiled' }); return compile(bytes) };\n"
let fresh = 0

/** How often the threads of `live` compile, which gets a module that has compiled nothing yet. @param {import('node:test').TestContext} t @param {string} prelude @param {(createTrainer: CreateTrainer) => Promise<void>} live */
async function compilations(t, prelude, live) {
  let count = 0
  const threads = watchThreads(t, COUNTS + prelude)
  const push = threads.push.bind(threads)
  threads.push = (thread) => {
    thread.on('message', ({ type }) => { if (type === 'compiled') count++ })
    return push(thread)
  }
  await live((await import(`${moduleUrl.href}?compiling=${++fresh}`)).createTrainer)
  assert.ok(threads.length > 1, 'one thread only')
  return count
}

test('three workers, and a second trainer at the same time, and a third after it, compile once', LIMIT, async (t) => {
  assert.equal(await compilations(t, '', async (createTrainer) => {
    const trainers = await Promise.all([createTrainer({ text: SMALL, workers: 3 }), createTrainer({ text: SMALL })])
    trainers.push(await createTrainer({ text: SMALL }))
    for (const trainer of trainers) {
      assert.equal((await trainer.train(3)).step, 3)
      trainer.terminate()
    }
  }), 1)
})

test('where what was compiled cannot be sent, each compiles its own', LIMIT, async (t) => {
  const keeps = "const { parentPort } = require('node:worker_threads'); const post = parentPort.postMessage.bind(parentPort); " +
    "parentPort.postMessage = (event, ...rest) => { if (event.value instanceof WebAssembly.Module) throw new Error('DataCloneError'); post(event, ...rest) };\n"
  assert.equal(await compilations(t, `{${keeps}}`, async (createTrainer) => {
    const trainer = await createTrainer({ text: SMALL, workers: 2 })
    assert.equal((await trainer.train(3)).step, 3)
    trainer.terminate()
  }), 2)
})

test('a worker that dies while it compiles leaves the core to the next', LIMIT, async (t) => {
  let first = true
  const threads = watchThreads(t)
  const push = threads.push.bind(threads)
  threads.push = (thread) => {
    if (first) thread.terminate()
    first = false
    return push(thread)
  }
  const { createTrainer } = await import(`${moduleUrl.href}?compiling=${++fresh}`)
  const [dead, alive] = [createTrainer({ text: SMALL }), createTrainer({ text: SMALL })]
  await assert.rejects(dead)
  const trainer = await alive
  assert.equal((await trainer.train(3)).step, 3)
  trainer.terminate()
})
