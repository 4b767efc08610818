// The WebAssembly core itself: whatever it refuses, over and over again, leaves no trace in it; and what it is asked in parts is whole.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { compile, loadCore } from '../../web/worker/wasm-core.js'
import { MOST_WORKERS } from '../../web/protocol/limits.js'
import { save } from '../../web/worker/checkpoint.js'
import { sha256, SMALL } from './support.mjs'

const wasm = readFileSync(new URL('../../build/wasm/iambic.wasm', import.meta.url))
const GPT = { model: 'gpt', nLayer: 2, nHead: 2, nEmbd: 8, blockSize: 8, batchSize: 3 }

/** A core with a model. @param {object} options @param {string} [text] */
async function coreFor(options, text = SMALL) {
  const core = await loadCore(await compile(new Uint8Array(wasm)), () => {})
  core.call({ type: 'corpus.begin', bytes: text.length })
  core.call({ type: 'corpus.append' }, new TextEncoder().encode(text))
  core.call({ type: 'corpus.finish' })
  core.call({ type: 'create', options })
  return core
}

/** Bytes of memory that the core has, as its exports tell. */
function watchMemory() {
  const { instantiate } = WebAssembly
  /** @type {WebAssembly.Memory[]} */
  const memories = []
  WebAssembly.instantiate = /** @type {any} */ (async (/** @type {[any, any]} */ ...given) => {
    const instance = /** @type {any} */ (await instantiate(...given))
    memories.push(instance.exports.memory)
    return instance
  })
  return { bytes: () => memories[0].buffer.byteLength, stop: () => { WebAssembly.instantiate = instantiate } }
}

const REFUSALS = /** @type {[object, RegExp, Uint8Array?][]} */ ([
  [{ type: 'create', options: { nHead: 3, model: 'gpt' } }, /embedding size 64 must be divisible by the 3 heads/],
  [{ type: 'check', options: { dropout: 1 } }, /dropout must be /],
  [{ type: 'load' }, /not a checkpoint/, new Uint8Array(1 << 20)],
  [{ type: 'reduce' }, /no share of this step was computed/],
  [{ type: 'place', rank: 0 }, /no share of this step was computed/, new Uint8Array(1 << 20)],
  [{ type: 'update', losses: [1, 2] }, /no share of this step was computed/],
  [{ type: 'softmax', shape: [2, 2] }, /softmax needs a shape/, new Uint8Array(1 << 20)],
  [{ type: 'logits', x: [[0, 1, 2, 0, 1, 2, 0, 1, 2]] }, /x has rows of 9 characters; the model sees at most 8/],
  [{ type: 'nothing', text: 'a'.repeat(100_000) }, /there is no request called "nothing"/],
])

for (const [request, sentence, payload] of REFUSALS) {
  test(`5,000 refusals of ${JSON.stringify(request).slice(0, 60)} take neither memory nor stack, and change nothing`, { timeout: 60_000 }, async (t) => {
    const memory = watchMemory()
    t.after(memory.stop)
    const core = await coreFor(GPT)
    const refuse = () => assert.throws(() => core.call(/** @type {any} */ (request), payload), ({ message }) => sentence.test(message))
    const before = sha256(save((...given) => core.call(...given)).data)
    for (let i = 0; i < 10; i++) refuse()
    const grown = memory.bytes()
    for (let i = 0; i < 5000; i++) refuse()
    assert.ok(memory.bytes() - grown <= 16 << 20, `${(memory.bytes() - grown) >> 20} MB more`)
    assert.equal(sha256(save((...given) => core.call(...given)).data), before)
    assert.equal(core.call({ type: 'train', steps: 2 }).ok.step, 2)
  })
}

test('a table of the most frequent characters keeps the first of those that are equally frequent', async () => {
  const core = await coreFor({}, 'dcba'.repeat(30)) // of 108 in the training part each is followed 27 times, but the last: 26
  assert.deepEqual(core.call({ type: 'counts' }).ok.totals, [26, 27, 27, 27])
  assert.deepEqual(core.call({ type: 'counts', top: 2 }).ok.ids, [1, 2])
  assert.deepEqual(core.call({ type: 'probabilities', top: 1 }).ok.ids, [1])
})

test('the parts of a saved run are a file that the core opens', async () => {
  const core = await coreFor(GPT)
  assert.equal(core.call({ type: 'train', steps: 20 }).ok.step, 20)
  const { data } = save((...given) => core.call(...given))
  const other = await coreFor({ ...GPT, seed: 2 })
  assert.equal(other.call({ type: 'load' }, data).ok.step, 20)
  assert.equal(sha256(save((...given) => other.call(...given)).data), sha256(data))
})

test('logits of more rows than a batch has, and their loss, are those of each row', async () => {
  const core = await coreFor(GPT)
  const x = Array.from({ length: 10 }, (_, i) => [i % 3, (i + 1) % 3, i % 2])
  const { ok: { shape, loss }, data } = core.call({ type: 'logits', x, y: x })
  assert.deepEqual(shape, [30, 3])
  const alone = x.map((row) => core.call({ type: 'logits', x: [row], y: [row] }))
  assert.deepEqual(Buffer.concat(alone.map((one) => one.data)), Buffer.from(data))
  const [whole, ...rows] = [loss, ...alone.map(({ ok }) => ok.loss)].map(Number)
  assert.ok(Math.abs(whole - rows.reduce((sum, one) => sum + one, 0) / 10) < 1e-6)
})

test('the core divides a batch among as many workers as the page allows, and no more', { timeout: 20_000 }, async () => {
  const core = await coreFor({})
  assert.equal(core.call({ type: 'train', steps: 1, shares: MOST_WORKERS }).ok.done, 1)
  assert.throws(() => core.call({ type: 'train', steps: 1, shares: MOST_WORKERS + 1 }), { message: `shares must be a whole number from 1 to ${MOST_WORKERS}, not ${MOST_WORKERS + 1}` })
})
