// Runs the benchmark: bench.mjs CORPUS ROUNDS. Checks every answer before any number; see scripts/bench.
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Browser } from './browser.mjs'
import { Checker } from './checker.mjs'
import { assemble } from './contenders.mjs'
import { circumstances, judge, record, table } from './report.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const { losses: curve } = JSON.parse(readFileSync(join(root, 'tests/fixtures/shakespeare.json'), 'utf8')).curve

/** Warm-up and check, then `rounds` rounds in which everybody has a turn. @returns {Promise<import('./report.mjs').Samples>} */
async function measure(contenders, rounds) {
  const running = []
  const checker = new Checker(curve)
  const samples = new Map(contenders.map(({ name }) => [name, []]))
  try {
    for (const contender of contenders) running.push({ ...contender, ...await contender.start() })
    for (let round = -1; round < rounds; round++) {
      for (const contender of running) {
        const sample = await contender.train(contender.steps)
        checker.check(contender, sample)
        if (round >= 0) samples.get(contender.name).push(1e6 * sample.seconds / contender.steps)
      }
      process.stderr.write(round < 0 ? 'all answers agree; measuring ' : '.')
    }
    process.stderr.write('\n')
  } finally {
    for (const { stop } of running) await stop()
  }
  return samples
}

async function main(corpus, rounds) {
  const browser = await Browser.launch(root, corpus)
  try {
    const { contenders, missing } = assemble(root, corpus, browser)
    for (const sentence of missing) console.log(sentence)
    const samples = await measure(contenders, rounds)
    const about = circumstances(root, await browser?.version())
    console.log(`bigram of the notes, 65 characters, 32 x 8, AdamW; ${about.cpu}, ${rounds} rounds, medians\n\n${table(contenders, samples)}\n`)
    const verdicts = judge(samples)
    for (const { line } of verdicts) console.log(line)
    console.log(`samples: ${relative(root, record(root, about, contenders, samples))}`)
    process.exitCode = verdicts.every(({ kept }) => kept) ? 0 : 1
  } finally {
    await browser?.close()
  }
}

await main(process.argv[2], Number(process.argv[3])).catch((error) => {
  console.error(`bench: ${error.message}`)
  process.exitCode = 1
})
