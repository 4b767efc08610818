// What the samples say: medians and spreads of ratios, the table, the required ratios, and the JSON lines.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { nameOf } from './pytorch.mjs'

/** Microseconds a step of each round, by contender. @typedef {Map<string, number[]>} Samples */

/** The numbers of one who was measured. @param {Samples} samples @param {string} name */
export const numbersFor = (samples, name) => samples.get(name) ?? []

/** @param {number[]} values @param {number} q from 0 to 1 */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = q * (sorted.length - 1), below = Math.floor(at)
  return sorted[below] + (at - below) * (sorted[Math.ceil(at)] - sorted[below])
}

export const median = (/** @type {number[]} */ values) => quantile(values, 0.5)

/** How many times as long `slow` takes as `fast`, round by round: what disturbs a round disturbs both. @param {Samples} samples @param {string} slow @param {string} fast */
export const ratios = (samples, slow, fast) => numbersFor(samples, slow).map((time, round) => time / numbersFor(samples, fast)[round])

export const spread = (/** @type {number[]} */ values) => `${quantile(values, 0.25).toFixed(2)} .. ${quantile(values, 0.75).toFixed(2)}`

/** @param {import('./contenders.mjs').Contender[]} contenders @param {Samples} samples */
export function table(contenders, samples) {
  const base = samples.has('pytorch') ? 'pytorch' : contenders[0].name
  const rows = contenders.map(({ name, title }) => {
    const times = numbersFor(samples, name), against = ratios(samples, base, name)
    const numbers = [median(times).toFixed(2), Math.round(1e6 / median(times)).toLocaleString('en-US'), median(against).toFixed(2), spread(against)]
    return title.padEnd(28) + numbers.map((text, i) => text.padStart([10, 12, 10, 20][i])).join('')
  })
  const head = ''.padEnd(28) + 'us/step'.padStart(10) + 'steps/s'.padStart(12) + `x ${base}`.padStart(10) + 'middle half'.padStart(20)
  return [head, ...rows].join('\n')
}

/**
 * What a table's numbers must be read with: what they are compared with, who failed, and whose times are doubtful.
 * @param {import('./measure.mjs').Taken} taken @param {import('./pytorch.mjs').PyTorch} [pytorch] @returns {string[]}
 */
export function remarks({ contenders, samples, failures, doubtful }, pytorch) {
  const titles = new Map(contenders.map(({ name, title }) => [name, title]))
  const compared = samples.has('pytorch') || samples.has('pytorch-2')
  return [
    compared && pytorch ? `ratios and answers are compared with ${nameOf(pytorch)}` : 'PyTorch was not there to compare with',
    ...failures.map((sentence) => `\u2717 ${sentence}`),
    ...[...doubtful].map(([name, count]) => `doubtful: ${titles.get(name)} was held up in ${count} of ${samples.get(name)?.length} rounds, also when they were repeated`),
  ]
}

/** What the project promises: time of `slow` / time of `fast`. */
const PROMISES = [
  { text: 'PyTorch takes at least 50 times as long as Chromium', slow: 'pytorch', fast: 'chromium', least: 50 },
  { text: 'the page takes at most 1.2 times as long as the bare worker', slow: 'chromium-page', fast: 'chromium', most: 1.2 },
  { text: 'Node takes at least as long as native', slow: 'node', fast: 'native', least: 1 },
  { text: 'Chromium takes at least as long as native', slow: 'chromium', fast: 'native', least: 1 },
]

/** One line for each promise that can be judged here. @param {Samples} samples @param {import('./pytorch.mjs').PyTorch} [pytorch] @returns {{ kept: boolean, line: string }[]} */
export function judge(samples, pytorch) {
  return PROMISES.filter(({ slow, fast }) => samples.has(slow) && samples.has(fast)).map(({ text, slow, fast, least = 0, most = Infinity }) => {
    const found = ratios(samples, slow, fast)
    const kept = median(found) >= least && median(found) <= most
    return { kept, line: `${kept ? '\u2713' : '\u2717'} ${text}: ${median(found).toFixed(2)} times (${spread(found)})${slow === 'pytorch' && pytorch ? `, ${nameOf(pytorch)}` : ''}` }
  })
}

/**
 * Commit, machine and compiler: what a number means nothing without.
 * @param {string} root @param {{ pytorch?: import('./pytorch.mjs').PyTorch, browser?: string }} here
 */
export function circumstances(root, { pytorch, browser }) {
  const commands = JSON.parse(readFileSync(join(root, 'build/release/compile_commands.json'), 'utf8'))
  const [compiler, ...flags] = commands.find((/** @type {{ file: string }} */ { file }) => file.endsWith('src/core/models/bigram.cpp')).command.split(' ')
  const firstLine = (/** @type {string} */ command, /** @type {string[]} */ ...parameters) => (spawnSync(command, parameters, { encoding: 'utf8' }).stdout ?? '').split('\n')[0]
  return {
    date: new Date().toISOString(),
    commit: firstLine('git', '-C', root, 'describe', '--always', '--dirty'),
    cpu: cpus()[0].model.trim(), cores: cpus().length,
    compiler: firstLine(compiler, '--version'), flags: flags.filter((/** @type {string} */ flag) => /^-[Omf]|^-std/.test(flag)).join(' '),
    emscripten: firstLine('emcc', '--version'), node: process.version, browser: browser ?? null, pytorch: pytorch ? nameOf(pytorch) : null,
  }
}

/** A JSON line per entry, each with the circumstances. @param {string} root @param {string} name @param {{ date: string }} about @param {object[]} entries */
export function record(root, name, about, entries) {
  const folder = join(root, 'build/bench')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}-${about.date.replace(/[:.]/g, '-')}.jsonl`)
  writeFileSync(file, entries.map((entry) => `${JSON.stringify({ ...about, ...entry })}\n`).join(''))
  return file
}
