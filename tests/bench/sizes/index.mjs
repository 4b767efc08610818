// How time and memory grow: node tests/bench/sizes/index.mjs [largest text in MB], after scripts/build.
//
// The text, the vocabulary, n_embd and block_size are each doubled three times while all else stays. Prints a table, and of each column the exponent:
// by what power of the size it grew over the last doubling. One that grew faster than its formula is marked, and the program ends with 1.
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const largest = Number(process.argv[2] ?? 128)
const DOUBLINGS = [1, 2, 4, 8]
const TOLERANCE = 0.3 // of an exponent: caches end somewhere between one size and the next
const PHASES = /** @type {const} */ (['load', 'step', 'evaluate', 'save'])
const BASE = { text: 1, vocabulary: 65, settings: /** @type {string[]} */ ([]) }

/** @typedef {{ seconds: number, megabytes: number }} Phase */
/** @typedef {Record<typeof PHASES[number], Phase> & { announced: number, parameters: number }} Point */
/** What is doubled from where on, and the power by which each time, and the memory, may grow. @typedef {{ name: string, from: number, of: (size: number) => typeof BASE, powers: Record<typeof PHASES[number] | 'memory', number> }} Axis */

/** @type {Axis[]} */
const AXES = [
  { name: 'text, MB', from: largest / 8, of: (text) => ({ ...BASE, text }), powers: { load: 1, step: 0, evaluate: 0, save: 0, memory: 1 } },
  { name: 'vocabulary', from: 1250, of: (vocabulary) => ({ ...BASE, vocabulary }), powers: { load: 0, step: 1, evaluate: 1, save: 1, memory: 1 } },
  { name: 'n_embd', from: 64, of: (size) => ({ ...BASE, settings: [`n_embd=${size}`] }), powers: { load: 0, step: 2, evaluate: 2, save: 2, memory: 2 } },
  { name: 'block_size', from: 64, of: (size) => ({ ...BASE, settings: [`block_size=${size}`] }), powers: { load: 0, step: 2, evaluate: 2, save: 1, memory: 2 } },
]

/** @param {typeof BASE} what @returns {Point} */
const measure = ({ text, vocabulary, settings }) =>
  JSON.parse(execFileSync(join(root, 'build/release/sizes_bench'), [String(text), String(vocabulary), ...settings], { encoding: 'utf8' }))

/** @param {Point} point */
const memoryOf = (point) => Math.max(...PHASES.map((phase) => point[phase].megabytes))

/** Of the last doubling. @param {Point[]} points @param {(point: Point) => number} column */
const exponentOf = (points, column) => Math.log2(column(points[3]) / column(points[2]))

/** @param {string[]} cells */
const line = (cells) => console.log(`| ${cells.join(' | ')} |`)

/** What is too short to be measured grows by chance. @param {Point[]} points @param {(point: Point) => number} column @param {number} power @param {number} least */
function judged(points, column, power, least) {
  const exponent = exponentOf(points, column)
  const surprises = exponent > power + TOLERANCE && column(points[3]) > least
  if (surprises) process.exitCode = 1
  return `**${exponent.toFixed(2)}**${surprises ? ` more than ${power}!` : ''}`
}

line(['what is doubled', 'size', 'weights', ...PHASES.map((phase) => `${phase}, ms`), 'memory, MB', 'announced, MB'])
line(Array(9).fill('---'))
for (const { name, from, of, powers } of AXES) {
  const points = DOUBLINGS.map((times) => {
    const point = measure(of(from * times))
    const milliseconds = PHASES.map((phase) => String(Number((1000 * point[phase].seconds).toPrecision(3))))
    line([name, String(from * times), String(point.parameters), ...milliseconds, memoryOf(point).toFixed(0), point.announced.toFixed(0)])
    return point
  })
  const exponents = PHASES.map((phase) => judged(points, (point) => point[phase].seconds, powers[phase], 0.02))
  line([`${name}: exponent`, '', '', ...exponents, judged(points, memoryOf, powers.memory, 20), ''])
}
