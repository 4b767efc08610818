// Tests the built page in Chromium, Firefox and WebKit: node tests/browser/run.mjs [--browser NAME] [--only TEXT] [--dist FOLDER] [--cases FOLDER] [--verbose]
//
// When no more than a few cases fail, they are tried once more, with the machine to themselves. One that passes then has
// passed, but it is told as unsteady with what it said the first time.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { BROWSERS } from './harness/browser.mjs'
import { Server } from './harness/server.mjs'
import { cases, Test } from './harness/suite.mjs'

/** @typedef {import('./harness/suite.mjs').Case} Case */

const PATIENCE = 120_000 // milliseconds for a case
const WORTH_A_BROWSER = 5 // cases left
const UNSTEADY = 8 // as many failures, one case in a hundred, may be the machine's; more are not
const LOGS = fileURLToPath(new URL('../../build/logs', import.meta.url))
const options = read({
  browser: { type: 'string' },
  only: { type: 'string', default: '' },
  dist: { type: 'string', default: fileURLToPath(new URL('../../dist', import.meta.url)) },
  cases: { type: 'string', default: fileURLToPath(new URL('cases', import.meta.url)) },
  verbose: { type: 'boolean', default: false },
})
const dist = resolve(options.dist)
/** @typedef {{ name: string, calm: boolean, left: Case[] }} Work  for browsers of that name, each of which takes the next case as soon as it has done one */
/** @typedef {{ name: string, one: Case, told: string }} Failure  of a case in the browser of that name, with what is to be told of it */
/** @type {Failure[]} */
let failures = []
/** @type {Set<string>} */
const running = new Set()
let passed = 0
let pictured = 0
/** @type {Set<string>} */
const versions = new Set() // of the browsers that ran

/** @returns {never} @param {string} sentence */
function stop(sentence) {
  console.error(`browser tests: ${sentence}`)
  process.exit(2)
}

/** The options given. @param {import('node:util').ParseArgsConfig['options']} known @returns {any} */
function read(known) {
  try {
    return parseArgs({ options: known }).values
  } catch (error) {
    return stop(/** @type {Error} */ (error).message)
  }
}

/** Runs what is left of the work, in a browser launched as it asks. @param {Work} work */
async function runIn({ name, calm, left }) {
  const server = new Server(dist) // of its own: it also knows what its browser asked the network for
  await server.start()
  const launch = () => BROWSERS[name]({ proxy: server.host, calm })
  /** @type {import('./harness/browser.mjs').Browser | undefined} */
  let browser
  for (let one = left.shift(); one; one = left.shift()) {
    try {
      browser ??= await launch().catch(launch) // a busy machine may miss the first attempt
      versions.add(browser.version)
    } catch (error) {
      failures.push({ name, one, told: `FAILED  ${name}: ${one.name}\n        ${/** @type {Error} */ (error).message}` })
      continue
    }
    if (await runCase(name, one, new Test({ browser, server, dist }))) continue
    await browser.close() // who knows what it is still busy with, or has lost
    browser = undefined
  }
  await browser?.close()
  server.close()
}

/** @param {string} name of the browser @param {Case} one @param {Test} t @returns {Promise<boolean>} whether it passed, so that the browser can go on */
async function runCase(name, one, t) {
  const began = Date.now()
  running.add(`${name}: ${one.name}`)
  const error = await outcome(one, t)
  running.delete(`${name}: ${one.name}`)
  const title = `${name}: ${one.name} (${((Date.now() - began) / 1000).toFixed(1)} s${t.notes})`
  if (error) {
    failures.push({ name, one, told: `FAILED  ${title}\n${[error.message, ...await pictures(name, t)].join('\n').replace(/^/gm, '        ')}` })
  } else {
    passed++
    if (options.verbose) console.log(`passed  ${title}`)
  }
  const closing = inTime(Promise.all(t.tabs.map((tab) => tab.close())), 5000)
  return closing.then(() => !error, () => false)
}

