// The rungs above the bigram through the API: presets, attention, gradient checks, writing that streams.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, iambic, sha256, SMALL, TINY, trainerFor } from './support.mjs'

const text = corpus().subarray(0, 50_000)
const RUNGS = ['bigram', 'self-attention', 'multi-head', 'feed-forward', 'blocks', 'layer-norm', 'gpt', 'nanogpt-cpu', 'reverse']

test('presets are the ladder, and createTrainer takes each by its name', async (t) => {
  const { presets } = await trainerFor(t, { text })
  assert.deepEqual(presets.map(({ name }) => name), RUNGS)
  for (const { name, story, steps, valLoss, prompt, config } of presets) {
    assert.match(story, /^[^\n]{10,200}$/)
    assert.ok(steps > 0 && valLoss > 0 && valLoss < 3)
    assert.equal(typeof prompt, 'string')
    const trainer = await iambic.createTrainer({ text, preset: name })
    trainer.terminate()
    assert.deepEqual(trainer.info.config, config, name)
  }
})

test('settings stand on top of a preset; info counts parameters, layers and heads', async (t) => {
  const { info } = await trainerFor(t, { text: corpus(), preset: 'gpt' })
  assert.equal(info.parameters, 209_729)
  assert.deepEqual([info.layers, info.heads], [4, 4])
  const { info: small } = await trainerFor(t, { text, ...TINY })
  assert.deepEqual([small.layers, small.heads, small.config.nEmbd, small.config.model], [2, 2, 16, 'gpt'])
  assert.equal((await trainerFor(t, { text, preset: 'self-attention' })).info.heads, 1)
})

test('reset takes a preset whole, and other settings on top of what there is', async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY })
  await trainer.reset({ dropout: 0.1 })
  assert.deepEqual([trainer.info.config.nEmbd, trainer.info.config.dropout], [16, 0.1])
  await trainer.reset({ preset: 'blocks', seed: 3 })
  const { config } = trainer.info
  assert.deepEqual(config, { ...trainer.presets[4].config, seed: 3 })
  await trainer.check({ preset: 'gpt', nHead: 8 })
  assert.deepEqual(trainer.info.config, config)
})

/** What is refused, and what the sentence must name. @type {[object, RegExp][]} */
const REFUSED = [
  [{ preset: 'gpt5' }, /preset.*bigram.*gpt.*not gpt5/],
  [{ model: 'gpt', nHead: 3 }, /64.*3/],
  [{ model: 'gpt', dropout: 1.5 }, /dropout must be .*not 1.5/],
  [{ model: 'gpt', activation: 'tanh' }, /activation must be .*relu.*gelu.*not tanh/],
  [{ model: 'gpt', nEmbd: 4096, nLayer: 48 }, /memory/],
]

for (const [options, sentence] of REFUSED) {
  test(`createTrainer, check and reset refuse ${JSON.stringify(options)} with one sentence`, async (t) => {
    const said = (/** @type {Promise<unknown>} */ call) => call.then(() => 'nothing', ({ message }) => message)
    const creation = await said(iambic.createTrainer({ text, ...options }))
    assert.match(creation, sentence)
    assert.doesNotMatch(creation, /\n/)
    const trainer = await trainerFor(t, { text, complete: true })
    assert.equal(await said(trainer.check(options)), creation)
    assert.equal(await said(trainer.reset(options)), creation)
    assert.equal((await trainer.train(2)).step, 2)
  })
}

test('every row of attention adds up to 1 and sees nothing that comes later', async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY })
  const { text: seen, shape: [T], data } = await trainer.attention({ layer: 1, head: 1, text: 'What say you to this, my good lord?' })
  assert.equal(seen, 's, my good lord?')
  assert.equal(T, 16)
  for (let row = 0; row < T; row++) {
    const weights = data.subarray(row * T, (row + 1) * T)
    assert.ok(Math.abs(weights.reduce((a, b) => a + b) - 1) < 1e-5)
    assert.ok(weights.subarray(row + 1).every((weight) => weight === 0))
  }
  await assert.rejects(trainer.attention({ layer: 2, head: 0, text: 'a' }), /2 layers.*2 heads.*no layer 2/)
  await assert.rejects(trainer.attention({ layer: 0, head: 0, text: '' }), /at least one character/)
})

for (const options of [TINY, { preset: 'reverse', nEmbd: 16, batchSize: 6 }]) test(`the gradients of every tensor of ${options.preset} agree with finite differences, and are told as they come`, async (t) => {
  const trainer = await trainerFor(t, { text, ...options })
  await trainer.train(20)
  const before = sha256(await trainer.save())
  /** @type {import('../../web/protocol/public.js').TensorCheck[]} */
  const told = []
  const table = await trainer.checkGradients({ onProgress: (check) => told.push(check) })
  assert.equal(table.reduce((sum, { size }) => sum + size, 0), trainer.info.parameters)
  for (const { name, checked, largestGradient, largestError, agrees } of table) {
    assert.ok(checked > 0 && largestGradient >= 0 && largestError < 1e-4, name)
    assert.equal(agrees, 1, name)
  }
  assert.deepEqual(told, table)
  assert.equal(sha256(await trainer.save()), before)
})

test('generate streams its text, and tells how fast it writes', async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'gpt' })
  /** @type {string[]} */
  const pieces = []
  /** @type {number[]} */
  const rates = []
  const written = await trainer.generate({ tokens: 3000, prompt: 'My lord', seed: 2, onText: (piece, { tokensPerSecond }) => {
    pieces.push(piece)
    rates.push(tokensPerSecond)
  } })
  assert.equal(written.length, 3007)
  assert.equal(pieces.join(''), written)
  assert.ok(pieces.length > 2, `${pieces.length} pieces`)
  assert.ok(rates.every((rate) => rate > 0 && Number.isFinite(rate)))
  assert.equal(await trainer.generate({ tokens: 3000, prompt: 'My lord', seed: 2 }), written)
})

test('evaluate on batches is the mean over those, near the whole, and all of them are the whole', async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY })
  await trainer.train(50)
  const whole = await trainer.evaluate()
  assert.deepEqual(await trainer.evaluate({ batches: 1e6 }), whole)
  const part = await trainer.evaluate({ batches: 20 })
  assert.notEqual(part.train, whole.train)
  assert.ok(Math.abs(part.train - whole.train) < 0.2 && Math.abs(part.val - whole.val) < 0.2)
  await assert.rejects(trainer.evaluate({ batches: 0 }), /batches must be a whole number above 0, not 0/)
})

test('a split too short to evaluate has no loss, and the other one has', async (t) => {
  const trainer = await trainerFor(t, { text: SMALL.slice(0, 10), model: 'gpt', blockSize: 4, nEmbd: 8, nHead: 2 }) // 9 to train on
  const { train, val } = await trainer.evaluate()
  assert.ok(train > 0)
  assert.equal(val, NaN)
})
