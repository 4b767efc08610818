// Several workers train as one wherever workers can be had, without special headers, by memory that they share where a page has some; and elsewhere one thread makes the same bytes.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sha256, test } from '../harness/suite.mjs'

/** The checkpoint that two workers make. Runs in the page and under Node. @param {(options: object) => Promise<any>} createTrainer */
async function train(createTrainer) {
  const text = 'Now is the winter of our discontent made glorious summer by this sun of York. '.repeat(40)
  const trainer = await createTrainer({ text, preset: 'gpt', nLayer: 2, nEmbd: 32, blockSize: 16, batchSize: 6, dropout: 0.1, workers: 2 })
  await trainer.train(10)
  await trainer.generate({ tokens: 10 }) // moves the stream of the first worker
  await trainer.train(20)
  const bytes = await trainer.save()
  trainer.terminate()
  return bytes
}

/** In a worker: tells of memory that it makes to share it. */
const telling = `{
  const { SharedArrayBuffer: Real } = globalThis
  if (Real) globalThis.SharedArrayBuffer = class { constructor(bytes) { new BroadcastChannel('shared').postMessage(bytes); return new Real(bytes) } }
}\n`

/** Runs in the page: what train() makes, and how many workers were started and how often memory was made to be shared meanwhile. @param {(createTrainer: any) => Promise<Uint8Array>} call @param {any} createTrainer @param {string} prelude */
async function watched(call, createTrainer, prelude) {
  const { Worker: Real, Blob: RealBlob } = globalThis
  let [started, shared] = [0, 0]
  new BroadcastChannel('shared').onmessage = () => { shared++ }
  globalThis.Blob = class extends RealBlob {
    /** @param {BlobPart[]} [parts] @param {BlobPropertyBag} [options] */
    constructor(parts = [], options = undefined) { super(options?.type === 'text/javascript' ? [prelude, ...parts] : parts, options) }
  }
  globalThis.Worker = class extends Real {
    constructor(/** @type {[string | URL, WorkerOptions?]} */ ...given) {
      super(...given)
      started++
    }
  }
  const bytes = await call(createTrainer)
  return { started, shared, data: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) }
}

/** @param {import('../harness/suite.mjs').Test} t @param {import('../harness/browser.mjs').Tab} tab @param {string} createTrainer how the page gets it */
async function compare(t, tab, createTrainer) {
  const { started, shared, data } = await tab.run(`(async () => (${watched})(${train}, ${createTrainer}, ${JSON.stringify(telling)}))()`)
  const here = await import(pathToFileURL(join(t.dist, 'iambic.mjs')).href)
  assert.equal(sha256(Buffer.from(data, 'base64')), sha256(await train(here.createTrainer)))
  return { started, shared }
}

const TWO = { started: 2, shared: 0 }

test('two workers of the module make the bytes of two under Node', async (t) => {
  const tab = await t.openBlank()
  assert.deepEqual(await compare(t, tab, "(await import(new URL('iambic.mjs', document.baseURI).href)).createTrainer"), TWO)
})

test('two workers of a page that is isolated from other origins do, by memory that they share', async (t) => {
  const files = { 'blank.html': '<!doctype html><script src="iambic.js"></script>' }
  const tab = await t.openBlank({ files, headers: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' } })
  assert.equal(await tab.run('crossOriginIsolated'), true)
  const shared = await tab.run("typeof SharedArrayBuffer === 'function'") // WebKitGTK has none even there
  assert.deepEqual(await compare(t, tab, 'Iambic.createTrainer'), { started: 2, shared: Number(shared) })
})

test('two workers of a page that was opened as a file do, too', async (t) => {
  const page = await t.openPage({ address: pathToFileURL(join(t.dist, 'index.html')).href })
  assert.deepEqual(await compare(t, page.tab, 'Iambic.createTrainer'), TWO)
})

test("where a policy forbids workers, the page's thread makes the same bytes", async (t) => {
  const files = { 'blank.html': '<!doctype html><script src="iambic.js"></script>' }
  const tab = await t.openBlank({ files, policy: "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'" })
  await compare(t, tab, 'Iambic.createTrainer')
}, { complaints: [/Content.Security.Policy/i] })
