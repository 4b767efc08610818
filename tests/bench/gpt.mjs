// Runs the transformers' benchmark: gpt.mjs CORPUS ROUNDS [RUNG...]. Checks every answer before any number; see scripts/bench.
import { execFileSync } from 'node:child_process'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Browser } from './browser.mjs'
import { RungChecker } from './checker.mjs'
import { missingHere, pythonWithTorch } from './contenders.mjs'
import { judgeRungs, profileTable, rungTable, stepTimes, wholeRun } from './gpt_report.mjs'
import { RUNGS, assembleRung } from './gpt_rungs.mjs'
import { measure } from './measure.mjs'
import { circumstances, median, record } from './report.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** @param {import('./gpt_rungs.mjs').Rung} rung @returns {Promise<import('./gpt_report.mjs').Result>} */
async function measureRung(rung, corpus, rounds, browser) {
  const { contenders, about } = await assembleRung(rung, root, corpus, browser)
  process.stderr.write(`${rung.name}: `)
  const checker = new RungChecker()
  const samples = await measure(contenders, rounds, (contender, sample) => checker.check(contender, sample))
  return { rung, about, contenders, samples }
}

/** Seconds of the lecture's whole run. @param {import('./gpt_report.mjs').Result} result */
function wholeRuns(result) {
  const seconds = wholeRun(result)
  const all = result.contenders.map(({ name, title }) => `${title} ${median(seconds.get(name)).toFixed(0)} s`)
  return `with the lecture's evaluations, from what was measured: ${all.join('; ')}`
}

/** @param {import('./gpt_report.mjs').Result} result */
function profiles(result) {
  const times = stepTimes(result)
  const operationsOf = (command, ...parameters) =>
    execFileSync(command, parameters, { cwd: root, encoding: 'utf8' }).trim().split('\n').map((line) => JSON.parse(line))
  const builds = [
    { name: 'native', operations: operationsOf('build/release/gpt_ops') },
    { name: 'node', operations: operationsOf(process.execPath, 'build/wasm/gpt_ops.js') },
  ]
  for (const { name, operations } of builds) console.log(`${profileTable(`nanogpt-cpu, ${name}`, operations, median(times.get(name)))}\n`)
  return builds.map(({ name, operations }) => ({ rung: 'nanogpt-cpu', profile: name, unit: 'ms/step', operations }))
}

/** @param {import('./gpt_report.mjs').Result} result */
const entriesOf = ({ rung, about, contenders, samples }) => contenders.map(({ name }) => ({
  rung: rung.name, configuration: about.config, parameters: about.parameters, contender: name, steps: rung.steps, evaluations: rung.evaluations,
  unit: 's/sample', samples: samples.get(name).map(({ seconds }) => seconds), evaluationSamples: samples.get(name).map(({ evaluation }) => evaluation?.seconds),
}))

async function main(corpus, rounds, names) {
  const browser = await Browser.launch(root)
  try {
    for (const sentence of missingHere(pythonWithTorch(), browser)) console.log(sentence)
    const about = circumstances(root, await browser?.version())
    console.log(`transformers, tiny Shakespeare; ${about.cpu}, ${rounds} rounds, medians\n`)
    const results = [], entries = []
    for (const rung of RUNGS.filter(({ name }) => names.length === 0 || names.includes(name))) {
      const result = await measureRung(rung, corpus, rounds, browser)
      console.log(`${rungTable(result)}\n`)
      if (rung.evaluations) console.log(`${wholeRuns(result)}\n`)
      if (rung.name === 'nanogpt-cpu') entries.push(...profiles(result))
      results.push(result)
    }
    const verdicts = judgeRungs(results)
    for (const { line } of verdicts) console.log(line)
    entries.push(...results.flatMap(entriesOf))
    console.log(`samples: ${relative(root, record(root, 'gpt', about, entries))}`)
    process.exitCode = verdicts.every(({ kept }) => kept) ? 0 : 1
  } finally {
    await browser?.close()
  }
}

const [corpus, rounds, ...names] = process.argv.slice(2)
await main(corpus, Number(rounds), names).catch((error) => {
  console.error(`bench: ${error.message}`)
  process.exitCode = 1
})
