// Tests the built page in Chromium, Firefox and WebKit: node tests/browser/run.mjs [--browser NAME] [--only TEXT] [--dist FOLDER] [--verbose]
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BROWSERS } from './harness/browser.mjs'
import { Server } from './harness/server.mjs'
import { cases, Test } from './harness/suite.mjs'

/** @typedef {import('./harness/suite.mjs').Case} Case */

const PATIENCE = 120_000 // milliseconds for a case
const LOGS = fileURLToPath(new URL('../../build/logs', import.meta.url))
const options = read({
  browser: { type: 'string' },
  only: { type: 'string', default: '' },
  dist: { type: 'string', default: fileURLToPath(new URL('../../dist', import.meta.url)) },
  verbose: { type: 'boolean', default: false },
})
const dist = resolve(options.dist)
let passed = 0
let failed = 0
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

/** Runs the cases in one browser, launched as they ask. @param {string} name @param {Case[]} wanted @param {Server} server @param {boolean} calm */
async function runIn(name, wanted, server, calm) {
  const launch = () => BROWSERS[name]({ proxy: server.host, calm })
  /** @type {import('./harness/browser.mjs').Browser | undefined} */
  let browser
  for (const [i, one] of wanted.entries()) {
    try {
      browser ??= await launch().catch(launch) // a busy machine may miss the first attempt
      versions.add(browser.version)
    } catch (error) {
      failed += wanted.length - i
      console.log(`FAILED  ${name}: ${wanted.length - i} cases did not run. ${/** @type {Error} */ (error).message}`)
      return
    }
    if (await runCase(name, one, new Test({ browser, server, dist }))) continue
    await browser.close() // who knows what it is still busy with
    browser = undefined
  }
  await browser?.close()
}

/** @param {string} name of the browser @param {Case} one @param {Test} t @returns {Promise<boolean>} whether the browser can go on */
async function runCase(name, one, t) {
  const began = Date.now()
  const error = await outcome(one, t)
  const title = `${name}: ${one.name} (${((Date.now() - began) / 1000).toFixed(1)} s${t.notes})`
  if (error) {
    failed++
    console.log(`FAILED  ${title}\n${[error.message, ...await pictures(name, t)].join('\n').replace(/^/gm, '        ')}`)
  } else {
    passed++
    if (options.verbose) console.log(`passed  ${title}`)
  }
  const closing = inTime(Promise.all(t.tabs.map((tab) => tab.close())), 5000)
  return closing.then(() => !(error instanceof Late), () => false)
}

/** What was wrong, if anything. @param {Case} one @param {Test} t @returns {Promise<Error | undefined>} */
async function outcome({ run, complaints = [] }, t) {
  try {
    await inTime(run(t), PATIENCE)
    const heard = (await inTime(Promise.all(t.tabs.map((tab) => tab.complaints())), PATIENCE)).flat()
    const unexpected = heard.filter((complaint) => !complaints.some((pattern) => pattern.test(complaint)))
    return unexpected.length > 0 ? new Error(`the console says: ${unexpected.join('\n')}`) : undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Keeps what a failed case was looking at. @param {string} name of the browser @param {Test} t @returns {Promise<string[]>} where */
async function pictures(name, { tabs }) {
  const taken = tabs.map(async (tab, i) => {
    const path = join(LOGS, `browser-${name}-${failed}${'abc'[i] ?? ''}.png`)
    mkdirSync(LOGS, { recursive: true })
    writeFileSync(path, await inTime(tab.screenshot(), 5000))
    return `(picture: ${relative('.', path)})`
  })
  return (await Promise.allSettled(taken)).flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}

class Late extends Error {}

/** @template T @param {Promise<T>} promise @param {number} milliseconds @returns {Promise<T>} */
async function inTime(promise, milliseconds) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Late(`not done after ${milliseconds / 1000} s`)), milliseconds) })
  return Promise.race([promise, /** @type {Promise<T>} */ (late)]).finally(() => clearTimeout(timer))
}

const names = options.browser ? [options.browser] : Object.keys(BROWSERS)
for (const name of names) if (!BROWSERS[name]) stop(`there is no browser ${name}; there are ${Object.keys(BROWSERS).join(', ')}`)
if (!existsSync(`${dist}/iambic.js`)) stop(`${dist} holds no built page: run scripts/build first`)
if (!existsSync(`${dist}/tinyshakespeare.txt`)) stop(`${dist} holds no tiny Shakespeare: set IAMBIC_CORPUS and run scripts/build`)
const folder = new URL('cases/', import.meta.url)
for (const file of readdirSync(folder).sort()) await import(new URL(file, folder).href)
const chosen = cases.filter(({ name }) => name.includes(options.only))
if (chosen.length === 0) stop(`no case has ${options.only} in its name`)

/** Runs those cases that need the machine for themselves, or the others. @param {string} name of the browser @param {boolean} alone */
async function runAll(name, alone) {
  const server = new Server(dist) // of its own: it also knows what its browser asked the network for
  await server.start()
  const here = chosen.filter((one) => Boolean(one.alone) === alone && (!one.only || one.only.includes(name)))
  for (const calm of [false, true]) await runIn(name, here.filter((one) => Boolean(one.calm) === calm), server, calm)
  server.close()
}

await Promise.all(names.map((name) => runAll(name, false)))
for (const name of names) await runAll(name, true)
console.log(`with ${[...versions].sort().join(', ') || 'no browser'}`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)
