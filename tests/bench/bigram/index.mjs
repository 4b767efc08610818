// The bigram's benchmark: every answer is checked before any number.
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Checker } from '../lib/checker.mjs'
import { assemble } from '../lib/contenders.mjs'
import { measure, numbersOf } from '../lib/measure.mjs'
import { circumstances, judge, record, remarks, table } from '../lib/report.mjs'

/** @typedef {{ root: string, corpus: string, rounds: number, pytorch?: import('../lib/pytorch.mjs').PyTorch, browser?: import('../lib/browser.mjs').Browser }} Here */

const configuration = { model: 'bigram', vocabularySize: 65, batchSize: 32, blockSize: 8, learningRate: 1e-3, holdback: 1, seed: 1337 }

/** @param {Here} here @returns {Promise<boolean>} whether every answer is right and every promise kept */
export async function measureBigram({ root, corpus, rounds, pytorch, browser }) {
  const { losses: curve } = JSON.parse(readFileSync(join(root, 'tests/fixtures/shakespeare.json'), 'utf8')).curve
  const checker = new Checker(curve)
  const taken = await measure(assemble(root, corpus, { pytorch, browser }), rounds, (contender, sample) => checker.check(contender, sample))
  const { contenders, failures } = taken
  const steps = new Map(contenders.map((contender) => [contender.name, contender.steps]))
  const samples = numbersOf(taken.samples, ({ seconds }, name) => 1e6 * seconds / (steps.get(name) ?? NaN))
  const about = circumstances(root, { pytorch, browser: await browser?.version() })
  console.log(`bigram of the notes, 65 characters, 32 x 8, AdamW; ${about.cpu}, ${rounds} rounds, medians\n\n${table(contenders, samples)}`)
  for (const line of remarks(taken, pytorch)) console.log(line)
  const verdicts = judge(samples, pytorch)
  for (const { line } of verdicts) console.log(line)
  const entries = contenders.map(({ name }) => ({ configuration, contender: name, steps: steps.get(name), unit: 'us/step', samples: samples.get(name) }))
  console.log(`samples: ${relative(root, record(root, 'bigram', about, entries))}\n`)
  return failures.length === 0 && verdicts.every(({ kept }) => kept)
}
