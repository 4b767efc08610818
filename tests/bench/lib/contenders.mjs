// Who runs: each contender is a program or a browser tab that trains from the same start, again and again.
//
// Contender protocol of the bigram's programs: a line on stdin is a number of steps; it trains so many from scratch and answers with
// one line of JSON, {"seconds": of the training alone, "losses": [those of steps 0, 100, 200, ... below 3000], "digest": of the weights}.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isSlow } from './pytorch.mjs'

/** @typedef {import('./javascript.mjs').Sample} Sample */
/**
 * @typedef {object} Contender
 * @property {string} name     in the JSON lines
 * @property {string} title    in the table
 * @property {number} steps    of a sample: enough for about a second, or less
 * @property {number} [evaluations]  batches to evaluate after them, of each split
 * @property {number} [shares]   into how many parts it divides each batch
 * @property {() => Promise<Running>} start
 */

/** @typedef {{ train: (steps: number, evaluations?: number) => Promise<Sample>, stop: () => unknown }} Running */

/** Starts a program that speaks the contender protocol. @param {string} command @param {string[]} parameters @param {Record<string, string | undefined>} [env] @returns {Promise<Running>} */
export async function program(command, parameters, env = process.env) {
  const child = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'inherit'], env })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  child.on('error', () => {}) // its output ends, which is noticed below
  child.stdin.on('error', () => {})
  return {
    async train(...order) {
      child.stdin.write(`${order.join(' ').trim()}\n`)
      const { value, done } = await answers.next()
      if (done) throw new Error(`${[command, ...parameters].join(' ')} ended without an answer`)
      return JSON.parse(value)
    },
    stop: () => child.stdin.end(),
  }
}

/** A contender of javascript.mjs in a Node process of its own. @param {string} root @param {object} what see child.mjs */
export const child = (root, what) => program(process.execPath, [join(root, 'tests/bench/lib/child.mjs'), JSON.stringify({ ...what, iambic: join(root, 'dist/iambic.mjs') })])

/** What cannot be measured here: a sentence for each. @param {import('./pytorch.mjs').PyTorch | undefined} pytorch @param {unknown} chromium */
export function missingHere(pytorch, chromium) {
  const missing = []
  if (!pytorch) missing.push('PyTorch is not here, so nothing can be compared with it: install the packages python3-torch and libopenblas0-pthread to see its ratios.')
  else if (isSlow(pytorch)) missing.push(`PyTorch multiplies with the reference BLAS here (${pytorch.blas}), some ten times slower than it can: install the package libopenblas0-pthread.`)
  if (!chromium) missing.push('Chromium is not here, so the browser is not measured: scripts/setup --browsers installs it.')
  return missing
}

/**
 * Who trains the bigram.
 * @param {string} root of the repository @param {string} corpus @param {{ pytorch?: import('./pytorch.mjs').PyTorch, browser?: import('./browser.mjs').Browser }} here
 * @returns {Contender[]}
 */
export function assemble(root, corpus, { pytorch, browser }) {
  const bench = join(root, 'tests/bench'), build = join(root, 'build')
  const node = (/** @type {string} */ name) => child(root, { name, corpus, intrinsics: join(build, 'wasm/bigram_intrinsics.wasm') })
  /** @type {Contender[]} */
  const contenders = [
    { name: 'native', title: 'Iambic, native', steps: 100000, start: () => program(`${build}/release/bigram_bench`, [corpus]) },
    { name: 'native-floor', title: 'hand-written C, native', steps: 100000, start: () => program(`${build}/release/bigram_intrinsics`, [corpus]) },
    { name: 'node', title: 'Iambic, Node', steps: 100000, start: () => node('iambic') },
    { name: 'node-floor', title: 'hand-written C, Node', steps: 100000, start: () => node('intrinsics') },
    { name: 'node-plain', title: 'plain JavaScript, Node', steps: 10000, start: () => node('plain') },
  ]
  if (pytorch) contenders.unshift({
    name: 'pytorch', title: 'PyTorch, 1 thread', steps: 1000, start: () => program(pytorch.python, [join(bench, 'bigram/pytorch.py'), corpus], pytorch.env),
  })
  const parts = { corpus, intrinsics: 'build/wasm/bigram_intrinsics.wasm' }
  if (browser) contenders.push(
    { name: 'chromium', title: 'Iambic, Chromium worker', steps: 100000, start: () => browser.open('iambic', { parts }) },
    { name: 'chromium-page', title: 'Iambic, Chromium page', steps: 100000, start: () => browser.open('page', { parts, address: '/dist/index.html' }) },
    { name: 'chromium-floor', title: 'hand-written C, Chromium', steps: 100000, start: () => browser.open('intrinsics', { parts, inWorker: true }) },
    { name: 'chromium-plain', title: 'plain JavaScript, Chromium', steps: 10000, start: () => browser.open('plain', { parts, inWorker: true }) },
  )
  return contenders
}