/** What was wrong, if anything. @param {Case} one @param {Test} t @returns {Promise<Error | undefined>} */
async function outcome({ run, complaints = [], asks = [] }, t) {
  try {
    t.server.asked.clear()
    await inTime(run(t), PATIENCE)
    const heard = (await inTime(Promise.all(t.tabs.map((tab) => tab.complaints())), PATIENCE)).flat()
    const unexpected = heard.filter((complaint) => !complaints.some((pattern) => pattern.test(complaint)))
    if (unexpected.length > 0) return new Error(`the console says: ${unexpected.join('\n')}`)
    const asked = [...t.server.asked].join()
    return asked === asks.join() ? undefined : new Error(`asked in the network were: ${asked || 'none'}; to be asked were: ${asks.join() || 'none'}`)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Keeps what a failed case was looking at. @param {string} name of the browser @param {Test} t @returns {Promise<string[]>} where */
async function pictures(name, { tabs }) {
  pictured++
  const taken = tabs.map(async (tab, i) => {
    const path = join(LOGS, `browser-${name}-${pictured}${'abc'[i] ?? ''}.png`)
    mkdirSync(LOGS, { recursive: true })
    writeFileSync(path, await inTime(tab.screenshot(), 5000))
    return `(picture: ${relative('.', path)})`
  })
  return (await Promise.allSettled(taken)).flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}

/** @template T @param {Promise<T>} promise @param {number} milliseconds @returns {Promise<T>} */
async function inTime(promise, milliseconds) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`not done after ${milliseconds / 1000} s`)), milliseconds) })
  return Promise.race([promise, /** @type {Promise<T>} */ (late)]).finally(() => clearTimeout(timer))
}

const names = options.browser ? [options.browser] : Object.keys(BROWSERS)
for (const name of names) if (!BROWSERS[name]) stop(`there is no browser ${name}; there are ${Object.keys(BROWSERS).join(', ')}`)
if (!existsSync(`${dist}/iambic.js`)) stop(`${dist} holds no built page: run scripts/build first`)
if (!existsSync(`${dist}/tinyshakespeare.txt`)) stop(`${dist} holds no tiny Shakespeare: set IAMBIC_CORPUS and run scripts/build`)
for (const file of readdirSync(options.cases).sort()) await import(pathToFileURL(join(resolve(options.cases), file)).href)
const chosen = cases.filter(({ name }) => name.includes(options.only))
if (chosen.length === 0) stop(`no case has ${options.only} in its name`)

/** What is to be run in browsers of this name: as they are, and as calm readers have them. @param {string} name @param {Case[]} wanted @returns {Work[]} */
const workOf = (name, wanted) => [false, true].map((calm) => ({ name, calm, left: wanted.filter((one) => Boolean(one.calm) === calm) }))

/** Runs all of it, one piece after the other; when none is left to begin, another browser helps with the longest. @param {Work[]} own @param {Work[]} [all] */
async function runAll(own, all = []) {
  for (const work of own) await runIn(work)
  for (;;) {
    const [longest] = [...all].sort((one, other) => other.left.length - one.left.length)
    if (!longest || longest.left.length < WORTH_A_BROWSER) return
    await runIn(longest)
  }
}

/** Runs what failed once more. @returns {Promise<string[]>} what is to be told of the cases that pass now */
async function tryAgain() {
  if (failures.length > UNSTEADY) return []
  const first = failures
  failures = []
  for (const { name, one } of first) await runAll(workOf(name, [one]))
  return first.filter(({ name, one }) => !failures.some((failure) => failure.name === name && failure.one === one))
    .map(({ told }) => told.replace('FAILED ', 'UNSTEADY'))
}

/** @param {string} name of the browser @param {boolean} alone whether they need the machine for themselves */
const casesOf = (name, alone) => chosen.filter((one) => Boolean(one.alone) === alone && (!one.only || one.only.includes(name)))

let ended = false
process.on('exit', () => {
  if (ended) return // else somebody ends it before its time
  for (const { told } of failures) console.log(told)
  for (const title of running.size > 0 ? running : ['between two cases']) console.log(`UNFINISHED  ${title}`)
  console.log(`${passed} passed, ${failures.length + Math.max(running.size, 1)} failed`)
})
const together = names.map((name) => workOf(name, casesOf(name, false)))
await Promise.all(together.map((own) => runAll(own, together.flat())))
for (const name of names) await runAll(workOf(name, casesOf(name, true)))
const unsteady = await tryAgain()
ended = true
for (const told of [...failures.map((failure) => failure.told), ...unsteady]) console.log(told)
console.log(`with ${[...versions].sort().join(', ') || 'no browser'}${unsteady.length > 0 ? `; ${unsteady.length} passed at the second try only` : ''}`)
console.log(`${passed} passed, ${failures.length} failed`)
process.exit(failures.length > 0 ? 1 : 0)
