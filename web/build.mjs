// Builds dist/, what a user opens or hosts: node web/build.mjs --wasm FILE --bigram-wasm FILE [--corpus FILE] --out FOLDER [--version NAME]
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { deflateSync } from 'node:zlib'
import { zlibAsync } from '@gfx/zopfli'
import * as esbuild from 'esbuild'
import { declarations } from './declarations.mjs'

const WEB = dirname(fileURLToPath(import.meta.url))
const COMPLETE = 'iambic-gpt.js' // the core for all models, as a script, for file:// pages can fetch nothing
const MOST_BYTES = 100_000 // gzip, of all that a page downloads before training starts
/** @type {esbuild.BuildOptions} */
const BUNDLE = { bundle: true, minify: true, target: 'es2022', charset: 'ascii', logLevel: 'silent' }

const { values: options } = parseArgs({
  options: { wasm: { type: 'string' }, 'bigram-wasm': { type: 'string' }, corpus: { type: 'string' }, out: { type: 'string' }, version: { type: 'string', default: 'development' } },
})

/** @returns {never} @param {string} sentence */
function fail(sentence) {
  console.error(`build: ${sentence}`)
  process.exit(1)
}

/** engine/worker.js as a classic script that begins with `var worker=`, for file:// pages can start no other. @returns {Promise<string>} */
async function bundledWorker() {
  const { outputFiles } = await esbuild.build({ ...BUNDLE, entryPoints: [join(WEB, 'engine/worker.js')], format: 'iife', globalName: 'worker', write: false })
  return outputFiles[0].text
}

/** The module `iambic:worker` for a page: its code once, for both threads. @param {string} script */
const workerOnce = (script) => `export function makeWork(){${script};return worker.work}
export const source="("+makeWork+")()(globalThis)"`

/** The same for programs, which have bundlers of their own: those change functions, but not a string. @param {string} script */
const workerTwice = (script) => `import{work}from'./worker.js'
export const makeWork=()=>work
export const source=${JSON.stringify(`${script};worker.work(globalThis)`)}`

/**
 * The modules named `iambic:...`, which exist only in the bundle.
 * @param {Record<string, string>} contents those of the worker as code, all others as text
 * @returns {esbuild.Plugin}
 */
function embed(contents) {
  return {
    name: 'embed',
    setup(build) {
      build.onResolve({ filter: /^iambic:/ }, ({ path }) => ({ path, namespace: 'embed' }))
      build.onLoad({ filter: /.*/, namespace: 'embed' }, ({ path }) => ({
        contents: contents[path], loader: path === 'iambic:worker' ? 'js' : 'text', resolveDir: join(WEB, 'engine'),
      }))
    },
  }
}

/** Style sheets as minified text, for the element puts them into its shadow root. @type {esbuild.Plugin} */
const styles = {
  name: 'styles',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true })
      return { contents: code, loader: 'text' }
    })
  },
}

/** Deflated as well as can be, which takes its time. @param {string} wasm */
const tightlyPacked = async (wasm) => Buffer.from(await zlibAsync(readFileSync(wasm), { numiterations: 15 })).toString('base64')

/** @param {string} wasm @param {string} bigramWasm @param {string} out @param {string} version */
async function writeScripts(wasm, bigramWasm, out, version) {
  const script = await bundledWorker()
  const complete = deflateSync(readFileSync(wasm), { level: 9 }).toString('base64')
  /** @param {string} entry @param {esbuild.Format} format @param {string} worker @param {string} core @param {string} completeScript */
  const bundle = (entry, format, worker, core, completeScript) => esbuild.build({
    ...BUNDLE, format, entryPoints: [join(WEB, entry)], outfile: join(out, entry === 'chart.js' ? 'iambic-chart.js' : entry), loader: { '.txt': 'text' },
    plugins: [styles, embed({ 'iambic:worker': worker, 'iambic:wasm': core, 'iambic:complete': completeScript, 'iambic:version': version })],
  })
  await bundle('iambic.mjs', 'esm', workerTwice(script), complete, '')
  await bundle('iambic.js', 'iife', workerOnce(script), await tightlyPacked(bigramWasm), COMPLETE)
  await bundle('chart.js', 'iife', '', '', '')
  writeFileSync(join(out, COMPLETE), `globalThis.IambicCore='${complete}'\n`)
  copyFileSync(wasm, join(out, 'iambic.wasm'))
  writeFileSync(join(out, 'iambic.d.ts'), declarations(WEB))
  writeFileSync(join(out, 'iambic.d.mts'), "export * from './iambic.js' // where TypeScript looks for the types of iambic.mjs\n")
}

/** The text as a file to fetch, and as a script, for file:// pages can fetch nothing. @param {string} corpus @param {string} out */
function writeCorpus(corpus, out) {
  const text = readFileSync(corpus, 'utf8')
  const ascii = JSON.stringify(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  copyFileSync(corpus, join(out, 'tinyshakespeare.txt'))
  writeFileSync(join(out, 'tinyshakespeare.js'), `globalThis.iambicCorpus = ${ascii}\n`)
}

/** Prints what the page weighs by the command gzip, for Node's differs by a hundredth from version to version. @param {string} out */
function weigh(out) {
  const files = ['index.html', 'iambic.js']
  const weights = files.map((file) => execFileSync('gzip', ['-9c', join(out, file)]).length)
  const sum = weights.reduce((a, b) => a + b)
  const grouped = (/** @type {number} */ n) => n.toLocaleString('en-US')
  const parts = files.map((file, i) => `${file} ${grouped(weights[i])}`).join(', ')
  console.log(`weight   ${grouped(sum)} bytes gzip before training starts, without the corpus (${parts}); allowed ${grouped(MOST_BYTES)}`)
  if (sum > MOST_BYTES) fail(`the page weighs ${grouped(sum - MOST_BYTES)} bytes too much`)
}

const { wasm, 'bigram-wasm': bigramWasm, corpus, out, version } = options
if (!wasm || !bigramWasm || !out) fail('give --wasm FILE, --bigram-wasm FILE and --out FOLDER')
for (const file of [wasm, bigramWasm, corpus]) if (file && !existsSync(file)) fail(`there is no file ${file}`)
mkdirSync(out, { recursive: true })
await writeScripts(wasm, bigramWasm, out, version).catch((error) => fail(error.message))
if (corpus) writeCorpus(corpus, out)
copyFileSync(join(WEB, 'index.html'), join(out, 'index.html'))
weigh(out)
