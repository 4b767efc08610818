// Builds dist/, what a user opens or hosts: node web/build/build.mjs --wasm FILE --bigram-wasm FILE [--corpus FILE] --out FOLDER [--version NAME]
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { zlibAsync } from '@gfx/zopfli'
import * as esbuild from 'esbuild'
import { SHORT_TEXT_BYTES, shortRuns } from '../../tests/short_runs.mjs'
import { ALL, BUNDLES, COMPLETE_CORE, LANGUAGES, STANDALONE } from './bundles.mjs'
import { hashOf, hashOfFiles, note, noted, remembered } from './cache.mjs'
import { docsPage } from './docs.mjs'
import { excerpts } from './excerpts.mjs'
import { integrityOf, writePackage } from './package.mjs'
import { embed, mend, ownKeys, styles } from './plugins.mjs'
import { weigh } from './weight.mjs'

/** @typedef {import('./bundles.mjs').Bundle} Bundle */
/** What goes into the bundles. @typedef {{ out: string, version: string, build: string, worker: string, group: string, cores: Record<'bigram' | 'complete', string>, texts: string[] }} Parts `texts`: files to fetch */

const WEB = dirname(dirname(fileURLToPath(import.meta.url)))
const CORPUS = 'tinyshakespeare.txt'
/** What short runs end in, for the page that checks them. */
const EXPECTED = { bytes: SHORT_TEXT_BYTES, runs: shortRuns }
/** @satisfies {esbuild.BuildOptions} */
const BUNDLE = {
  bundle: true, minify: true, target: 'es2022', charset: 'ascii', logLevel: 'silent', write: false,
  define: { 'Array.from': 'arrayFrom' }, inject: [join(WEB, 'build/array-from.js')],
}

const { values: options } = parseArgs({
  options: { wasm: { type: 'string' }, 'bigram-wasm': { type: 'string' }, corpus: { type: 'string' }, out: { type: 'string' }, version: { type: 'string', default: 'development' } },
})

/** @returns {never} @param {string} sentence */
function fail(sentence) {
  console.error(`build: ${sentence}`)
  process.exit(1)
}

