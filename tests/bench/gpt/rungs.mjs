// Which transformers are measured, and who trains them.
//
// Contender protocol of their programs: a line on stdin is a number of steps and one of batches; it trains so many steps from
// scratch, then evaluates so many batches of each split, and answers with one line of JSON, a Sample (see javascript.mjs).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { child, program } from '../lib/contenders.mjs'
import { hasAvx512 } from '../lib/pytorch.mjs'

/** @typedef {import('../lib/contenders.mjs').Contender} Contender */
/**
 * @typedef {object} Rung
 * @property {string} name
 * @property {string} preset
 * @property {Record<string, number>} [settings]  what differs from the preset
 * @property {number} [vocabulary]   more characters than the corpus has
 * @property {number} steps          of a sample: about a second of PyTorch, or less
 * @property {number} [evaluations]  batches of each split
 * @property {boolean} [narrow]      where there is AVX-512, it is also trained with AVX2
 */
/** What Iambic says of a rung. @typedef {{ config: Pick<import('../../../web/protocol/public.js').Config, 'model' | 'batchSize' | 'blockSize' | 'nEmbd' | 'nHead' | 'nLayer'>, parameters: number, vocabularySize: number }} About */

/** @type {Rung[]} */
export const RUNGS = [
  { name: 'self-attention', preset: 'self-attention', steps: 400 },
  { name: 'multi-head', preset: 'multi-head', steps: 300 },
  { name: 'feed-forward', preset: 'feed-forward', steps: 300 },
  { name: 'blocks', preset: 'blocks', steps: 150 },
  { name: 'gpt', preset: 'gpt', steps: 60, evaluations: 60 },
  { name: 'nanogpt-cpu', preset: 'nanogpt-cpu', steps: 20, narrow: true },
  // What a public trainer of GPTs in the page, hand-written C++ on a pool of threads, begins with.
  { name: 'public trainer', preset: 'nanogpt-cpu', settings: { nLayer: 3, nHead: 3, nEmbd: 96, batchSize: 16 }, vocabulary: 256, steps: 20 },
]

/** The corpus with more characters, which stand at its end, in the validation part. @param {number} vocabulary @param {string} root @param {string} corpus @returns {string} its path in the repository */
function corpusWith(vocabulary, root, corpus) {
  const text = readFileSync(join(root, corpus), 'utf8')
  const known = new Set(text).size
  const path = `build/bench/vocabulary-${vocabulary}.txt`
  mkdirSync(join(root, 'build/bench'), { recursive: true })
  writeFileSync(join(root, path), text + Array.from({ length: vocabulary - known }, (_, i) => String.fromCodePoint(0x4e00 + i)).join(''))
  return path
}

/** @param {Rung} rung @param {string} root @param {string} corpus @returns {Promise<About>} */
async function ask({ preset, settings }, root, corpus) {
  const { createTrainer } = await import(pathToFileURL(join(root, 'dist/iambic.mjs')).href)
  const trainer = await createTrainer({ text: readFileSync(join(root, corpus)), preset, ...settings })
  trainer.terminate()
  return trainer.info
}

/** nLayer -> n_layer @param {Record<string, string | number>} settings */
const inSnakeCase = (settings) => Object.fromEntries(Object.entries(settings).map(([name, value]) => [name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), value]))

/** For a program: n_layer=4 @param {Record<string, number>} settings */
export const settingWords = (settings) => Object.entries(inSnakeCase(settings)).map((pair) => pair.join('='))

/** PyTorch's program for a rung. @param {import('../lib/pytorch.mjs').PyTorch} pytorch @param {string} root @param {{ text: string, threads: number, about: About }} what */
const pytorchProgram = ({ python, env }, root, { text, threads, about }) =>
  program(python, [join(root, 'tests/bench/gpt/pytorch.py'), text, String(threads), JSON.stringify(inSnakeCase(about.config))], env)

/** Without wider vectors, in all that PyTorch is made of. @param {import('../lib/pytorch.mjs').PyTorch} pytorch */
const withAvx2 = (pytorch) => ({ ...pytorch, env: { ...pytorch.env, OPENBLAS_CORETYPE: 'Haswell', MKL_ENABLE_INSTRUCTIONS: 'AVX2', ATEN_CPU_CAPABILITY: 'avx2' } })

/**
 * What chooses PyTorch's kernels: the last rung of the ladder, in which the products are largest.
 * @param {string} root @param {string} corpus
 */
export async function trial(root, corpus) {
  const about = await ask(RUNGS[5], root, corpus)
  return {
    start: (/** @type {import('../lib/pytorch.mjs').PyTorch} */ one) => pytorchProgram(one, root, { text: corpus, threads: 1, about }),
    reference: () => program(join(root, 'build/release/gpt_bench'), [corpus, '1', RUNGS[5].preset]),
  }
}

/**
 * Everyone who trains this rung.
 * @param {Rung} rung @param {string} root @param {string} corpus its path in the repository
 * @param {{ pytorch?: import('../lib/pytorch.mjs').PyTorch, browser?: import('../lib/browser.mjs').Browser }} here
 * @returns {Promise<{ contenders: Contender[], about: About }>}
 */
export async function assembleRung(rung, root, corpus, { pytorch, browser }) {
  const { preset, settings = {}, vocabulary, steps, evaluations = 0, narrow = false } = rung
  const text = vocabulary ? corpusWith(vocabulary, root, corpus) : corpus
  const about = await ask(rung, root, text)
  const words = settingWords(settings)
  const native = (/** @type {number} */ shares, env = process.env) => program(join(root, 'build/release/gpt_bench'), [text, String(shares), preset, ...words], env)
  const options = { preset, ...settings }
  const contenders = [
    { name: 'native', title: 'Iambic, native', start: () => native(1) },
    { name: 'native-2', title: 'Iambic, native, 2 shares', shares: 2, start: () => native(2) },
    { name: 'node', title: 'Iambic, Node', start: () => child(root, { name: 'transformer', corpus: text, options }) },
  ]
  if (pytorch) contenders.unshift(
    { name: 'pytorch', title: 'PyTorch, 1 thread', start: () => pytorchProgram(pytorch, root, { text, threads: 1, about }) },
    { name: 'pytorch-2', title: 'PyTorch, 2 threads', start: () => pytorchProgram(pytorch, root, { text, threads: 2, about }) },
  )
  if (narrow && hasAvx512()) {
    contenders.push({ name: 'native-avx2', title: 'Iambic, native, AVX2', start: () => native(1, { ...process.env, IAMBIC_SIMD: 'avx2' }) })
    if (pytorch) contenders.push({ name: 'pytorch-avx2', title: 'PyTorch, 1 thread, AVX2', start: () => pytorchProgram(withAvx2(pytorch), root, { text, threads: 1, about }) })
  }
  if (browser) contenders.push(
    { name: 'chromium', title: 'Iambic, Chromium worker', start: () => browser.open('transformer', { parts: { corpus: text, options } }) },
    { name: 'chromium-2', title: 'Iambic, Chromium, 2 workers', shares: 2, start: () => browser.open('transformer', { parts: { corpus: text, options: { ...options, workers: 2 } } }) },
  )
  return { contenders: contenders.map((contender) => ({ ...contender, steps, evaluations })), about }
}
