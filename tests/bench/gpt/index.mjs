// The transformers' benchmark: every answer is checked before any number.
import { execFileSync } from 'node:child_process'
import { relative } from 'node:path'
import { RungChecker } from '../lib/checker.mjs'
import { judgeRungs, profileTable, rungTable, stepTimes, wholeRun } from './report.mjs'
import { assembleRung, settingWords } from './rungs.mjs'
import { measure } from '../lib/measure.mjs'
import { circumstances, median, numbersFor, record, remarks } from '../lib/report.mjs'

/** @typedef {import('../bigram/index.mjs').Here} Here */
/** @typedef {import('./report.mjs').Result} Result */

/** @param {import('./rungs.mjs').Rung} rung @param {Here} here @returns {Promise<Result>} */
async function measureRung(rung, { root, corpus, rounds, pytorch, browser }) {
  const { contenders, about } = await assembleRung(rung, root, corpus, { pytorch, browser })
  process.stderr.write(`${rung.name}: `)
  const checker = new RungChecker()
  return { rung, about, ...await measure(contenders, rounds, (contender, sample) => checker.check(contender, sample)) }
}

/** Seconds of the lecture's whole run. @param {Result} result */
function wholeRuns(result) {
  const seconds = wholeRun(result)
  const all = result.contenders.map(({ name, title }) => `${title} ${median(numbersFor(seconds, name)).toFixed(0)} s`)
  return `with the lecture's evaluations, from what was measured: ${all.join('; ')}`
}

/** Where a step's time goes, of those builds that were measured. @param {Result} result @param {string} root */
function profiles(result, root) {
  const { name: rung, settings = {}, vocabulary = 65 } = result.rung
  const shape = [String(vocabulary), ...settingWords(settings)]
  const times = stepTimes(result)
  /** @param {string} command @param {string[]} parameters @returns {import('./report.mjs').Operation[]} */
  const operationsOf = (command, ...parameters) =>
    execFileSync(command, parameters, { cwd: root, encoding: 'utf8' }).trim().split('\n').map((line) => JSON.parse(line))
  const builds = Object.entries({ native: ['build/release/gpt_ops'], node: [process.execPath, 'build/wasm/gpt_ops.js'] }).filter(([name]) => times.has(name))
  return builds.map(([name, [command, ...parameters]]) => {
    const operations = operationsOf(command, ...parameters, ...shape)
    console.log(`${profileTable(`${rung}, ${name}`, operations, median(numbersFor(times, name)))}\n`)
    return { rung, profile: name, unit: 'ms/step', operations }
  })
}

/** @param {Result} result */
const entriesOf = ({ rung, about, contenders, samples }) => contenders.map(({ name }) => ({
  rung: rung.name, configuration: about.config, parameters: about.parameters, contender: name, steps: rung.steps, evaluations: rung.evaluations,
  unit: 's/sample', samples: samples.get(name)?.map(({ seconds }) => seconds), evaluationSamples: samples.get(name)?.map(({ evaluation }) => evaluation?.seconds),
}))

/** @param {Here} here @param {import('./rungs.mjs').Rung[]} rungs @returns {Promise<boolean>} whether every answer is right and every promise kept */
export async function measureTransformers(here, rungs) {
  const { root, rounds, pytorch, browser } = here
  const about = circumstances(root, { pytorch, browser: await browser?.version() })
  console.log(`transformers, tiny Shakespeare; ${about.cpu}, ${rounds} rounds, medians\n`)
  const results = [], entries = []
  for (const rung of rungs) {
    const result = await measureRung(rung, here)
    console.log(rungTable(result))
    for (const line of remarks(result, pytorch)) console.log(line)
    console.log(rung.evaluations ? `${wholeRuns(result)}\n` : '')
    if (rung.preset === 'nanogpt-cpu') entries.push(...profiles(result, root))
    results.push(result)
  }
  const verdicts = judgeRungs(results, pytorch)
  for (const { line } of verdicts) console.log(line)
  entries.push(...results.flatMap(entriesOf))
  console.log(`samples: ${relative(root, record(root, 'gpt', about, entries))}`)
  return results.every(({ failures }) => failures.length === 0) && verdicts.every(({ kept }) => kept)
}
