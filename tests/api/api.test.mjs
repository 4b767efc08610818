// What the module tells of a model agrees with arithmetic done here by hand.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SETTINGS } from '../../web/protocol/settings-schema.js'
import { SMALL, corpus, iambic, sha256, trainerFor } from './support.mjs'

/** @param {number} got @param {number} expected @param {number} [within] relative */
function near(got, expected, within = 1e-6) {
  assert.ok(Math.abs(got - expected) <= within * Math.abs(expected), `${got} is not within ${within} of ${expected}`)
}

test('info tells the text, the split and every setting', async (t) => {
  const { info } = await trainerFor(t, { seed: 7, batchSize: 2, blockSize: 4, learningRate: 0.01 })
  assert.deepEqual(info, {
    vocabulary: ['a', 'b', 'c'], vocabularySize: 3, characters: SMALL.length, trainTokens: 36, valTokens: 4, parameters: 9, layers: 0, heads: 0, step: 0,
    corpusSha256: sha256(Buffer.from(SMALL)),
    config: { ...Object.fromEntries(SETTINGS.map(({ name, initial }) => [name, initial])), seed: 7, batchSize: 2, blockSize: 4, learningRate: 0.01 },
  })
})

test('a text may be a string, a Uint8Array, an ArrayBuffer or a Blob', async (t) => {
  const bytes = new TextEncoder().encode(SMALL)
  for (const text of [SMALL, bytes, bytes.buffer, new Blob([bytes]), Buffer.from(SMALL)]) {
    const { info } = await trainerFor(t, { text })
    assert.equal(info.corpusSha256, sha256(bytes))
  }
  assert.equal(bytes.length, SMALL.length, 'and stays with its owner')
})

test('characters are Unicode code points, wherever the pieces of a text are cut', async (t) => {
  const text = 'é😀x'.repeat(1 << 20) // 7 MB in characters of 2, 4 and 1 bytes, so that a piece ends inside one
  const trainer = await trainerFor(t, { text })
  assert.deepEqual(trainer.info.vocabulary, ['x', 'é', '😀'])
  assert.equal(trainer.info.characters, 3 << 20)
  assert.deepEqual(trainer.encode('😀é'), [2, 1])
  assert.equal(trainer.decode([2, 1, 0]), '😀éx')
})

test('onLoad tells how much of the text has been read', async (t) => {
  /** @type {{ bytes: number, total: number }[]} */
  const steps = []
  await trainerFor(t, { text: 'ab'.repeat(3 << 20), onLoad: (progress) => steps.push(progress) })
  assert.deepEqual(steps, [{ bytes: 4 << 20, total: 6 << 20 }, { bytes: 6 << 20, total: 6 << 20 }])
})

test('counts are the counted pairs of the training split', async (t) => {
  const trainer = await trainerFor(t)
  const { shape, data } = await trainer.counts()
  const expected = new Uint32Array(9)
  const ids = trainer.encode(SMALL).slice(0, trainer.info.trainTokens)
  for (let i = 0; i + 1 < ids.length; i++) expected[3 * ids[i] + ids[i + 1]]++
  assert.deepEqual(shape, [3, 3])
  assert.deepEqual(data, expected)
})

test('with top, the tables keep the most frequent characters only', async (t) => {
  const trainer = await trainerFor(t, { text: SMALL.replaceAll('a', 'z') }) // z is the most frequent, then b, then c
  const whole = { counts: await trainer.counts(), probabilities: await trainer.probabilities() }
  for (const name of /** @type {const} */ (['counts', 'probabilities'])) {
    const { shape, ids, totals, data } = await trainer[name]({ top: 2 })
    assert.deepEqual(shape, [2, 2])
    assert.deepEqual([...ids].sort(), [0, 2])
    assert.deepEqual(totals, ids.map((id) => whole.counts.data.subarray(3 * id, 3 * id + 3).reduce((sum, count) => sum + count)))
    assert.deepEqual(Array.from(data), ids.flatMap((i) => ids.map((j) => whole[name].data[3 * i + j])))
  }
})

test('check says what reset would say, and changes nothing', async (t) => {
  const trainer = await trainerFor(t, { seed: 9 })
  await trainer.train(5)
  await trainer.check({ blockSize: 16 })
  const said = (/** @type {Promise<unknown>} */ call) => call.then(() => 'nothing', ({ message }) => message)
  for (const options of /** @type {object[]} */ ([{ blockSize: 500 }, { seed: 'x' }, { learningRate: -1 }, { unknown: 1 }])) {
    const sentence = await said(trainer.check(options))
    assert.notEqual(sentence, 'nothing')
    assert.equal(sentence, await said(trainer.reset(options)))
  }
  assert.equal(trainer.step, 5)
  assert.equal(trainer.info.config.seed, 9)
})

