// Tokens that byte-pair encoding has made: what is told of them, text to ids and back, and models that are saved, opened and reset.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, sha256, trainerFor } from './support.mjs'

const LIMIT = { timeout: 60_000 }
const text = corpus().subarray(0, 20_000)
/** @type {{ tokenizer: 'bpe', vocabSize: number }} */
const SUBWORDS = { tokenizer: 'bpe', vocabSize: 200 }

test('a model on subwords tells its tokens, their merges and their length; encode gives what the text holds', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text, ...SUBWORDS })
  const { info } = trainer
  assert.deepEqual([info.vocabularySize, info.vocabulary.length, info.characters], [200, 200, 20_000])
  const known = 200 - (info.merges?.length ?? 0)
  assert.ok(known > 40 && known < 70 && info.vocabulary.slice(0, known).every((token) => token.length === 1))
  info.merges?.forEach(([left, right], i) => assert.equal(info.vocabulary[known + i], info.vocabulary[left] + info.vocabulary[right]))
  assert.deepEqual(info.charactersPerToken, { train: 18_000 / info.trainTokens, val: 2000 / info.valTokens })
  for (const [split, from, to] of /** @type {const} */ ([['train', 0, 18_000], ['val', 18_000, 20_000]])) {
    const ids = await trainer.tokens({ split, count: info[`${split}Tokens`] })
    const part = new TextDecoder().decode(text.subarray(from, to))
    assert.deepEqual(trainer.encode(part), ids)
    assert.equal(trainer.decode(ids), part)
  }
  assert.throws(() => trainer.encode('Bee7'), { code: 'text.unknown-character' })
})

test('it is saved and opened, and goes on bit for bit; reset changes the tokens, and there and back nothing is kept', LIMIT, async (t) => {
  const straight = await trainerFor(t, { text, ...SUBWORDS })
  await straight.train(30)
  const half = await trainerFor(t, { text, ...SUBWORDS })
  await half.train(10)
  const checkpoint = await half.save()
  const opened = await trainerFor(t, { text, checkpoint })
  assert.deepEqual([opened.info.merges, opened.step], [straight.info.merges, 10])
  await opened.train(20)
  assert.equal(sha256(await opened.save()), sha256(await straight.save()))

  const { vocabularySize, merges, charactersPerToken } = await opened.reset({ tokenizer: 'char' })
  assert.ok(vocabularySize < 70)
  assert.deepEqual([merges, charactersPerToken, opened.encode('First').length], [undefined, undefined, 5])
  await opened.reset(SUBWORDS)
  assert.ok(opened.encode('First').length < 5)
  await opened.train(30)
  assert.equal(sha256(await opened.save()), sha256(await straight.save()))
})

test('it writes, and is asked, in tokens; workers together give the bytes of their number', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text, preset: 'self-attention', ...SUBWORDS, workers: 2 })
  await trainer.train(3)
  assert.equal((await trainer.nextProbabilities({ prompt: 'First Citizen' })).length, 200)
  assert.ok((await trainer.generate({ prompt: 'the ', tokens: 20 })).startsWith('the '))
  const { shape } = await trainer.attention({ layer: 0, head: 0, text: 'First' })
  assert.equal(shape[0], trainer.encode('First').length)
})

test('tokens that there cannot be are refused, and so is the reversal with any but characters', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text })
  /** @type {[import('../../web/protocol/public.js').Settings, string][]} */
  const refused = [[{ vocabSize: 20 }, 'vocabulary.small'], [{ vocabSize: 60_000, model: 'gpt' }, 'vocabulary.no-pairs'], [{ vocabSize: 5000 }, 'vocabulary.large'], [{ preset: 'reverse' }, 'tokenizer.reversal'],
    [{ vocabSize: 1 }, 'setting.range']]
  for (const [options, code] of refused) await assert.rejects(trainer.check({ ...options, tokenizer: 'bpe' }), { code })
  await trainer.check({ vocabSize: 20 }) // which says nothing of characters
})
