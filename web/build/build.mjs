// Builds dist/, what a user opens or hosts: node web/build/build.mjs --wasm FILE --bigram-wasm FILE [--corpus FILE] --out FOLDER [--version NAME]
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { zlibAsync } from '@gfx/zopfli'
import * as esbuild from 'esbuild'
import { hashOf, hashOfFiles, note, noted, remembered } from './cache.mjs'
import { weigh } from './weight.mjs'

const WEB = dirname(dirname(fileURLToPath(import.meta.url)))
const COMPLETE = 'iambic-gpt.js' // the core for all models, as a script, for file:// pages can fetch nothing
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

/** worker/main.js as a classic script that begins with `var worker=`, for file:// pages can start no other. @returns {Promise<string>} */
async function bundledWorker() {
  const { outputFiles } = await esbuild.build({ ...BUNDLE, entryPoints: [join(WEB, 'worker/main.js')], format: 'iife', globalName: 'worker', write: false })
  return outputFiles[0].text
}

/** The module `iambic:worker` for a page: its code once, for both threads. @param {string} script */
const workerOnce = (script) => `export function makeWork(){${script};return worker.work}
export const source="("+makeWork+")()(globalThis)"`

/** The same for programs, which have bundlers of their own: those change functions, but not a string. @param {string} script */
const workerTwice = (script) => `import{work}from'./main.js'
export const makeWork=()=>work
export const source=${JSON.stringify(`${script};worker.work(globalThis)`)}`

/**
 * The modules named `iambic:...`, which exist only in the bundle.
 * @param {Record<string, string>} contents those of the worker as code, the hashes as JSON, all others as text
 * @returns {esbuild.Plugin}
 */
