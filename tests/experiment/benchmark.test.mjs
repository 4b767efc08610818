// The page that measures a machine, without a page: what it counts, what it takes for right, and that it can be held.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { Benchmark, figuresOf, median } from '../../web/experiment/benchmark.js'
import { operationsOfStep, tensorsOf } from '../../web/experiment/operations.js'
import { sha256 } from '../../web/experiment/sha256.js'
import { deBench } from '../../web/locales/de-bench.js'
import { enBench } from '../../web/locales/en-bench.js'
import { reportOf } from '../../web/views/benchmark/report.js'

const LIMIT = { timeout: 10_000 }
const hashOf = (/** @type {Uint8Array} */ bytes) => createHash('sha256').update(bytes).digest('hex')

test('its SHA-256 is that of Node for every length around a block, and for a view into a larger memory', LIMIT, () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => 7 * i * i)
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 128, 999]) assert.equal(sha256(bytes.subarray(1, 1 + length)), hashOf(bytes.subarray(1, 1 + length)), `${length} bytes`)
})

test('operations are counted by hand: products three times, pairs of characters where they may look, nothing for tables, biases and moments', LIMIT, () => {
  const config = { batchSize: 2, blockSize: 3 }
  const tensors = { 'lm_head.weight': { shape: [5, 4] }, 'lm_head.bias': { shape: [5] }, 'token_embedding_table.weight': { shape: [5, 4] }, 'adamw.exp_avg.lm_head.weight': { shape: [5, 4] } }
  assert.equal(operationsOfStep(tensors, config), 3 * 2 * (6 * 20))
  const query = { shape: [2, 4] }
  assert.equal(operationsOfStep({ 'blocks.0.sa.heads.0.query.weight': query }, config), 6 * (6 * 8 + 2 * 2 * 2 * 6))
  for (const name of ['encoder.blocks.0.sa.heads.0.query.weight', 'decoder.blocks.0.ca.heads.1.query.weight'])
    assert.equal(operationsOfStep({ [name]: query }, config), 6 * (6 * 8 + 2 * 2 * 2 * 9), name)
})

test('the median of an even number of rounds lies between the two in the middle', LIMIT, () => {
  assert.deepEqual([median([3]), median([9, 1, 2]), median([4, 1, 2, 9])], [3, 2, 3])
  const { milliseconds, perSecond, gflops, wholeRun } = figuresOf({ preset: 'gpt', stage: 'done', rounds: [2, 4, 2], operations: 6e6, steps: 500 })
  assert.deepEqual([milliseconds, perSecond, gflops, wholeRun], [2, 500, 3, 1])
})

/** A checkpoint of one matrix. */
function fileOf() {
  const header = Buffer.from(JSON.stringify({ __metadata__: {}, 'lm_head.weight': { shape: [4, 4] } }))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))
  return new Uint8Array(Buffer.concat([length, header]))
}

/** A benchmark of trainers that train nothing. @param {{ wrong?: string, dies?: string, changed?: (benchmark: Benchmark) => void }} [how] */
function pretended({ wrong, dies, changed = () => {} } = {}) {
  const file = fileOf(), presets = ['bigram', 'gpt', 'reverse']
  const begun = /** @type {any[]} */ ([])
  let alive = 0
  const createTrainer = async (/** @type {any} */ options) => {
    begun.push(options)
    alive++
    const train = async () => {
      if (options.preset === dies && options.seed === undefined) throw new Error('the worker is gone')
      await new Promise((resolve) => { setTimeout(resolve, 1) })
      return {}
    }
    const info = { parameters: 16, config: { batchSize: 1, blockSize: 1 } }
    const terminate = () => { alive-- }
    return { train, save: async () => file, terminate, info, presets: presets.map((name) => ({ name, steps: 100 })) }
  }
  const runs = presets.map((preset) => ({ options: { preset, seed: 99 }, steps: 3, checkpoint_sha256: preset === wrong ? '00' : hashOf(file) }))
  let changes = 0
  /** @type {Benchmark} */
  const benchmark = new Benchmark({
    createTrainer: /** @type {any} */ (createTrainer), text: async () => 'abcdef', expected: { bytes: 4, runs }, presets, length: { milliseconds: 4, rounds: 3 },
    changed: () => {
      changes++
      changed(benchmark)
    },
  })
  return { benchmark, begun, alive: () => alive, changes: () => changes }
}

test('each model first makes its short run on the beginning of the text, and then is measured on all of it; no trainer is left', LIMIT, async () => {
  const { benchmark, begun, alive } = pretended()
  await benchmark.start()
  assert.equal(benchmark.state, 'done')
  const both = ['bigram', 'gpt', 'reverse'].flatMap((preset) => [['abcd', preset, 99], ['abcdef', preset, undefined]])
  assert.deepEqual(begun.map(({ text, preset, seed }) => [text, preset, seed]), both)
  for (const { right, rounds, parameters, operations } of benchmark.rows) assert.deepEqual([right, rounds.length, parameters, operations], [true, 3, 16, 96])
  assert.equal(alive(), 0)
  await benchmark.start()
  assert.equal(benchmark.rows[2].rounds.length, 3, 'it can be done again, from the start')
})

test('a model whose bytes are others, or that breaks off, has no time, and the others have theirs', LIMIT, async () => {
  const { benchmark, alive } = pretended({ wrong: 'bigram', dies: 'gpt' })
  await benchmark.start()
  const [bigram, gpt, reverse] = benchmark.rows
  assert.deepEqual([bigram.right, bigram.rounds.length, bigram.stage], [false, 0, 'done'])
  assert.match(String(gpt.error), /the worker is gone/)
  assert.equal(reverse.rounds.length, 3)
  assert.equal(alive(), 0)
  const about = { version: '1.2', browser: 'A browser', processors: 8, date: new Date(0) }
  for (const [strings, answers] of /** @type {const} */ ([[enBench, ['wrong', 'broken off', 'right']], [deBench, ['falsch', 'abgebrochen', 'richtig']]])) {
    const [title, machine, , head, ...lines] = reportOf(benchmark.rows, strings, about).trimEnd().split('\n')
    assert.match(title, /^Iambic 1\.2, .*, 8 .*, 1970-01-01$/)
    assert.equal(machine, 'A browser')
    assert.ok(head.startsWith(strings.model))
    assert.deepEqual(lines.map((line) => line.split(/ {2,}/).at(-1)), answers)
  }
})

test('held, it measures no further, and goes on where it was', LIMIT, async () => {
  let holds = 1
  const { benchmark, changes } = pretended({ changed: (one) => { if (one.rows[0].rounds.length === 1 && holds-- > 0) one.pause() } })
  const done = benchmark.start()
  while (benchmark.state !== 'paused') await new Promise((resolve) => { setTimeout(resolve, 1) })
  await new Promise((resolve) => { setTimeout(resolve, 30) }) // more than all the others would take
  const [held, row] = [changes(), benchmark.rows[0]]
  assert.deepEqual([row.stage, row.rounds.length], ['timing', 1])
  await new Promise((resolve) => { setTimeout(resolve, 30) })
  assert.equal(changes(), held)
  benchmark.resume()
  await done
  assert.deepEqual(benchmark.rows.map(({ rounds }) => rounds.length), [3, 3, 3])
})

test('what a checkpoint says of its tensors is read from its beginning', LIMIT, () => {
  assert.deepEqual(tensorsOf(fileOf()), { 'lm_head.weight': { shape: [4, 4] } })
})
