// The same in Chromium, where workers are Web Workers: processor time of all threads a step against one worker's, how much sooner they are done, and
// that of a run with evaluations; in a page that is isolated from other origins, where they share memory, and in any page. `node tests/bench/workers/chromium.mjs [ROUNDS]`, after scripts/build.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Browser } from '../lib/browser.mjs'
import { median, spread } from '../lib/report.mjs'

/** @typedef {{ cpu: number, wall: number }} Sample milliseconds of a step */

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const SIZES = [1, 2, 4, 8]
const MOST = new Map([[2, 1.06], [4, 1.10], [8, 1.18]]) // times the processor time of one
const SOONER = { steps: 1.6, run: 1.75 } // with 2 workers on 2 free cores
const MODELS = [{ preset: 'nanogpt-cpu', steps: 8 }, { preset: 'gpt', steps: 30 }]
// In the lecture 500 steps lie between two evaluations of 200 batches of each split.
const RUN = { preset: 'gpt', steps: 100, options: { evaluateEvery: 100, evaluateBatches: 40 } }

/** Runs in the tab. @param {string} preset @param {number[]} sizes */
async function prepare(preset, sizes) {
  const scope = /** @type {any} */ (globalThis)
  const { createTrainer } = await import(/** @type {any} */ ('/dist/iambic.mjs'))
  const text = await (await fetch('/build/tinyshakespeare.txt')).blob()
  for (const trainer of scope.trainers ?? []) trainer.terminate()
  scope.trainers = []
  for (const workers of sizes) scope.trainers.push(await createTrainer({ text, preset, workers }))
}

/** Runs in the tab. @param {number} i of the trainer @param {number} steps @param {object} options @returns {Promise<number>} milliseconds */
async function train(i, steps, options) {
  const trainer = /** @type {any} */ (globalThis).trainers[i]
  const [before, began] = [trainer.step, performance.now()]
  const { step } = await trainer.train(steps, options)
  const took = performance.now() - began
  if (step !== before + steps) throw new Error(`${step - before} steps were made, not ${steps}`)
  return took
}

const browser = await Browser.launch(root)
if (!browser) throw new Error('Chromium is needed')
let tab = await browser.page('/', { width: 800, height: 600 })
const session = await browser.session()

/** Of all processes that run pages and their workers, in milliseconds. */
async function processorTime() {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return 1000 * processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

/** @param {{ preset: string, steps: number, options?: object }} model @param {number[]} sizes @param {number} rounds @returns {Promise<Sample[][]>} of each number of workers, round by round */
async function measure({ preset, steps, options = {} }, sizes, rounds) {
  await tab.evaluate(prepare, preset, sizes)
  /** @type {Sample[][]} */
  const taken = sizes.map(() => [])
  for (let round = -1; round < rounds; round++) { // the first compiles for good
    for (const i of sizes.keys()) {
      const before = await processorTime()
      const wall = await tab.evaluate(train, i, steps, options)
      if (round >= 0) taken[i].push({ cpu: (await processorTime() - before) / steps, wall: wall / steps })
    }
  }
  return taken
}

/** @param {boolean} kept @param {string} sentence */
function tell(kept, sentence) {
  console.log(`${kept ? '\u2713' : '\u2717'} ${sentence}`)
  if (!kept) process.exitCode = 1
}

/** The medians of the ratios, round by round: what disturbs a round disturbs all in it. @param {Sample[][]} taken @param {number} i */
const compared = (taken, i) => ({
  cpu: taken[i].map(({ cpu }, round) => cpu / taken[0][round].cpu),
  sooner: taken[i].map(({ wall }, round) => taken[0][round].wall / wall),
})

/** @param {number} rounds */
async function compareAll(rounds) {
  for (const model of MODELS) {
    const taken = await measure(model, SIZES, rounds)
    console.log(`${model.preset}: one worker ${median(taken[0].map(({ cpu }) => cpu)).toFixed(2)} ms of processor time a step`)
    for (const [i, workers] of SIZES.entries()) {
      if (i === 0) continue
      const { cpu, sooner } = compared(taken, i)
      const most = MOST.get(workers) ?? Infinity
      tell(median(cpu) <= most, `${workers} workers: ${median(cpu).toFixed(3)} times its time (${spread(cpu)}; at most ${most}), ${median(sooner).toFixed(2)} times as fast here`)
      if (workers === 2) tell(median(sooner) >= SOONER.steps, `2 workers: ${median(sooner).toFixed(2)} times as fast (${spread(sooner)}; at least ${SOONER.steps} on 2 free cores)`)
    }
  }
  const { sooner } = compared(await measure(RUN, [1, 2], rounds), 1)
  tell(median(sooner) >= SOONER.run, `2 workers, ${RUN.preset} with evaluations: ${median(sooner).toFixed(2)} times as fast (${spread(sooner)}; at least ${SOONER.run} on 2 free cores)`)
}

const rounds = Number(process.argv[2] ?? 7)
try {
  console.log(await browser.version())
  for (const address of ['/?isolated', '/']) {
    await tab.close()
    tab = await browser.page(address, { width: 800, height: 600 })
    console.log(await tab.evaluate('crossOriginIsolated') ? 'isolated from other origins' : 'not isolated from other origins')
    await compareAll(rounds)
  }
} finally {
  await browser.close()
}
