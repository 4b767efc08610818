// From what the next character is drawn: nextProbabilities().
import assert from 'node:assert/strict'
import test from 'node:test'
import { trainerFor } from './support.mjs'

const LIMIT = { timeout: 60_000 }
const TEXT = 'to be or not to be, that is the question\n'.repeat(40)
const SMALL = { nEmbd: 16, nHead: 2, nLayer: 2, blockSize: 8, batchSize: 8 }

/** @param {Float32Array} shares */
const likeliest = (shares) => shares.indexOf(Math.max(...shares))

for (const preset of ['bigram', 'gpt', 'reverse']) {
  test(`${preset}: from these shares generate() draws`, LIMIT, async (t) => {
    const trainer = await trainerFor(t, { text: TEXT, preset, ...(preset !== 'bigram' && SMALL) })
    await trainer.train(60)
    for (const prompt of ['', 't', 'to be', 'question\n', 'that is the question\nto be or']) {
      const shares = await trainer.nextProbabilities({ prompt })
      assert.equal(shares.length, trainer.info.vocabularySize)
      assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-5)
      const written = await trainer.generate({ prompt, tokens: 1, temperature: 0 })
      assert.equal(trainer.info.vocabulary[likeliest(shares)], Array.from(written).at(-1), prompt)
      const seen = new Map()
      for (let seed = 1; seed <= 200; seed++) {
        const next = Array.from(await trainer.generate({ prompt, tokens: 1, seed })).at(-1)
        seen.set(next, (seen.get(next) ?? 0) + 1)
      }
      shares.forEach((share, i) => { // five standard deviations: no seed in a million draws so
        const spread = 5 * Math.sqrt(share * (1 - share) / 200) + 1e-3
        assert.ok(Math.abs((seen.get(trainer.info.vocabulary[i]) ?? 0) / 200 - share) <= spread, `${prompt}: ${trainer.info.vocabulary[i]}`)
      })
    }
  })
}

test('they are the softmax of the last logits', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text: TEXT })
  await trainer.train(50)
  const { data } = await trainer.logits([trainer.encode('b')])
  const { data: expected } = await trainer.softmax([Array.from(data)])
  const shares = await trainer.nextProbabilities({ prompt: 'b' })
  expected.forEach((share, i) => assert.ok(Math.abs(shares[i] - share) <= 1e-6 * share, `${shares[i]}, not ${share}`))
})

test('temperature and topK bend them, at both ends', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text: TEXT })
  await trainer.train(50)
  const plain = await trainer.nextProbabilities({ prompt: 't' })
  const certain = await trainer.nextProbabilities({ prompt: 't', temperature: 0 })
  assert.deepEqual([Math.max(...certain), certain.filter((share) => share > 0).length, likeliest(certain)], [1, 1, likeliest(plain)])
  const [cold, hot] = [await trainer.nextProbabilities({ prompt: 't', temperature: 0.5 }), await trainer.nextProbabilities({ prompt: 't', temperature: 2 })]
  assert.ok(Math.max(...cold) > Math.max(...plain) && Math.max(...plain) > Math.max(...hot))
  for (const topK of [1, 3, plain.length]) {
    const kept = await trainer.nextProbabilities({ prompt: 't', topK })
    assert.equal(kept.filter((share) => share > 0).length, topK)
  }
  assert.deepEqual(await trainer.nextProbabilities({ prompt: 't', topK: plain.length }), plain)
})

test('asking changes nothing, and what cannot be read is refused', LIMIT, async (t) => {
  const [asked, left] = [await trainerFor(t, { text: TEXT, preset: 'gpt', ...SMALL }), await trainerFor(t, { text: TEXT, preset: 'gpt', ...SMALL })]
  const run = asked.train(40)
  for (let i = 0; i < 20; i++) await asked.nextProbabilities({ prompt: 'to be' })
  await run
  await left.train(40)
  assert.deepEqual([asked.step, left.step], [40, 40])
  assert.deepEqual(Buffer.from(await asked.save()), Buffer.from(await left.save()))
  for (const [options, sentence] of /** @type {[any, RegExp][]} */ ([
    [{ prompt: 'to \u00e9' }, /\u00e9/], [{ prompt: 7 }, /prompt must be a string, not 7/], [{ tokens: 3 }, /nextProbabilities has no option tokens/], [{ temperature: -1 }, /temperature must be/], [{ topK: -1 }, /topK must be/],
  ])) await assert.rejects(asked.nextProbabilities(options), sentence)
})