/** A script for workers, as a classic one, for pages that were opened as files can start no other: main.js, which begins with `var worker=`, or group.js. @param {string} file @returns {Promise<string>} */
async function workerScript(file) {
  const { outputFiles = [] } = await esbuild.build({ ...BUNDLE, entryPoints: [join(WEB, 'worker', file)], format: 'iife', ...(file === 'main.js' && { globalName: 'worker' }) })
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
 * The module `iambic:siblings` for programs: Vite and webpack take a file along whose address is written like this, and put the one where it is then in its place.
 * @param {string[]} names
 */
const siblings = (names) => `const urls={${names.map((name) => `${JSON.stringify(name)}:()=>new URL("./${name}",import.meta.url)`)}}
export const sibling=(name)=>Object.hasOwn(urls,name)?urls[name]():undefined`

/** Deflated as well as can be, which takes its time; and to the same bytes by every Node, whose own deflate differs. @param {string} wasm @returns {Promise<string>} */
async function packed(wasm) {
  const bytes = readFileSync(wasm)
  return remembered('packed', hashOf(bytes), async () => Buffer.from(await zlibAsync(bytes, { numiterations: 15 })).toString('base64'))
}

/** A script that hands over a part of Iambic, now or as soon as iambic.js has run: see trainer/chunks.js. @param {string} name @param {string} of the build; '' fits all @param {string} payload JavaScript */
const part = (name, of, payload) => `;(i=>{let p=[${JSON.stringify(name)},${JSON.stringify(of)},${payload}];i.define?i.define(...p):(i.waiting??=[]).push(p)})(globalThis.Iambic??={})\n`

/** @param {Bundle} bundle @param {Parts} parts */
async function writeBundle({ file, entry, kind, core }, { out, version, build, worker, group, cores, texts }) {
  const beside = [...BUNDLES.filter((one) => one.kind === 'part').map((one) => one.file), COMPLETE_CORE]
  const contents = {
    version, build,
    worker: kind === 'page' ? workerOnce(worker) : kind === 'module' ? workerTwice(worker) : '',
    siblings: kind === 'module' && core === 'bigram' ? siblings([...beside, ...texts]) : 'export function sibling(){}',
    wasm: core ? cores[core] : '',
    group: core === 'complete' ? group : '',
    complete: String(core === 'complete'),
    languages: JSON.stringify(LANGUAGES),
    excerpts: JSON.stringify(excerpts()),
    expected: JSON.stringify(EXPECTED),
    hashes: JSON.stringify(kind === 'page' ? Object.fromEntries(beside.map((name) => [name, integrityOf(join(out, name), 'sha256')])) : {}),
  }
  /** @type {esbuild.BuildOptions} */
  const wrapped = kind === 'part'
    ? { format: 'iife', globalName: 'part', banner: { js: '(()=>{' }, footer: { js: `${part(file.slice('iambic-'.length, -'.js'.length), build, 'part.default').trim()}})()` } } // no name of its own in the page
    : { format: kind === 'module' ? 'esm' : 'iife' }
  await esbuild.build({
    ...BUNDLE, ...wrapped, entryPoints: [join(WEB, 'pages', entry)], outfile: join(out, file), loader: { '.txt': 'text' },
    plugins: [mend, ownKeys, styles, embed(contents, join(WEB, 'worker'))],
  })
}

/** @param {string} wasm @param {string} bigramWasm @param {string[]} texts @param {string} out @param {string} version @param {string} build */
async function writeScripts(wasm, bigramWasm, texts, out, version, build) {
  const cores = { bigram: await packed(bigramWasm), complete: await packed(wasm) }
  const parts = { out, version, build, worker: await workerScript('main.js'), group: await workerScript('group.js'), cores, texts }
  writeFileSync(join(out, COMPLETE_CORE), part('gpt', build, JSON.stringify({ core: cores.complete, group: parts.group })))
  for (const bundle of BUNDLES) await writeBundle(bundle, parts)
  writeFileSync(join(out, ALL.file), ALL.of.map((name) => readFileSync(join(out, name), 'utf8')).join(''))
  const types = ['protocol', 'trainer', 'elements/iambic-trainer/public.d.ts', 'build/declarations.mjs', 'package-lock.json'].map((name) => hashOfFiles(join(WEB, name)))
  writeFileSync(join(out, 'iambic.d.ts'), await remembered('types', hashOf(...types), async () => (await import('./declarations.mjs')).declarations(WEB)))
  writeFileSync(join(out, 'iambic.d.mts'), "export * from './iambic.js' // where TypeScript looks for the types of iambic.mjs\n")
  writeFileSync(join(out, 'iambic-trainer.d.mts'), `import type { IambicTrainerElement } from './iambic.js'
export declare const IambicTrainer: { new (): IambicTrainerElement, prototype: IambicTrainerElement }
`)
}

/** The text as a file to fetch, and as a part, for pages that were opened as files can fetch nothing. @param {string} corpus @param {string} out */
function writeCorpus(corpus, out) {
  const text = readFileSync(corpus, 'utf8')
  const ascii = JSON.stringify(text).replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  copyFileSync(corpus, join(out, CORPUS))
  writeFileSync(join(out, 'tinyshakespeare.js'), part('tinyshakespeare', '', ascii))
}

/** The page with its scripts in it, in one file. @param {string} out */
function writeStandalone(out) {
  const scripts = STANDALONE.of.filter((name) => existsSync(join(out, name))).map((name) => readFileSync(join(out, name), 'utf8'))
  const page = readFileSync(join(WEB, 'pages/index.html'), 'utf8')
  const inline = scripts.map((script) => `<script>${script.replace(/<(?=\/script|!--)/gi, '\\x3c')}</script>\n`).join('')
  const alone = page.replace(/ <a href="docs\.html">.*?<\/a>/, '') // which is not beside a file that was mailed
  const whole = alone.replace(/ *<script src="iambic\.js" defer><\/script>\n/, '').replace('</body>', () => `${inline}</body>`)
  if (whole.includes('src="iambic.js"') || !whole.includes(inline)) throw new Error('index.html has its script in another way than iambic-standalone.html is made from')
  writeFileSync(join(out, STANDALONE.file), whole)
}

/** What can be said of the element, for programs and for readers. @param {string} out @param {string} version */
async function writeDocs(out, version) {
  const { customElements } = await import('./custom-elements.mjs') // which loads the compiler
  const manifest = customElements()
  writeFileSync(join(out, 'custom-elements.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
  writeFileSync(join(out, 'docs.html'), docsPage(readFileSync(join(WEB, 'pages/docs.html'), 'utf8'), manifest, version))
}

/** Of all that a build is made from. @param {(string | undefined)[]} files @param {string} version */
const inputs = (files, version) => hashOf(version, JSON.stringify([excerpts(), EXPECTED]), hashOfFiles(WEB), ...files.map((file) => (file ? hashOfFiles(file) : '')))

/** @param {string} wasm @param {string} bigramWasm @param {string | undefined} corpus @param {string} out @param {string} version @param {string} source what all of it is made from */
async function build(wasm, bigramWasm, corpus, out, version, source) {
  mkdirSync(out, { recursive: true })
  const made = mkdtempSync(join(out, '.new-')) // a build that fails leaves what was there
  try {
    await writeScripts(wasm, bigramWasm, corpus ? [CORPUS] : [], made, version, source.slice(0, 12))
    if (corpus) writeCorpus(corpus, made)
    for (const page of ['index.html', 'bench.html']) copyFileSync(join(WEB, 'pages', page), join(made, page))
    copyFileSync(join(WEB, 'pages/card.png'), join(made, 'iambic-card.png')) // for og:image, whose address should be a whole one: who knows where the page will lie writes it there
    writeStandalone(made)
    await writeDocs(made, version)
    writePackage(made, version)
    for (const name of readdirSync(out)) if (/^(iambic|index|bench|docs|custom-elements|tinyshakespeare|package|SRI|LICENSE|NOTICES|README)\b/.test(name)) rmSync(join(out, name)) // an older build may have had other files
    for (const name of readdirSync(made)) renameSync(join(made, name), join(out, name))
  } finally {
    rmSync(made, { recursive: true })
  }
}

const { wasm, 'bigram-wasm': bigramWasm, corpus, out, version } = options
if (!wasm || !bigramWasm || !out) fail('give --wasm FILE, --bigram-wasm FILE and --out FOLDER')
for (const file of [wasm, bigramWasm, corpus]) if (file && !existsSync(file)) fail(`there is no file ${file}`)
const last = `built-${hashOf(resolve(out))}` // what the folder was built from, and what it held then
const source = inputs([wasm, bigramWasm, corpus], version)
if (noted(last) !== `${source} ${hashOfFiles(out)}`) {
  await build(wasm, bigramWasm, corpus, out, version, source).catch((error) => fail(error.message))
  note(last, `${source} ${hashOfFiles(out)}`)
}
const { sentence, wanted } = weigh(out)
console.log(`weight   ${sentence}\nwanted   ${wanted}`)
