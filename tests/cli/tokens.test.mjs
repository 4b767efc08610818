// iambic encode and decode, replay of another text, and the help.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, file, ok, refused, run, small } from './support.mjs'

const encode = (/** @type {string[]} */ ...values) => ok('encode', '--data', corpus, ...values)
const decode = (/** @type {string[]} */ ...values) => ok('decode', '--data', corpus, ...values)

test('encode prints ids as the notes do, a line for each value', () => {
  assert.equal(encode('Bee3'), '[14, 43, 43, 9]\n')
  assert.equal(encode('Bee3', '', 'a b'), '[14, 43, 43, 9]\n[]\n[39, 1, 40]\n')
})

test('texts that look like options or lists are texts', () => {
  assert.equal(encode('-a', '--', '--b'), '[7, 39]\n[7, 7, 40]\n')
  const brackets = file('brackets.txt', '[,]ab'.repeat(5))
  assert.equal(ok('encode', '--data', brackets, '[a,b]'), '[1, 3, 0, 4, 2]\n')
})

test('decode takes ids one by one or as encode prints them', () => {
  assert.equal(decode('14', '43', '43', '9'), 'Bee3\n')
  assert.equal(decode('[14, 43, 43, 9]'), 'Bee3\n')
  assert.equal(decode('14,43', '43 9'), 'Bee3\n')
})

test('a character outside the vocabulary is refused with its place, and nothing is printed before', () => {
  refused(['encode', '--data', corpus, 'Bee3', 'Bee7'], 'Bee7: character 4, "7", is not among the 65 characters of the text that the model learns from')
  refused(['encode', '--data', corpus, 'a\nbé'], 'a bé: character 4, "é", is not among the 65 characters of the text that the model learns from')
})

test('ids that are none are refused', () => {
  for (const id of ['65', '-1', 'B', '1.5', '99999999999999999999']) refused(['decode', '--data', corpus, id], `${id} is not a token id; there are 0 to 64`)
})

test('values are needed', () => {
  refused(['encode', '--data', corpus], 'encode needs at least one VALUE')
  refused(['decode', '--data', corpus], 'decode needs at least one VALUE')
})

test('replay of another text shows what differs and exits 1', () => {
  const { status, stdout, stderr } = run('replay', '--data', small)
  assert.deepEqual({ status, stderr }, { status: 1, stderr: '' })
  assert.match(stdout, /^✗ vocab_size\n {4}4 ≠ 65$/m)
  assert.match(stdout, /^0 as in the notes, 1 known misprint of the notes, 23 differences$/m)
})

test('--help tells the commands and each command\'s options', () => {
  for (const name of ['train', 'sample', 'trace', 'encode', 'decode', 'replay', 'check-gradients']) {
    assert.match(ok('--help'), new RegExp(`^  ${name} `, 'm'))
    assert.match(ok(name, '--help'), /--(data|checkpoint) FILE/)
  }
})
