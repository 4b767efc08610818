// Runs the bigram's benchmark: bigram.mjs CORPUS ROUNDS. Checks every answer before any number; see scripts/bench.
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Browser } from './browser.mjs'
import { Checker } from './checker.mjs'
import { assemble } from './contenders.mjs'
import { measure, numbersOf } from './measure.mjs'
import { circumstances, judge, record, table } from './report.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const { losses: curve } = JSON.parse(readFileSync(join(root, 'tests/fixtures/shakespeare.json'), 'utf8')).curve

const configuration = { model: 'bigram', vocabularySize: 65, batchSize: 32, blockSize: 8, learningRate: 1e-3, holdback: 1, seed: 1337 }

async function main(corpus, rounds) {
  const browser = await Browser.launch(root)
  try {
    const { contenders, missing } = assemble(root, corpus, browser)
    for (const sentence of missing) console.log(sentence)
    const checker = new Checker(curve)
    const steps = new Map(contenders.map((contender) => [contender.name, contender.steps]))
    const taken = await measure(contenders, rounds, (contender, sample) => checker.check(contender, sample))
    const samples = numbersOf(taken, ({ seconds }, name) => 1e6 * seconds / steps.get(name))
    const about = circumstances(root, await browser?.version())
    console.log(`bigram of the notes, 65 characters, 32 x 8, AdamW; ${about.cpu}, ${rounds} rounds, medians\n\n${table(contenders, samples)}\n`)
    const verdicts = judge(samples)
    for (const { line } of verdicts) console.log(line)
    const entries = contenders.map(({ name, steps }) => ({ configuration, contender: name, steps, unit: 'us/step', samples: samples.get(name) }))
    console.log(`samples: ${relative(root, record(root, 'bigram', about, entries))}`)
    process.exitCode = verdicts.every(({ kept }) => kept) ? 0 : 1
  } finally {
    await browser?.close()
  }
}

await main(process.argv[2], Number(process.argv[3])).catch((error) => {
  console.error(`bench: ${error.message}`)
  process.exitCode = 1
})
