// What is drawn, and from what.
import assert from 'node:assert/strict'
import test from 'node:test'
import { candidates, firstWords, hit } from '../../web/experiment/next-character.js'

const LIMIT = { timeout: 60_000 }

test('the likeliest comes first, equal ones in the order of the vocabulary, and each begins where the one before ends', LIMIT, () => {
  const all = candidates(['a', 'b', 'c', 'd'], [0.125, 0.5, 0.125, 0.25])
  assert.deepEqual(all.map(({ character, from }) => [character, from]), [['b', 0], ['d', 0.5], ['a', 0.75], ['c', 0.875]])
})

test('the die falls on one of the possible characters, at both ends and at every border', LIMIT, () => {
  const all = candidates(['a', 'b', 'c'], [0.25, 0.75, 0])
  for (const [die, character] of /** @type {[number, string][]} */ ([[0, 'b'], [0.7499, 'b'], [0.75, 'a'], [1 - 2 ** -53, 'a']])) assert.equal(hit(all, die).character, character)
  assert.equal(hit(candidates(['a', 'b'], [0.6, 0.3999999]), 0.99999999).character, 'b')
})

test('the first words are ones that the model can read', LIMIT, async () => {
  const offered = (/** @type {string} */ text, prompt = '') => firstWords(/** @type {any} */ ({ prompt, corpus: { text }, presets: [], trainer: { info: { vocabulary: [...new Set(text)], config: { model: 'gpt' } } } }))
  assert.equal(await offered('ROMEO: to be'), 'ROMEO:')
  assert.equal(await offered('that here be'), 'the ')
  assert.equal(await offered('\n\nxyz\nabcdefghij'), 'abcdefgh')
  assert.equal(await offered('ab'), '')
  assert.equal(await offered('ROMEO: to be', 'be'), 'be')
})
