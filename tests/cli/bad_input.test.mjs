// Bad input: exit status 2 and one line that names the option, the value and what is allowed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, openSync, readFileSync, truncateSync } from 'node:fs'
import { test } from 'node:test'
import { at, command, corpus, file, refused, run, small, train } from './support.mjs'

const data = (/** @type {string} */ path, /** @type {string[]} */ ...rest) => ['train', '--data', path, ...rest]
const out_of = (/** @type {string} */ option, /** @type {string} */ allowed, /** @type {string | number} */ value) => `${option} must be ${allowed}, not ${value}`

test('commands that are missing or unknown', () => {
  const there_are = 'there are train, sample, trace, tokens, encode, decode, replay, check-gradients, settings'
  refused([], `a command is missing; ${there_are}`)
  refused(['learn', '--data', corpus], `there is no command learn; ${there_are}`)
  refused(['trian', '--data', corpus], 'there is no command trian; did you mean train?')
})

test('options that are unknown, missing or lack their value', () => {
  refused(['encode', 'Bee3'], 'encode needs --data')
  refused(['train', '--steps', '5'], 'train needs --data')
  refused(['train', '--data'], '--data needs a value')
  refused(data(corpus, '--steps'), '--steps needs a value')
  refused(['sample', '--cheese'], 'sample does not know --cheese; its options are --help, --checkpoint, --tokens, --seed, --prompt, --temperature, --top-k')
  assert.match(run('train', '--cheese', corpus).stderr, /^iambic: train does not know --cheese; its options are --help, --data, .*--resume\n$/)
  assert.match(run(...data(corpus, 'surplus')).stderr, /^iambic: train does not know surplus; /)
})

test('a slip, or another program\'s name for an option, is told the nearest one', () => {
  const meant = { '--dta': 'data', '--learning_rate': 'learning-rate', '--learning_rate=0.1': 'learning-rate', '--lr': 'learning-rate', '--max_iters': 'steps', '--batch': 'batch-size', '--n_layer': 'n-layer', '-steps': 'steps', '--sedd': 'seed' }
  for (const [given, name] of Object.entries(meant)) refused(data(corpus, given), `train does not know ${given}; did you mean --${name}?`)
  refused(['sample', '--tokns', '5'], 'sample does not know --tokns; did you mean --tokens?')
  assert.match(run(...data(corpus, '--preset', 'gtp')).stderr, /^iambic: --preset must be one of .*, not gtp; did you mean gpt\?\n$/)
  assert.match(run(...data(corpus, '--model', 'bigramm')).stderr, /^iambic: --model must be one of .*, not bigramm; did you mean bigram\?\n$/)
})

test('a file\'s name with a line break still makes one line', () => {
  refused(data('no\nsuch\tfile'), '--data no such file: it cannot be read (No such file or directory); it must be a text in UTF-8')
  const { status, stderr } = run('train', '--data', small, '--n-layer', '2', '--steps', '1', '--out', at('two\nlines'))
  assert.deepEqual({ status, stderr }, { status: 0, stderr: 'iambic: --n-layer changes nothing: the model bigram has no use for it\n' })
})

test('numbers too small for a float are refused', () => {
  const least = 'at least 1.2e-38, the smallest number that Iambic computes with, not 1e-46'
  train('--data', small, '--steps', '1', '--out', at('tiny.safetensors'))
  refused(['sample', '--checkpoint', at('tiny.safetensors'), '--temperature', '1e-46'], `--temperature must be 0 or ${least}`)
  for (const option of ['--learning-rate', '--beta2']) refused(data(small, option, '1e-46'), `${option} must be ${least}`)
  for (const option of ['--weight-decay', '--grad-clip', '--min-learning-rate', '--dropout']) refused(data(small, option, '1e-46'), `${option} must be 0 or ${least}`)
})

