// Builds dist/, what a user opens or hosts: node web/build.mjs --wasm FILE [--corpus FILE] --out FOLDER [--version NAME]
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { deflateSync, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import { declarations } from './declarations.mjs'

const WEB = dirname(fileURLToPath(import.meta.url))
const MOST_BYTES = 100_000 // gzip, of all that a page downloads before training starts
/** @type {esbuild.BuildOptions} */
const BUNDLE = { bundle: true, minify: true, target: 'es2022', charset: 'ascii', logLevel: 'silent' }

const { values: options } = parseArgs({
  options: { wasm: { type: 'string' }, corpus: { type: 'string' }, out: { type: 'string' }, version: { type: 'string', default: 'development' } },
})

/** @returns {never} @param {string} sentence */
function fail(sentence) {
  console.error(`build: ${sentence}`)
  process.exit(1)
}

/** The worker as a classic script in a string, for file:// pages can start no other. @returns {Promise<string>} */
async function bundledWorker() {
  const { outputFiles } = await esbuild.build({ ...BUNDLE, entryPoints: [join(WEB, 'engine/worker.js')], format: 'iife', write: false })
  return outputFiles[0].text
}

/**
 * The modules named `iambic:...`, which exist only in the bundle.
 * @param {Record<string, string>} contents
 * @returns {esbuild.Plugin}
 */
function embed(contents) {
  return {
    name: 'embed',
    setup(build) {
      build.onResolve({ filter: /^iambic:/ }, ({ path }) => ({ path, namespace: 'embed' }))
      build.onLoad({ filter: /.*/, namespace: 'embed' }, ({ path }) => ({ contents: contents[path], loader: 'text' }))
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

/** @param {string} wasm @param {string} out @param {string} version */
async function writeScripts(wasm, out, version) {
  const plugins = [styles, embed({
    'iambic:worker': await bundledWorker(),
    'iambic:wasm': deflateSync(readFileSync(wasm), { level: 9 }).toString('base64'),
    'iambic:version': version,
  })]
  const shared = { ...BUNDLE, plugins, loader: /** @type {const} */ ({ '.txt': 'text' }) }
  await esbuild.build({ ...shared, entryPoints: [join(WEB, 'iambic.mjs')], format: 'esm', outfile: join(out, 'iambic.mjs') })
  await esbuild.build({ ...shared, entryPoints: [join(WEB, 'iambic.js')], format: 'iife', outfile: join(out, 'iambic.js') })
  await esbuild.build({ ...shared, entryPoints: [join(WEB, 'chart.js')], format: 'iife', outfile: join(out, 'iambic-chart.js') })
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

/** Prints what the page weighs. @param {string} out */
function weigh(out) {
  const files = ['index.html', 'iambic.js']
  const weights = files.map((file) => gzipSync(readFileSync(join(out, file))).length)
  const sum = weights.reduce((a, b) => a + b)
  const grouped = (/** @type {number} */ n) => n.toLocaleString('en-US')
  const parts = files.map((file, i) => `${file} ${grouped(weights[i])}`).join(', ')
  console.log(`weight   ${grouped(sum)} bytes gzip before training starts, without the corpus (${parts}); allowed ${grouped(MOST_BYTES)}`)
  if (sum > MOST_BYTES) fail(`the page weighs ${grouped(sum - MOST_BYTES)} bytes too much`)
}

const { wasm, corpus, out, version } = options
if (!wasm || !out) fail('give --wasm FILE and --out FOLDER')
for (const file of [wasm, corpus]) if (file && !existsSync(file)) fail(`there is no file ${file}`)
mkdirSync(out, { recursive: true })
await writeScripts(wasm, out, version).catch((error) => fail(error.message))
if (corpus) writeCorpus(corpus, out)
copyFileSync(join(WEB, 'index.html'), join(out, 'index.html'))
weigh(out)
