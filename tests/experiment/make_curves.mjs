// Makes curves.json, the curves that noticed.test.mjs judges: real runs of every rung with three seeds, and runs that go wrong, evaluated as the page
// does. Takes about half an hour: IAMBIC_CORPUS=FILE node tests/experiment/make_curves.mjs [NAMES, separated by commas; without, all]
import { readFileSync, writeFileSync } from 'node:fs'
import { createTrainer } from '../../dist/iambic.mjs'
import { evaluationInterval, judgedBatches } from '../../web/experiment/expectations.js'

/** Characters of the beginning of tiny Shakespeare, settings beside those of the preset, and steps where they are not the preset's. @typedef {{ preset: string, head?: number, steps?: number, [setting: string]: any }} Wanted */

const HEALTHY = ['bigram', 'self-attention', 'multi-head', 'feed-forward', 'blocks', 'layer-norm', 'gpt', 'nanogpt-cpu', 'reverse']
const SEEDS = [1337, 1, 2]

/** @type {Record<string, Wanted>} */
const RUNS = {
  'too-high bigram 1': { preset: 'bigram', learningRate: 1 },
  'too-high bigram 50': { preset: 'bigram', learningRate: 50 },
  'too-high self-attention': { preset: 'self-attention', learningRate: 0.3 },
  'too-high multi-head': { preset: 'multi-head', learningRate: 0.1 },
  'too-high blocks': { preset: 'blocks', learningRate: 0.03 },
  'too-high layer-norm': { preset: 'layer-norm', learningRate: 0.1, steps: 2000 },
  'too-high gpt': { preset: 'gpt', learningRate: 0.03, steps: 1500 },
  'too-high nanogpt-cpu': { preset: 'nanogpt-cpu', learningRate: 0.1, minLearningRate: 0.01, steps: 400 },
  'overfits layer-norm': { preset: 'layer-norm', head: 3000 },
  'overfits gpt': { preset: 'gpt', head: 20_000, steps: 3000 },
  'overfits nanogpt-cpu': { preset: 'nanogpt-cpu', head: 10_000, steps: 1000 },
  'flat bigram': { preset: 'bigram', steps: 100_000 },
  'flat bigram quick': { preset: 'bigram', learningRate: 0.01, steps: 20_000 },
  'healthy self-attention long': { preset: 'self-attention', steps: 40_000 },
  ...Object.fromEntries(SEEDS.flatMap((seed) => HEALTHY.map((preset) => [`healthy ${preset} ${seed}`, { preset, seed }]))),
}

const FILE = new URL('curves.json', import.meta.url)
const corpus = readFileSync(process.env.IAMBIC_CORPUS ?? '', 'utf8')

/** The points of a run: the step of each evaluation, the mean of the batch losses since the one before, and the loss on text that was not read. @param {Wanted} wanted */
async function curveOf({ head = Infinity, steps: asked, ...settings }) {
  const trainer = await createTrainer({ text: corpus.slice(0, head), ...settings, complete: true })
  const steps = asked ?? trainer.presets.find(({ name }) => name === settings.preset)?.steps ?? 0
  /** @type {number[][]} */
  const points = []
  let [sum, count] = [0, 0]
  /** @type {{ step: number, losses: Float32Array }[]} */
  await trainer.train(steps, {
    evaluateEvery: evaluationInterval(trainer.info, steps), evaluateBatches: judgedBatches(trainer.info),
    onProgress({ step, losses, evaluations }) {
      let at = step - losses.length
      for (const { step: until, val } of [...evaluations, { step: Infinity, val: NaN }]) {
        for (; at < Math.min(step, until); at++) [sum, count] = [sum + losses[losses.length - (step - at)], count + 1]
        if (until === Infinity) break
        points.push([until, count > 0 ? sum / count : NaN, val])
        sum = count = 0
      }
    },
  })
  trainer.terminate()
  return { vocabulary: trainer.info.vocabularySize, steps, points: points.map((point) => point.map((value) => Number(value.toFixed(3)))) }
}

const names = process.argv[2]?.split(',') ?? Object.keys(RUNS)
for (const name of names) {
  const curve = await curveOf(RUNS[name])
  const all = JSON.parse(readFileSync(FILE, 'utf8'))
  writeFileSync(FILE, `{\n${Object.entries({ ...all, [name]: curve }).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n')}\n}\n`)
  console.log(name, curve.points.slice(-1)[0])
}
