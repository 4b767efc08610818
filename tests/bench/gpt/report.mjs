// What the transformers' samples say: a table per rung, the promises, and where a step spends its time.
import { isSlow, nameOf } from '../lib/pytorch.mjs'
import { median, numbersFor, ratios, spread } from '../lib/report.mjs'
import { numbersOf } from '../lib/measure.mjs'

/** @typedef {import('../lib/javascript.mjs').Sample} Sample */
/** @typedef {import('../lib/measure.mjs').Taken & { rung: import('./rungs.mjs').Rung, about: import('./rungs.mjs').About }} Result */
/** What the project promises of a rung. @typedef {{ rung: string, needs: string[], judge: (result: Result) => { kept: boolean, text: string } }} Promised */
/** An operation's part of a step. @typedef {{ op: string, milliseconds: number, gigaflops: number }} Operation */

const THIRD = 197 / 3 // milliseconds a step, of what the public trainer took on the machine where this was promised

/** Milliseconds a step of each round. @param {Result} result @returns {Map<string, number[]>} */
export const stepTimes = ({ rung, samples }) => numbersOf(samples, ({ seconds }) => 1000 * seconds / rung.steps)

/**
 * Gigaflops of a step, forth and back: 6 for each parameter and token but those in tables that are looked up, and 6 n_embd
 * for each pair of tokens that attention compares (the lecture's code also computes those that it then masks).
 * @param {import('./rungs.mjs').About} about
 */
export function gigaflops({ config, parameters, vocabularySize }) {
  const { batchSize, blockSize, nEmbd, nLayer, model } = config
  const layers = ['blocks', 'gpt'].includes(model) ? nLayer : 1
  const inProducts = parameters - (vocabularySize + blockSize) * nEmbd
  const pairs = blockSize * (blockSize + 1) / 2
  return 1e-9 * batchSize * (6 * inProducts * blockSize + 12 * layers * nEmbd * pairs)
}

/** Right-aligned columns after the first. @param {(string | number)[][]} rows @param {number[]} widths */
const inColumns = (rows, widths) => rows.map((row) => row.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i]))).join('')).join('\n')

/** @param {Result} result */
export function rungTable(result) {
  const { rung, about, contenders } = result
  const { batchSize, blockSize, nEmbd, nHead, nLayer } = about.config
  const times = stepTimes(result), base = contenders[0].name
  const rows = contenders.map(({ name, title }) => {
    const milliseconds = median(numbersFor(times, name)), against = ratios(times, base, name)
    return [title, milliseconds.toFixed(3), Math.round(1000 * batchSize * blockSize / milliseconds).toLocaleString('en-US'),
      (1000 * gigaflops(about) / milliseconds).toFixed(1), median(against).toFixed(2), spread(against)]
  })
  const head = [`${rung.name}: ${nLayer} x ${nHead} heads, n_embd ${nEmbd}, ${batchSize} x ${blockSize}, ${about.parameters.toLocaleString('en-US')} parameters`]
  return `${head}\n${inColumns([['', 'ms/step', 'tokens/s', 'GFLOP/s', `x ${base}`, 'middle half'], ...rows], [30, 10, 12, 10, 12, 18])}`
}

/** Which of those PyTorchs that were measured is faster. @param {Map<string, number[]>} times */
const fasterPyTorch = (times) => (median(numbersFor(times, 'pytorch')) <= median(times.get('pytorch-2') ?? [Infinity]) ? 'pytorch' : 'pytorch-2')

/** Seconds of the lecture's whole run: 5,000 steps, and before every 100th and at the end 200 batches of both splits. @param {Result} result */
export const wholeRun = ({ rung, samples }) => numbersOf(samples, ({ seconds, evaluation }) =>
  5000 * seconds / rung.steps + 51 * 200 * Number(evaluation?.seconds) / Number(rung.evaluations))

/**
 * Ratios, each with what it must reach. Judged where all who are named were measured.
 * @param {string} rung @param {string} text @param {number} least @param {(result: Result) => Map<string, number[]>} times @param {string} slow @param {string} fast
 * @returns {Promised}
 */
const atLeast = (rung, text, least, times, slow, fast) => ({
  rung, needs: [slow.replace('faster ', ''), fast],
  judge(result) {
    const numbers = times(result)
    const found = ratios(numbers, slow === 'faster pytorch' ? fasterPyTorch(numbers) : slow, fast)
    return { kept: median(found) >= least, text: `${text}: ${median(found).toFixed(2)} times (${spread(found)})` }
  },
})

const LADDER = ['self-attention', 'multi-head', 'feed-forward', 'blocks']