test('numbers that are empty, negative, huge, not numbers or too precise', () => {
  const whole = 'a whole number from 1 to 1,000,000,000'
  for (const value of ['abc', '-5', '0', '1e99', 'nan', 'inf', '1.5', '0x10', '1000000001']) refused(data(corpus, '--steps', value), out_of('--steps', whole, value))
  refused(data(corpus, '--steps', ''), out_of('--steps', whole, 'empty'))
  for (const value of ['0', '-1', '1001', 'nan', 'fast']) refused(data(corpus, '--learning-rate', value), out_of('--learning-rate', 'a number above 0, at most 1,000', value))
  for (const value of ['-1', '4294967296', '']) refused(data(corpus, '--seed', value), out_of('--seed', 'a whole number from 0 to 4,294,967,295', value || 'empty'))
  for (const option of ['--batch-size', '--block-size']) refused(data(corpus, option, '65537'), out_of(option, 'a whole number from 1 to 65,536', '65537'))
  refused(data(corpus, '--eval-iters', '0'), out_of('--eval-iters', 'a whole number from 1 to 1,000,000', '0'))
  for (const command of ['train', 'check-gradients']) {
    refused([command, '--data', corpus, '--preset', 'gpt', '--n-head', '5'], 'embedding size 64 must be divisible by the 5 heads, so that each of them gets the same share')
  }
  refused(data(corpus, '--model', 'markov'), '--model must be one of bigram, self-attention, multi-head, feed-forward, blocks, gpt, encoder-decoder, not markov')
  refused(data(corpus, '--preset', ''), '--preset must be one of bigram, self-attention, multi-head, feed-forward, blocks, layer-norm, gpt, nanogpt-cpu, reverse, not empty')
})

test('files that are not there or cannot be read', () => {
  refused(data(at('nosuch.txt')), `--data ${at('nosuch.txt')}: it cannot be read (No such file or directory); it must be a text in UTF-8`)
  refused(data(at('')), `--data ${at('')}: this is a folder; it must be a text in UTF-8`)
  refused(['sample', '--checkpoint', at('nosuch')],
    `--checkpoint ${at('nosuch')}: it cannot be read (No such file or directory); it must be a checkpoint that iambic train --out has written`)
})

test('texts that cannot be learned from', () => {
  const text = (/** @type {string | Uint8Array} */ content, /** @type {string} */ sentence, /** @type {string[]} */ ...options) => {
    const path = file('text.txt', content)
    refused(data(path, ...options), `--data ${path}: ${sentence}`)
  }
  text('', 'the text is empty; a model needs characters to learn from')
  text('x', 'the text has only one character, "x"; there is nothing to learn with fewer than two')
  text('xxxxxxxxxxxxxxxxxxxx', 'the text has only one character, "x"; there is nothing to learn with fewer than two')
  text('abcabcabc', 'block size 8 needs at least 10 characters, the text has 9')
  text('abcabcabc', 'block size 64 needs at least 66 characters, the text has 9', '--block-size', '64')
  text('abababababab', 'block size 8 needs at least 10 tokens, the text has 6', '--tokenizer', 'bpe', '--vocab-size', '3')
  for (const encoding of /** @type {const} */ (['utf16le', 'ucs2']))
    text(Buffer.from('to be or not to be', encoding), 'the text holds a zero byte, at offset 1, as UTF-16, UTF-32 and files that are no text do; save the text as UTF-8')
  text(Buffer.from('caf\xe9 au lait', 'latin1'), 'the text is not UTF-8: the byte at offset 3 does not start a valid character; save the text as UTF-8')
  text(Buffer.from('abcdef\xe2\x82', 'latin1'), 'the text is not UTF-8: the byte at offset 6 does not start a valid character; save the text as UTF-8')
})

test('block_size + 2 characters are enough, and a byte order mark is not one of them', () => {
  assert.equal(train('--data', file('enough.txt', 'abcabcabca'), '--steps', '1')[0].characters, 10)
  assert.equal(train('--data', file('mark.txt', '\ufeffabcabcabca'), '--steps', '1')[0].characters, 10)
  assert.equal(train('--data', file('crlf.txt', 'ab\r\nab\r\nab\r\n'), '--steps', '1')[0].vocabulary_size, 4)
})

test('a step too large for memory', () => {
  refused(data(small, '--batch-size', '65536', '--block-size', '65536'),
    'batch size 65,536 times block size 65,536 is more than the 16,777,216 that one step may hold')
})

