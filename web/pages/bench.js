// The script of bench.html, which measures how fast the core trains on a visitor's machine. It uses what iambic.js offers, and loads the complete core as a
// model asks for it.
//
// The address may say less: bench.html#models=bigram,gpt&rounds=1&milliseconds=20
import expected from 'iambic:expected'
import version from 'iambic:version'
import { Benchmark, USUAL } from '../experiment/benchmark.js'
import { deBench } from '../locales/de-bench.js'
import { enBench } from '../locales/en-bench.js'
import { formatOf } from '../locales/format.js'
import { PRESETS } from '../protocol/settings-schema.js'
import { BenchmarkView } from '../views/benchmark/index.js'

/** @typedef {{ createTrainer: typeof import('../trainer/trainer.js').createTrainer, load: typeof import('../trainer/chunks.js').load }} Iambic */

/** @param {HTMLElement} root */
function begin(root) {
  const wishes = new URLSearchParams(location.hash.slice(1))
  const number = (/** @type {'rounds' | 'milliseconds'} */ name, /** @type {number} */ least) => Math.max(least, Number(wishes.get(name)) || USUAL[name])
  const models = wishes.get('models')?.split(',')
  const strings = /^de\b/.test(wishes.get('lang') ?? navigator.language) ? deBench : enBench
  document.documentElement.lang = strings.language
  document.title = strings.title
  const view = new BenchmarkView(root, { strings, format: formatOf(strings.language), version })
  const { createTrainer, load } = /** @type {{ Iambic: Iambic }} */ (/** @type {unknown} */ (globalThis)).Iambic
  const benchmark = new Benchmark({
    createTrainer, expected,
    text: () => load('tinyshakespeare', 'tinyshakespeare.js'),
    presets: PRESETS.filter((name) => !models || models.includes(name)),
    length: { rounds: number('rounds', 1), milliseconds: number('milliseconds', 20) }, // there are clocks that tick once a millisecond
    changed: () => view.update(benchmark),
  })
  view.connect(benchmark)
}

const root = globalThis.document?.getElementById('benchmark')
if (root) begin(root)
