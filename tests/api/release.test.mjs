// What is released: what it weighs, that nothing is built twice, and that it is harmless in places it was not made for.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { inflateSync } from 'node:zlib'
import { BUNDLES, COMPLETE_CORE, LANGUAGES, STAGES } from '../../web/build/bundles.mjs'
import { PROMISED, weigh } from '../../web/build/weight.mjs'
import { iambic, moduleUrl, SMALL, trainerFor } from './support.mjs'

const LIMIT = { timeout: 60_000 }
const run = promisify(execFile)
const dist = fileURLToPath(new URL('.', moduleUrl))
const SCRIPTS = ['iambic.js', 'iambic-chart.js', 'iambic-panels.js', 'iambic-next.js', 'iambic-step.js', 'iambic-inside.js', 'iambic-subwords.js', 'iambic-chapters.js', 'iambic-guest.js', 'iambic-lesson.js', 'iambic-lesson-maker.js', 'iambic-save.js', 'iambic-compact.js', 'iambic-frame.js', 'iambic-bench.js', ...LANGUAGES.map((code) => `iambic-locale-${code}.js`), 'iambic-gpt.js', 'iambic.all.js', 'iambic-trainer.mjs']

test(`the page weighs at most ${PROMISED.train} bytes gzip when Train can be pressed, ${PROMISED.chart} when the chart is drawn`, LIMIT, (t) => {
  const { train, chart, sentence } = weigh(dist)
  t.diagnostic(sentence)
  assert.ok(train > 50_000 && chart > train, 'these cannot be all files of the page')
  assert.ok(train <= PROMISED.train, sentence)
  assert.ok(chart <= PROMISED.chart, sentence)
})

test('nothing is released that nothing reads', LIMIT, () => {
  const page = ['index.html', 'bench.html', 'iambic-card.png', 'iambic-standalone.html', 'tinyshakespeare.js', 'tinyshakespeare.txt']
  const others = [...page, 'iambic.mjs', 'iambic.d.ts', 'iambic.d.mts', 'iambic-trainer.d.mts', 'package.json', 'custom-elements.json', 'docs.html', 'README.md', 'SRI.txt', 'LICENSE', 'NOTICES.txt']
  assert.deepEqual(readdirSync(dist).sort(), [...SCRIPTS, ...others].sort())
})

/** @param {import('node:test').TestContext} t */
function emptyFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'iambic-release-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Builds from two small modules in place of the cores. @param {string} folder @param {string} [version] @returns {Promise<{ printed: string, changed: number }>} when its script was written */
async function built(folder, version = 'a') {
  const wasm = join(folder, 'core.wasm')
  if (!existsSync(wasm)) writeFileSync(wasm, Buffer.from('a module that deflates well '.repeat(500)))
  const out = join(folder, 'dist')
  const build = fileURLToPath(new URL('../../web/build/build.mjs', import.meta.url))
  const { stdout } = await run(process.execPath, [build, '--wasm', wasm, '--bigram-wasm', wasm, '--out', out, '--version', version])
  return { printed: stdout, changed: statSync(join(out, 'iambic.mjs')).mtimeMs }
}

test('a build of what has not changed writes nothing, one of what has, or of what was touched, does', { timeout: 240_000 }, async (t) => {
  const folder = emptyFolder(t)
  const first = await built(folder)
  assert.match(first.printed, /^weight +[\d,]+ bytes gzip when Train can be pressed \(index.html .*\), [\d,]+ when the chart is drawn/)
  const wanted = first.printed.split('\n').find((line) => line.startsWith('wanted ')) ?? ''
  const parts = BUNDLES.filter(({ kind, file }) => kind === 'part' && !STAGES.flat().includes(file)).map(({ file }) => file)
  for (const file of [...parts, COMPLETE_CORE]) assert.match(wanted, new RegExp(`\\b${file} [\\d,]+ \\(.+?\\)`), `what makes a page fetch ${file}`)
  assert.deepEqual(await built(folder), first)
  const other = await built(folder, 'b')
  assert.notEqual(other.changed, first.changed)
  const script = join(folder, 'dist/iambic.mjs')
  const code = readFileSync(script)
  writeFileSync(script, 'damaged')
  await built(folder, 'b')
  assert.deepEqual(readFileSync(script), code)
})

test("the cores are packed by the build's own deflate, whose bytes do not depend on Node", LIMIT, () => {
  const [, packed] = /"core":"([^"]{1000,})"/.exec(readFileSync(join(dist, 'iambic-gpt.js'), 'utf8')) ?? []
  const module = readFileSync(new URL('../../build/wasm/iambic.wasm', import.meta.url))
  assert.deepEqual(inflateSync(Buffer.from(packed, 'base64')), module)
  assert.ok(readFileSync(new URL('iambic.mjs', moduleUrl), 'utf8').includes(packed), 'iambic.mjs holds other bytes')
})

for (const script of SCRIPTS) {
  test(`${script} in Node, also twice, does no harm`, LIMIT, async () => {
    const address = pathToFileURL(join(dist, script)).href
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', `await import('${address}'); await import('${address}?again'); console.log('ok')`])
    assert.equal(stdout, 'ok\n')
  })
}

test('a property that a page has added to every object is nobody\'s option', LIMIT, async (t) => {
  Object.defineProperty(Object.prototype, 'extra', { value: 1, enumerable: true, configurable: true })
  t.after(() => Reflect.deleteProperty(Object.prototype, 'extra'))
  const trainer = await trainerFor(t)
  assert.equal((await trainer.train(5, {})).step, 5)
  assert.ok((await trainer.evaluate({})).train > 0)
  assert.equal((await trainer.generate({ tokens: 3 })).length, 4)
  assert.equal((await trainer.reset({ seed: 3 })).config.seed, 3)
  await trainer.batch({ split: 'val', blockSize: 1 })
})

test('a page with a polyfill of process is still a page', LIMIT, async (t) => {
  /** @type {boolean[]} */
  const refused = []
  Object.assign(globalThis, { window: globalThis, Worker: class { constructor() { refused.push(true); throw new Error('refused') } } })
  t.after(() => Object.assign(globalThis, { window: undefined, Worker: undefined }))
  const trainer = await trainerFor(t, { text: SMALL })
  assert.deepEqual(refused, [true], 'it asked for a thread of Node')
  assert.equal((await trainer.train(3)).step, 3)
})

test('a place without any WebAssembly is not told about versions', LIMIT, async (t) => {
  const { WebAssembly } = globalThis
  t.after(() => Object.assign(globalThis, { WebAssembly }))
  Object.assign(globalThis, { WebAssembly: undefined })
  await assert.rejects(iambic.createTrainer({ text: SMALL }), ({ message }) => /WebAssembly is switched off here/.test(message) && !/Chrome/.test(message))
})