test('an estimate without a validation part to draw from is refused before the training', () => {
  const path = file('estimate.txt', 'abcabcabca')
  refused(data(path, '--eval-iters', '3'),
    '--eval-iters: the validation part of the text has 0 characters, too few for windows of block size 8; take a longer text or a smaller block size')
  refused(data(file('tokens.txt', 'ab'.repeat(20)), '--eval-iters', '3', '--tokenizer', 'bpe', '--vocab-size', '3'),
    '--eval-iters: the validation part of the text has 2 tokens, too few for windows of block size 8; take a longer text or a smaller block size')
})

test('checkpoints that are cut off, damaged, or something else', () => {
  const good = at('good.safetensors'), bad = at('bad.safetensors')
  train('--data', small, '--steps', '3', '--out', good)
  const both = (/** @type {string} */ sentence) => {
    refused(['sample', '--checkpoint', bad], `--checkpoint ${bad}: this file is not a checkpoint that Iambic can open: ${sentence}`)
    refused(data(small, '--resume', bad), `--resume ${bad}: this file is not a checkpoint that Iambic can open: ${sentence}`)
  }
  copyFileSync(good, bad)
  truncateSync(bad, readFileSync(good).length - 1)
  both('it is damaged, its checksum does not match')
  truncateSync(bad, 100)
  both('it is cut off, or is not a safetensors file')
  truncateSync(bad, 0)
  both('it has only 0 bytes')
  const flipped = readFileSync(good)
  flipped[flipped.length - 7] ^= 1
  file('bad.safetensors', flipped)
  both('it is damaged, its checksum does not match')
  copyFileSync(small, bad)
  both('it is cut off, or is not a safetensors file')
})

test('a checkpoint of another text, and options that belong to the start of a run', () => {
  const path = at('other.safetensors')
  train('--data', small, '--steps', '3', '--out', path)
  refused(data(corpus, '--resume', path),
    `--resume ${path}: the checkpoint knows 4 characters and the text has 65, not the same ones; open the text that it was trained on`)
  for (const option of [['--seed', '1'], ['--model', 'bigram'], ['--preset', 'bigram']])
    refused(data(small, '--resume', path, ...option), `${option[0]} cannot be given with --resume, which goes on with the checkpoint's`)
  const gpt = at('gpt.safetensors')
  train('--data', small, '--preset', 'gpt', '--n-layer', '1', '--steps', '1', '--out', gpt)
  for (const [option, value, before] of [['--block-size', '8', '32'], ['--activation', 'gelu', 'relu'], ['--attention-scale', 'head_size', 'n_embd']])
    assert.match(run(...data(small, '--resume', gpt, option, value)).stderr,
      new RegExp(`^iambic: ${option} is ${before} in the checkpoint and cannot become ${value} when training goes on; what can change is --batch-size, .*\n$`))
  for (const option of ['--n-head', '--n-layer', '--n-embd', '--seed'])
    refused(data(small, '--resume', gpt, option, '2'), `${option} cannot be given with --resume, which goes on with the checkpoint's`)
  train('--data', small, '--resume', gpt, '--steps', '1', '--block-size', '32', '--batch-size', '3', '--learning-rate', '0.1', '--dropout', '0.1', '--holdback', '1',
    '--beta2', '0.9', '--weight-decay', '0', '--decayed', 'matrices', '--grad-clip', '1', '--warmup-steps', '1', '--decay-steps', '9', '--min-learning-rate', '0.01')
  refused(['sample', '--checkpoint', path, '--prompt', 'abz'],
    '--prompt abz: character 3, "z", is not among the 4 characters of the text that the model learns from')
})

test('standard output that cannot be written is a failure', () => {
  const read_only = openSync(small, 'r')
  const { status, stderr } = spawnSync(command, ['encode', '--data', corpus, 'Bee3'], { encoding: 'utf8', stdio: ['ignore', read_only, 'pipe'] })
  assert.deepEqual({ status, stderr }, { status: 1, stderr: 'iambic: standard output cannot be written\n' })
})
