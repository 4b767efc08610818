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

test('tokens prints the merges, how much shorter they make the text, and the longest', () => {
  const text = file('tokens.txt', 'to be or not to be ') // 19 characters, of which 17 train: "to be or not to b"
  assert.equal(ok('tokens', '--data', text, '--vocab-size', '11'), `merges: token, its two parts, how often they stood side by side
     7  "t" + "o" -> "to", 2 times
     8  "to" + " " -> "to ", 2 times
     9  "to " + "b" -> "to b", 2 times
    10  "to b" + "e" -> "to be", 1 time

vocabulary    tokens of the training part    characters a token
         7                             17                  1.00
         8                             15                  1.13
        11                             10                  1.70

longest tokens
    10  "to be"
     9  "to b"
     8  "to "
     7  "to"
`)
  assert.match(ok('tokens', '--data', text), /^merges: .*\n\nvocabulary .*\n +7 +17 +1\.00\n$/)
})

test('encode and decode take the tokens that are learned from the text', () => {
  const size = ['--vocab-size', '100']
  const line = ok('encode', '--data', corpus, ...size, 'the lion')
  const ids = JSON.parse(line)
  assert.ok(ids.length < 8 && Math.max(...ids) >= 65 && Math.max(...ids) < 100, line)
  assert.equal(ok('decode', '--data', corpus, ...size, line.trim()), 'the lion\n')
  refused(['decode', '--data', corpus, ...size, '100'], '100 is not a token id; there are 0 to 99')
  refused(['encode', '--data', corpus, ...size, 'Bee7'], 'Bee7: character 4, "7", is not among the 65 characters of the text that the model learns from')
})

test('a number of tokens that the text cannot give is refused', () => {
  const text = file('few.txt', 'abababababab')
  refused(['tokens', '--data', text, '--vocab-size', '1'], '--vocab-size must be a whole number from 2 to 65,536, not 1')
  refused(['tokens', '--data', text, '--vocab-size', '9'], `--data ${text}: a vocabulary of 9 tokens is too large: after 6 the text that they are learned from is one token, and no pair is left to merge`)
  refused(['encode', '--data', corpus, '--vocab-size', '64', 'a'], `--data ${corpus}: a vocabulary of 64 tokens is too small: the text has 65 characters, and each is a token`)
})

test('replay of another text shows what differs and exits 1', () => {
  const { status, stdout, stderr } = run('replay', '--data', small)
  assert.deepEqual({ status, stderr }, { status: 1, stderr: '' })
  assert.match(stdout, /^✗ vocab_size\n {4}4 ≠ 65$/m)
  assert.match(stdout, /^0 as in the notes, 1 known misprint of the notes, 23 differences$/m)
})

test('--help tells the commands and each command\'s options', () => {
  for (const name of ['train', 'sample', 'trace', 'tokens', 'encode', 'decode', 'replay', 'check-gradients']) {
    assert.match(ok('--help'), new RegExp(`^  ${name} `, 'm'))
    assert.match(ok(name, '--help'), /--(data|checkpoint) FILE/)
  }
})

test('a bigram takes 4,096 tokens, for it has a table of all their pairs, and refuses one more', () => {
  const bigram = (/** @type {string} */ tokens) => run('train', '--data', corpus, '--tokenizer', 'bpe', '--vocab-size', tokens, '--steps', '1', '--sample-after', '0', '--eval-interval', '1', '--eval-iters', '1')
  assert.match(bigram('4096').stdout, /, 4,096 different ones\. Model: bigram, 16,777,216 parameters\./)
  const { status, stderr } = bigram('4097')
  assert.deepEqual([status, stderr.split(': ').slice(-2).join(': ')], [2, 'a vocabulary of 4,097 tokens is too large: the model bigram takes at most 4,096\n'])
})
