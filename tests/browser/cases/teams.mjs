// Several workers train as one wherever workers can be had, without special headers; and elsewhere one thread makes the same bytes.
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

/** Runs in the page: what train() makes, and how many workers were started meanwhile. @param {(createTrainer: any) => Promise<Uint8Array>} call @param {any} createTrainer */
async function watched(call, createTrainer) {
  const { Worker: Real } = globalThis
  let started = 0
  globalThis.Worker = class extends Real {
    constructor(/** @type {[string | URL, WorkerOptions?]} */ ...given) {
      super(...given)
      started++
    }
  }
  const bytes = await call(createTrainer)
  return { started, data: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) }
}

/** @param {import('../harness/suite.mjs').Test} t @param {import('../harness/browser.mjs').Tab} tab @param {string} createTrainer how the page gets it */
async function compare(t, tab, createTrainer) {
  const { started, data } = await tab.run(`(async () => (${watched})(${train}, ${createTrainer}))()`)
  const here = await import(pathToFileURL(join(t.dist, 'iambic.mjs')).href)
  assert.equal(sha256(Buffer.from(data, 'base64')), sha256(await train(here.createTrainer)))
  return started
}

test('two workers of the module make the bytes of two under Node', async (t) => {
  const tab = await t.openBlank()
  assert.equal(await compare(t, tab, "(await import(new URL('iambic.mjs', document.baseURI).href)).createTrainer"), 2)
})

test('two workers of a page that was opened as a file do, too', async (t) => {
  const page = await t.openPage({ address: pathToFileURL(join(t.dist, 'index.html')).href })
  assert.equal(await compare(t, page.tab, 'Iambic.createTrainer'), 2)
})

test("where a policy forbids workers, the page's thread makes the same bytes", async (t) => {
  const files = { 'blank.html': '<!doctype html><script src="iambic.js"></script>' }
  const tab = await t.openBlank({ files, policy: "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'" })
  await compare(t, tab, 'Iambic.createTrainer')
}, { complaints: [/Content.Security.Policy/i] })