/** @type {Promised[]} */
const PROMISES = [
  ...[...LADDER, 'gpt'].map((rung) => atLeast(rung, `${rung}: natively at least 2.5 times as fast as PyTorch on 1 thread`, 2.5, stepTimes, 'pytorch', 'native')),
  { ...atLeast('nanogpt-cpu', 'nanogpt-cpu: with AVX-512 at least 0.85 times as fast as PyTorch on 1 thread', 0.85, stepTimes, 'pytorch', 'native'), needs: ['pytorch', 'native', 'native-avx2'] },
  atLeast('nanogpt-cpu', 'nanogpt-cpu: with AVX2 at least 0.6 times as fast as PyTorch with AVX2 on 1 thread', 0.6, stepTimes, 'pytorch-avx2', 'native-avx2'),
  ...LADDER.map((rung) =>
    atLeast(rung, `${rung}: Chromium is at least 1.5 times as fast as PyTorch on 1 or 2 threads`, 1.5, stepTimes, 'faster pytorch', 'chromium')),
  atLeast('gpt', 'gpt, all 5,000 steps and evaluations: Chromium is at least as fast as PyTorch on 1 thread', 1, wholeRun, 'pytorch', 'chromium'),
  atLeast('nanogpt-cpu', 'nanogpt-cpu: Chromium is at least 0.35 times as fast as PyTorch on 1 thread', 0.35, stepTimes, 'pytorch', 'chromium'),
  atLeast('nanogpt-cpu', 'nanogpt-cpu: 2 workers are at least 1.5 times as fast as 1', 1.5, stepTimes, 'chromium', 'chromium-2'),
  {
    rung: 'public trainer', needs: ['chromium'],
    judge(result) {
      const milliseconds = median(numbersFor(stepTimes(result), 'chromium'))
      return { kept: milliseconds <= THIRD, text: `the public trainer's shape on one worker takes at most a third of its 197 ms a step: ${milliseconds.toFixed(1)} ms` }
    },
  },
]

/** No step after the first allocates. @param {Result} result */
function allocations({ rung, samples }) {
  const most = Math.max(...['native', 'native-2'].flatMap((name) => (samples.get(name) ?? []).map((sample) => sample.allocations ?? 0)))
  return { kept: most === 0, text: `${rung.name}: nothing is allocated in the steps after the first: ${most} allocations in ${rung.steps - 1} steps` }
}

/**
 * A line for each promise that can be judged here: not those against a PyTorch without a real BLAS.
 * @param {Result[]} results @param {import('../lib/pytorch.mjs').PyTorch} [pytorch] @returns {{ kept: boolean, line: string }[]}
 */
export function judgeRungs(results, pytorch) {
  const promised = results.flatMap((result) => PROMISES
    .filter(({ rung, needs }) => rung === result.rung.name && needs.every((name) => result.samples.has(name) && !(name.startsWith('pytorch') && pytorch && isSlow(pytorch))))
    .map(({ judge, needs }) => ({ ...judge(result), against: pytorch && needs[0] === 'pytorch' ? `, ${nameOf(pytorch)}` : '' })))
  const counted = results.filter(({ samples }) => samples.has('native') || samples.has('native-2')).map((result) => ({ ...allocations(result), against: '' }))
  return [...promised, ...counted].map(({ kept, text, against }) => ({ kept, line: `${kept ? '\u2713' : '\u2717'} ${text}${against}` }))
}

/** Where the time of a step goes. `step`: its milliseconds, all in all. @param {string} title @param {Operation[]} operations @param {number} step */
export function profileTable(title, operations, step) {
  const row = (/** @type {string} */ op, /** @type {number} */ milliseconds, flops = 0) =>
    [op, milliseconds.toFixed(2), `${(100 * milliseconds / step).toFixed(1)}%`, flops > 0 ? (1000 * flops / milliseconds).toFixed(1) : '']
  const sum = (/** @type {'milliseconds' | 'gigaflops'} */ key, of = operations) => of.reduce((total, operation) => total + operation[key], 0)
  const matmuls = operations.filter(({ op }) => op.startsWith('matmul'))
  const rows = [
    ...operations.map(({ op, milliseconds, gigaflops: flops }) => row(op, milliseconds, flops)),
    row('all else', step - sum('milliseconds')),
    row('a step', step, sum('gigaflops')),
    row('the matmul kernel alone', sum('milliseconds', matmuls), sum('gigaflops', matmuls)),
  ]
  return `${title}: operations alone, at best\n${inColumns([['', 'ms/step', 'share', 'GFLOP/s'], ...rows], [34, 10, 10, 10])}`
}
