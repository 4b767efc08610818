// What takes long, in slices: it tells what is new only, and what is over is forgotten.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RequestScheduler } from '../../web/worker/request-scheduler.js'

const LIMIT = { timeout: 10_000 }

/** A scheduler whose slices are as short as can be, over a core that writes "abab..." after the prompt and has three tensors. */
function scheduler() {
  /** @type {any[]} */
  const told = []
  const answers = /** @type {Record<string, (request: any) => object>} */ ({
    'generate': ({ prompt, tokens }) => ({ text: prompt, tokens }),
    'generate.more': ({ tokens }) => ({ text: 'ab'.repeat(tokens).slice(0, tokens) }),
    'checkGradients': ({ from }) => ({ tensors: from < 3 ? [{ name: `tensor ${from}` }] : [] }),
  })
  const requests = new RequestScheduler({
    call: /** @type {any} */ ((/** @type {{ type: string }} */ request) => ({ ok: answers[request.type](request), data: new Uint8Array() })),
    members: () => { throw new Error('nobody shares these') },
    whenFree: async (work) => work(),
    report: (_, value) => told.push(value),
    milliseconds: () => 0,
    drawing() {},
    done() {},
  })
  return { requests, told }
}

test('a text is told piece by piece: no character twice, and all of them in the end', LIMIT, async () => {
  const { requests, told } = scheduler()
  const { text } = /** @type {{ text: string }} */ (await requests.perform({ type: 'generate', id: 1, prompt: 'O', tokens: 500, seed: 1 }))
  assert.equal(text.length, 501)
  assert.ok(told.length > 10)
  assert.equal(told.flat().map((piece) => piece.text).join(''), text)
})

test('each tensor is told once', LIMIT, async () => {
  const { requests, told } = scheduler()
  const table = await requests.perform({ type: 'checkGradients', id: 1 })
  assert.deepEqual(told.map(({ length }) => length), [1, 1, 1])
  assert.deepEqual(told.flat(), table)
})

test('a request that is cancelled ends, and one that is over cannot be cancelled any more: its id is forgotten', LIMIT, async () => {
  const { requests, told } = scheduler()
  const begun = requests.perform({ type: 'checkGradients', id: 1 })
  requests.cancel(1)
  await assert.rejects(begun, { name: 'AbortError' })
  assert.ok(told.length < 3)
  requests.cancel(1)
  requests.cancel(2)
  for (const id of [1, 2]) assert.equal((/** @type {unknown[]} */ (await requests.perform({ type: 'checkGradients', id }))).length, 3)
})