test('probabilities are the softmax of the weights', async (t) => {
  const trainer = await trainerFor(t)
  const { shape, data } = await trainer.probabilities()
  const logits = (await trainer.weights('token_embedding_table.weight')).data
  assert.deepEqual(shape, [3, 3])
  for (let i = 0; i < 9; i++) {
    const row = Math.floor(i / 3) * 3
    const total = Math.exp(logits[row]) + Math.exp(logits[row + 1]) + Math.exp(logits[row + 2])
    near(data[i], Math.exp(logits[i]) / total)
  }
})

test('evaluate is the mean cross-entropy over every pair of each split', async (t) => {
  const trainer = await trainerFor(t)
  const { data } = await trainer.probabilities()
  const ids = trainer.encode(SMALL)
  const mean = (/** @type {number} */ from, /** @type {number} */ to) => {
    let sum = 0
    for (let i = from; i + 1 < to; i++) sum -= Math.log(data[3 * ids[i] + ids[i + 1]])
    return sum / (to - from - 1)
  }
  const { train, val } = await trainer.evaluate()
  near(train, mean(0, 36))
  near(val, mean(36, 40))
})

test('baselines of tiny Shakespeare are the known ones', async (t) => {
  const trainer = await trainerFor(t, { text: corpus() })
  const { uniform, unigram, bigram } = await trainer.baselines()
  near(uniform, Math.log(65))
  near(unigram, 3.3091, 1e-4)
  near(bigram, 2.4519, 1e-4)
})

test('generate continues a prompt, and repeats itself with a seed of its own', async (t) => {
  const trainer = await trainerFor(t)
  const options = { tokens: 50, prompt: 'cab', seed: 3 }
  const text = await trainer.generate(options)
  assert.match(text, /^cab[abc]{50}$/)
  assert.equal(await trainer.generate(options), text)
  assert.notEqual(await trainer.generate({ ...options, seed: 4 }), text)
})

test('topK 1 and temperature 0 always take the likeliest character', async (t) => {
  const trainer = await trainerFor(t)
  const { data } = await trainer.probabilities()
  let id = 0
  let expected = 'a'
  for (let i = 0; i < 20; i++) {
    const row = Array.from(data.subarray(3 * id, 3 * id + 3))
    id = row.indexOf(Math.max(...row))
    expected += 'abc'[id]
  }
  assert.equal(await trainer.generate({ tokens: 20, topK: 1 }), expected)
  assert.equal(await trainer.generate({ tokens: 20, temperature: 0 }), expected)
})

test('without a seed, generate goes on in the training stream, and with peek it does not', async (t) => {
  const trainer = await trainerFor(t)
  const peeked = await trainer.generate({ tokens: 40, peek: true })
  assert.equal(await trainer.generate({ tokens: 40, peek: true }), peeked)
  assert.equal(await trainer.generate({ tokens: 40 }), peeked)
  assert.notEqual(await trainer.generate({ tokens: 40 }), peeked)
})

test('peek from the start draws as the untrained model did, so that a text changes only where the model did', { timeout: 60_000 }, async (t) => {
  const trainer = await trainerFor(t, { learningRate: 1e-9 })
  const untrained = await trainer.generate({ tokens: 200, peek: true })
  const { step } = await trainer.train(5)
  assert.equal(step, 5)
  assert.equal(await trainer.generate({ tokens: 200, peek: 'start' }), untrained)
  assert.notEqual(await trainer.generate({ tokens: 200, peek: true }), untrained)
  await trainer.reset({ seed: 7 })
  assert.notEqual(await trainer.generate({ tokens: 200, peek: 'start' }), untrained)
  assert.equal(await trainer.generate({ tokens: 200, peek: 'start' }), await trainer.generate({ tokens: 200, peek: true }))
})

test('a safetensors file comes out, with the weights under their PyTorch name', async (t) => {
  const trainer = await trainerFor(t)
  await trainer.train(10)
  const file = await trainer.save()
  const view = new DataView(file.buffer)
  const headerLength = Number(view.getBigUint64(0, true))
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerLength)))
  const { dtype, shape, data_offsets: [from, to] } = header['token_embedding_table.weight']
  assert.equal(dtype, 'F32')
  assert.deepEqual(shape, [3, 3])
  const saved = new Float32Array(file.slice(8 + headerLength + from, 8 + headerLength + to).buffer)
  assert.deepEqual(saved, (await trainer.weights('token_embedding_table.weight')).data)
})

test('the module tells its version', () => { assert.equal(typeof iambic.version, 'string') })
