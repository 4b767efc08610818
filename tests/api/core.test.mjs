// The core's JavaScript side by itself: what a refusal and a trap leave behind.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { SETTINGS } from '../../web/protocol/settings-schema.js'
import { compile, Core, loadCore } from '../../web/worker/wasm-core.js'
import { corpus } from './support.mjs'

const LIMIT = { timeout: 60_000 }

/** A core with a small model, and the memory that it uses. @param {string} [file] */
async function coreWithModel(file = 'iambic.wasm') {
  const module = await compile(readFileSync(new URL(`../../build/wasm/${file}`, import.meta.url)))
  const { instantiate } = WebAssembly
  /** @type {WebAssembly.Memory[]} */
  const memories = []
  WebAssembly.instantiate = /** @type {typeof instantiate} */ (async (/** @type {WebAssembly.Module} */ given, /** @type {WebAssembly.Imports} */ imports) => {
    const instance = await instantiate(given, imports)
    memories.push(/** @type {WebAssembly.Memory} */ (instance.exports.memory))
    return instance
  })
  const core = await loadCore(module, () => {}).finally(() => { WebAssembly.instantiate = instantiate })
  const text = corpus().subarray(0, 5000) // enough for 256 tokens
  core.call({ type: 'corpus.begin', bytes: text.length })
  core.call({ type: 'corpus.append' }, text)
  core.call({ type: 'corpus.finish' })
  core.call({ type: 'create', options: {} })
  return { core, memory: memories[0] }
}

test('5,000 refusals leave the stack where it was, and a step can be made', LIMIT, async () => {
  const { core } = await coreWithModel()
  for (let i = 0; i < 5000; i++) assert.throws(() => core.call({ type: 'check', options: { nHead: 7, model: 'gpt' } }), /must be divisible by the 7 heads/)
  assert.equal(core.call({ type: 'train', steps: 1 }).ok.step, 1)
})

test('5,000 refused calls with 100 KB each leave the memory as it was', LIMIT, async () => {
  const { core, memory } = await coreWithModel()
  const payload = new Uint8Array(100_000)
  const refused = () => assert.throws(() => core.call({ type: 'load' }, payload), /checkpoint/)
  refused()
  const before = memory.buffer.byteLength
  for (let i = 0; i < 5000; i++) refused()
  assert.equal(memory.buffer.byteLength, before)
})

test('after a trap the core is not called again', LIMIT, () => {
  let calls = 0
  const core = new Core({
    memory: new WebAssembly.Memory({ initial: 1 }), malloc: () => 16, free() {}, iambic_stack: () => 0, iambic_set_stack() {}, _initialize() {},
    iambic_call() {
      calls++
      throw new WebAssembly.RuntimeError('unreachable')
    },
  })
  for (let i = 0; i < 3; i++) assert.throws(() => core.call({ type: 'info' }), /training engine failed.*unreachable/)
  assert.equal(calls, 1)
})

test('what the schema says of a setting is what the core takes: what it is by itself, all words, both ends and nothing beyond', LIMIT, async () => {
  const { core } = await coreWithModel() // for settings are checked against a text
  const check = (/** @type {string} */ name, /** @type {string | number} */ value) => core.call({ type: 'check', options: { [name]: value } })
  assert.ok(SETTINGS.length > 15)
  for (const { name, initial, choices, low = NaN, high = NaN, aboveLow } of SETTINGS) {
    for (const value of [initial, ...choices ?? []]) check(name, value)
    if (choices) continue
    for (const value of [aboveLow ? low : low - 1, high + 1]) assert.throws(() => check(name, value), { code: 'setting.range' }, `${name} ${value}`)
  }
})

test('the core for a quick start tells the same ladder as the one with all models', LIMIT, async () => {
  const { core } = await coreWithModel()
  const bigram = await loadCore(await compile(readFileSync(new URL('../../build/wasm/iambic-bigram.wasm', import.meta.url))), () => {})
  const { presets } = core.call({ type: 'presets' }).ok
  assert.ok(presets.length > 5)
  assert.deepEqual(bigram.call({ type: 'presets' }).ok.presets, presets)
})

test('what the core for a quick start cannot do it refuses with a code, and a head of a bigram as the other one does', LIMIT, async () => {
  const [{ core: quick }, { core: complete }] = [await coreWithModel('iambic-bigram.wasm'), await coreWithModel()]
  const refusal = { code: 'core.bigram-only', message: 'this trainer was started for a quick bigram; create a new one with complete: true' }
  assert.throws(() => quick.call({ type: 'trace', text: 'a' }), refusal)
  for (const options of /** @type {const} */ ([{ model: 'gpt' }, { tokenizer: 'bpe' }])) assert.throws(() => quick.call({ type: 'create', options }), refusal)
  assert.throws(() => quick.call({ type: 'checkGradients', from: 0, count: 1 }), refusal)
  for (const core of [quick, complete])
    assert.throws(() => core.call({ type: 'attention', layer: 0, head: 0, text: 'a' }), { code: 'attention.unknown', message: /has 0 layers of attention with 0 heads each/ })
})

test('in Firefox eight pixels are cleared before each call, after which its SIMD code is not slowed down by what ran before', LIMIT, async (t) => {
  /** @type {number[][]} */
  const cleared = []
  class OffscreenCanvas { getContext() { return { clearRect: (/** @type {number[]} */ ...rectangle) => cleared.push(rectangle) } } }
  const navigator = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
  for (const [name, value] of Object.entries({ OffscreenCanvas, navigator })) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name)
    Object.defineProperty(globalThis, name, { value, configurable: true })
    t.after(() => (before ? Object.defineProperty(globalThis, name, before) : Reflect.deleteProperty(globalThis, name)))
  }
  const core = await loadCore(await compile(readFileSync(new URL('../../build/wasm/iambic.wasm', import.meta.url))), () => {})
  for (let calls = 1; calls <= 3; calls++) {
    core.call({ type: 'presets' })
    assert.deepEqual(cleared, Array(calls).fill([0, 0, 8, 8]))
  }
})
