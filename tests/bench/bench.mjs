// Runs the benchmarks: bench.mjs CORPUS ROUNDS WHICH...; WHICH is bigram, gpt or the name of a rung. See scripts/bench.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureBigram } from './bigram/index.mjs'
import { Browser } from './lib/browser.mjs'
import { RungChecker } from './lib/checker.mjs'
import { measureTransformers } from './gpt/index.mjs'
import { RUNGS, trial } from './gpt/rungs.mjs'
import { choices, fastest, findPyTorch, nameOf } from './lib/pytorch.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** PyTorch with the kernels that are fastest here; what is tried is right when it loses what Iambic does. @param {string} corpus */
async function bestPyTorch(corpus) {
  const found = findPyTorch(root)
  if (!found) return undefined
  const { start, reference } = await trial(root, corpus)
  const checker = new RungChecker()
  const ours = await reference()
  checker.check({ title: 'Iambic, native', steps: 4 }, await ours.train(4, 0))
  await ours.stop()
  const { chosen, said } = await fastest(choices(root, found), start, (losses, title) => checker.check({ title, steps: 4 }, { seconds: 0, losses }))
  for (const sentence of said) console.log(sentence)
  return chosen
}

/** @param {string} corpus @param {number} rounds @param {string[]} which @returns {Promise<boolean>} whether all is well */
async function main(corpus, rounds, which) {
  const pytorch = await bestPyTorch(corpus)
  if (pytorch) console.log(`compared with ${nameOf(pytorch)}, the fastest of what this machine's PyTorch can take`)
  const browser = await Browser.launch(root)
  try {
    const here = { root, corpus, rounds, pytorch, browser }
    const rungs = RUNGS.filter(({ name }) => which.includes('gpt') || which.includes(name))
    const bigram = !which.includes('bigram') || await measureBigram(here)
    return (rungs.length === 0 || await measureTransformers(here, rungs)) && bigram
  } finally {
    await browser?.close()
  }
}

const [corpus, rounds, ...which] = process.argv.slice(2)
process.exitCode = await main(corpus, Number(rounds), which).then((well) => (well ? 0 : 1), (error) => {
  console.error(`bench: ${error.message}`)
  return 1
})
