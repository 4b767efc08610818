// trace: all that a model computes while it reads a text. That the values are PyTorch's is for tests/core/trace_test.cpp.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, sha256, SMALL, TINY, trainerFor } from './support.mjs'

const LIMIT = { timeout: 60_000 }
const text = corpus().subarray(0, 50_000)

/** @typedef {import('../../web/protocol/public.js').Trace} Trace */
/** The values of a tensor, which must be there. @param {Trace} trace @param {string} name */
function valuesOf({ tensors }, name) {
  const { data } = tensors.get(name) ?? {}
  assert.ok(data, name)
  return data
}

for (const preset of ['bigram', 'self-attention', 'multi-head', 'feed-forward', 'blocks', 'gpt', 'reverse']) {
  test(`a trace of ${preset} ends in the logits that logits() gives, to the bit, of the last characters that it sees`, LIMIT, async (t) => {
    const trainer = await trainerFor(t, { text, preset, batchSize: 4 })
    await trainer.train(3)
    for (const prompt of ['T', 'What say you to this,\nmy good lord? Speak!']) {
      const trace = await trainer.trace(prompt)
      assert.deepEqual(trace.tokens, trainer.encode(prompt).slice(-trainer.info.config.blockSize))
      const { shape, data } = await trainer.logits([trace.tokens])
      const names = [...trace.tensors.keys()]
      assert.equal(names.at(-1), 'softmax')
      assert.deepEqual(trace.tensors.get(/** @type {string} */ (names.at(-2))), { shape, data })
      for (const [name, one] of trace.tensors) assert.equal(one.data.length, one.shape.reduce((a, b) => a * b), name)
    }
  })
}

test('the weights of a head in a trace are those that attention() gives', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text, ...TINY })
  const prompt = 'my good lord?'
  const trace = await trainer.trace(prompt)
  assert.deepEqual(valuesOf(trace, 'blocks.1.sa.heads.0.softmax'), (await trainer.attention({ layer: 1, head: 0, text: prompt })).data)
})

test('traces in the midst of a run change neither its losses nor its checkpoint', LIMIT, async (t) => {
  const options = { text, ...TINY, dropout: 0.1 }
  const runs = await Promise.all([true, false].map(async (traced) => {
    const trainer = await trainerFor(t, options)
    /** @type {number[]} */
    const losses = []
    const run = trainer.train(200, { onProgress: (progress) => { losses.push(...progress.losses) } })
    let traces = 0
    while (traced && trainer.running) traces += Number((await trainer.trace('my good lord?')).tensors.size > 50)
    assert.equal((await run).step, 200)
    assert.ok(!traced || traces > 0)
    return [losses.length, losses, sha256(await trainer.save())]
  }))
  assert.equal(runs[0][0], 200)
  assert.deepEqual(runs[0], runs[1])
})

test('a trace of nothing, of a stranger or of no text is refused in a sentence', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text: SMALL })
  await assert.rejects(trainer.trace(''), /^Error: text must have at least one character$/)
  await assert.rejects(trainer.trace('abz'), /^Error: character 3, "z", is not among the 3 characters/)
  await assert.rejects(trainer.trace(/** @type {any} */ (5)), /^Error: text must be a string, not 5$/)
  assert.deepEqual([...(await trainer.trace('ab')).tensors.keys()], ['token_embedding_table', 'softmax'])
})
