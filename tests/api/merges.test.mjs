// Merges: what the core learns of a text as a page asks for it, and what any number of them makes of a stretch.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { corpus, iambic, SMALL, trainerFor } from './support.mjs'
import { mergesOf } from '../../web/experiment/merges.js'
import { enShares } from '../../web/locales/en-shares.js'
import { formatOf } from '../../web/locales/format.js'
import { sign } from '../../web/views/kit/characters.js'

const LIMIT = { timeout: 60_000 }
/** @type {any} */
const create = iambic.createTrainer
/** What a few lines of Python have learned: of each merge left, right, count and tokens. @type {{ cases: { name: string, merges: number[][] }[] }} */
const FIXTURES = JSON.parse(readFileSync(new URL('../fixtures/bpe.json', import.meta.url), 'utf8'))

/** A vocabulary's tokens of a text, by the rule itself: every merge wherever it can be made, in order, each from left to right. @param {import('../../web/experiment/merges.js').Merges} merges @param {string[]} characters @param {number} vocabSize */
function byTheRule(merges, characters, vocabSize) {
  let tokens = characters
  for (let id = merges.vocabulary.length; id < vocabSize; id++) {
    const { left, right } = merges.merge(id)
    /** @type {string[]} */
    const merged = []
    for (let i = 0; i < tokens.length; i++) {
      const both = tokens[i] === merges.tokens[left] && tokens[i + 1] === merges.tokens[right]
      merged.push(both ? tokens[i] + tokens[++i] : tokens[i])
    }
    tokens = merged
  }
  return tokens
}

test('a page that asks for merges gets those of the reference: 1,024 tokens of tiny Shakespeare', LIMIT, async (t) => {
  const trainer = await trainerFor(t, { text: corpus() })
  const { shape, characters, data } = await trainer.merges({ vocabSize: 1024 })
  const reference = FIXTURES.cases.find(({ name }) => name === 'tiny Shakespeare')?.merges ?? []
  assert.deepEqual([shape, characters], [[959, 4], 1003854])
  assert.deepEqual(Array.from(data), reference.slice(0, 959).flat())
  assert.deepEqual((await trainer.merges({ vocabSize: 65 })).shape, [0, 4])
  await assert.rejects(trainer.merges({ vocabSize: 64 }), { code: 'vocabulary.small' })
  await assert.rejects(trainer.merges(/** @type {any} */ ({ vocabSise: 64 })), /merges has no option vocabSise; there are vocabSize/)
})

test('what stands between two tokens of a stretch goes with the merge that the rule makes there, with every vocabulary', LIMIT, async () => {
  for (const text of [corpus().toString('latin1', 0, 60_000), 'aaaabaaaabaaabaabab'.repeat(40), 'né 😀né 😀😀 née\n'.repeat(60)]) {
    const merges = await mergesOf({ corpus: { name: 'a text', text }, create })
    assert.ok(merges.most > merges.vocabulary.length + 5)
    for (let size = merges.vocabulary.length; size <= merges.most; size += Math.ceil(merges.most / 24)) {
      assert.deepEqual(merges.stretchWith(size), byTheRule(merges, merges.stretch, size), `${size} tokens`)
    }
    assert.equal(merges.stretchWith(merges.most).join(''), Array.from(text).slice(0, merges.stretch.length).join(''))
  }
})

test('a text that runs out of pairs has as many tokens as it gives, and is learned once', LIMIT, async () => {
  let made = 0
  const source = { corpus: { name: 'a text', text: SMALL }, create: (/** @type {any} */ options) => [made++, create(options)][1] }
  const [merges, again] = await Promise.all([mergesOf(source), mergesOf(source)])
  assert.equal(again, merges)
  assert.equal(made, 1)
  assert.equal(merges.lengthWith(3), 36)
  assert.equal(merges.lengthWith(merges.most), 1)
  assert.equal(merges.tokens[merges.most - 1], SMALL.slice(0, 36))
})

test('merges that could not be learned are asked for again', LIMIT, async () => {
  const corpusOfOne = { name: 'a text', text: SMALL }
  await assert.rejects(mergesOf({ corpus: corpusOfOne, create: async () => { throw new Error('no worker') } }), /no worker/)
  assert.ok((await mergesOf({ corpus: corpusOfOne, create })).most > 3)
})

test('a token of several characters is told in signs, and in a sentence between quotation marks', () => {
  const { quoted } = enShares(formatOf('en'))
  assert.deepEqual([' t', 'e.\n\n', '\n', 'a\u0007', '\ud83d\ude00'].map(sign), ['\u2423t', 'e.\u21b5\u21b5', '\u21b5', 'a\ufffd', '\ud83d\ude00'])
  assert.deepEqual([' t', 'e.\n\n', ' ', '\u0007'].map(quoted), ['\u201c t\u201d', '\u201ce.\u21b5\u21b5\u201d', 'space', 'U+0007'])
})