function embed(contents) {
  return {
    name: 'embed',
    setup(build) {
      build.onResolve({ filter: /^iambic:/ }, ({ path }) => ({ path, namespace: 'embed' }))
      build.onLoad({ filter: /.*/, namespace: 'embed' }, ({ path }) => ({
        contents: contents[path], loader: path === 'iambic:worker' ? 'js' : path === 'iambic:hashes' ? 'json' : 'text', resolveDir: join(WEB, 'worker'),
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

/** uPlot takes for its own whatever a page has added to every object. @type {esbuild.Plugin} */
const ownKeys = {
  name: 'own-keys',
  setup(build) {
    build.onLoad({ filter: /uPlot\.esm\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/for \((let|var) (\w+) in ([\w.]+)\)/g, 'for ($1 $2 of Object.keys($3 ?? {}))'), loader: 'js',
    }))
  },
}

/** Deflated as well as can be, which takes its time; and to the same bytes by every Node, whose own deflate differs. @param {string} wasm @returns {Promise<string>} */
async function packed(wasm) {
  const bytes = readFileSync(wasm)
  return remembered('packed', hashOf(bytes), async () => Buffer.from(await zlibAsync(bytes, { numiterations: 15 })).toString('base64'))
}

/** As a page's `integrity` says it. @param {string} file */
const integrityOf = (file) => `sha256-${createHash('sha256').update(readFileSync(file)).digest('base64')}`

/**
 * Mends what esbuild makes: bundlers are told to let an import of Node's modules be, in comments that minifying removes (see
 * trainer/node.js); and its own helper walks only what a module exports, not what a page has added to every object.
 * @type {esbuild.Plugin}
 */
const mend = {
  name: 'mend',
  setup(build) {
    build.onEnd(({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const alone = text.replaceAll('import([', 'import(/*webpackIgnore:true*//*@vite-ignore*/[')
        writeFileSync(path, alone.replace(/for\(var (\w+) in (\w+)\)(?=\w+\(\w+,\1,\{get:\2\[\1\])/g, 'for(var $1 of Object.keys($2))'))
      }
    })
  },
}

/** @param {string} wasm @param {string} bigramWasm @param {string} out @param {string} version */
async function writeScripts(wasm, bigramWasm, out, version) {
  const script = await bundledWorker()
  const complete = await packed(wasm)
  /** @type {Record<string, string>} of the scripts beside the page's, which are there before it is made */
  let hashes = {}
  /** @param {string} entry @param {esbuild.Format} format @param {string} worker @param {string} core @param {string} completeScript */
  const bundle = (entry, format, worker, core, completeScript) => esbuild.build({
    ...BUNDLE, format, entryPoints: [join(WEB, 'pages', entry)], outfile: join(out, entry === 'chart.js' ? 'iambic-chart.js' : entry), loader: { '.txt': 'text' }, write: false,
    plugins: [mend, ownKeys, styles, embed({ 'iambic:worker': worker, 'iambic:wasm': core, 'iambic:complete': completeScript, 'iambic:version': version, 'iambic:hashes': JSON.stringify(hashes) })],
  })
  writeFileSync(join(out, COMPLETE), `globalThis.IambicCore='${complete}'\n`)
  await bundle('chart.js', 'iife', '', '', '')
  await bundle('iambic.mjs', 'esm', workerTwice(script), complete, '')
  hashes = Object.fromEntries(['iambic-chart.js', COMPLETE].map((name) => [name, integrityOf(join(out, name))]))
  await bundle('iambic.js', 'iife', workerOnce(script), await packed(bigramWasm), COMPLETE)
  const types = ['protocol', 'trainer', 'elements/iambic-trainer/public.d.ts', 'build/declarations.mjs', 'package-lock.json'].map((name) => hashOfFiles(join(WEB, name)))
  writeFileSync(join(out, 'iambic.d.ts'), await remembered('types', hashOf(...types), async () => (await import('./declarations.mjs')).declarations(WEB)))
  writeFileSync(join(out, 'iambic.d.mts'), "export * from './iambic.js' // where TypeScript looks for the types of iambic.mjs\n")
}

/** The text as a file to fetch, and as a script, for file:// pages can fetch nothing. @param {string} corpus @param {string} out */
function writeCorpus(corpus, out) {
  const text = readFileSync(corpus, 'utf8')
  const ascii = JSON.stringify(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  copyFileSync(corpus, join(out, 'tinyshakespeare.txt'))
  writeFileSync(join(out, 'tinyshakespeare.js'), `globalThis.iambicCorpus = ${ascii}\n`)
}

/** Of all that a build is made from. @param {(string | undefined)[]} files @param {string} version */
const inputs = (files, version) => hashOf(version, hashOfFiles(WEB), ...files.map((file) => (file ? hashOfFiles(file) : '')))

/** @param {string} wasm @param {string} bigramWasm @param {string | undefined} corpus @param {string} out @param {string} version */
async function build(wasm, bigramWasm, corpus, out, version) {
  mkdirSync(out, { recursive: true })
  rmSync(join(out, 'iambic.wasm'), { force: true }) // of an older build: nothing reads it
  await writeScripts(wasm, bigramWasm, out, version)
  if (corpus) writeCorpus(corpus, out)
  copyFileSync(join(WEB, 'pages/index.html'), join(out, 'index.html'))
}

const { wasm, 'bigram-wasm': bigramWasm, corpus, out, version } = options
if (!wasm || !bigramWasm || !out) fail('give --wasm FILE, --bigram-wasm FILE and --out FOLDER')
for (const file of [wasm, bigramWasm, corpus]) if (file && !existsSync(file)) fail(`there is no file ${file}`)
const last = `built-${hashOf(resolve(out))}` // what the folder was built from, and what it held then
const source = inputs([wasm, bigramWasm, corpus], version)
if (noted(last) !== `${source} ${hashOfFiles(out)}`) {
  await build(wasm, bigramWasm, corpus, out, version).catch((error) => fail(error.message))
  note(last, `${source} ${hashOfFiles(out)}`)
}
console.log(`weight   ${weigh(out).sentence}`)
