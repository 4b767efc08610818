// iambic train and sample: events, order of the random stream, checkpoints, resuming.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { candidates } from '../../web/experiment/next-character.js'
import { enShares } from '../../web/locales/en-shares.js'
import { formatOf } from '../../web/locales/format.js'
import { sign } from '../../web/views/kit/characters.js'
import { at, command, corpus, events, expected, file, header, of, ok, refused, run, sha256, small, tensor, train } from './support.mjs'

test('--json tells what is trained, every step, the losses at the end and the checkpoint', () => {
  const out = at('events.safetensors')
  const list = train('--data', corpus, '--steps', '4', '--log-every', '1', '--out', out)
  assert.deepEqual(list.map((entry) => entry.event), ['info', 'step', 'step', 'step', 'step', 'eval', 'checkpoint'])
  assert.deepEqual({ ...list[0], memory_bytes: 0 }, { event: 'info', characters: 1115394, vocabulary_size: 65, parameters: 4225, memory_bytes: 0 })
  assert.deepEqual(of(list, 'step').map((entry) => entry.step), [1, 2, 3, 4])
  for (const { loss } of of(list, 'step')) assert.ok(loss > 4 && loss < 6, `loss ${loss}`)
  assert.deepEqual(Object.keys(list[5]), ['event', 'step', 'train', 'val'])
  assert.equal(list[5].step, 4)
  assert.deepEqual(list[6], { event: 'checkpoint', path: out, sha256: sha256(out) })
})

test('on subwords a run tells how long they are, and losses in bits a character', () => {
  const text = file('subwords.txt', readFileSync(corpus).subarray(0, 20_000))
  const options = ['--data', text, '--steps', '4', '--tokenizer', 'bpe', '--vocab-size', '128']
  const [info, ...list] = train(...options)
  assert.deepEqual([info.characters, info.vocabulary_size], [20_000, 128])
  assert.ok(info.characters_per_token.train > 1 && info.characters_per_token.val > 1)
  const [losses] = of(list, 'eval')
  for (const part of /** @type {const} */ (['train', 'val'])) assert.ok(Math.abs(losses[part] / info.characters_per_token[part] / Math.LN2 - losses[`${part}_bits_per_character`]) < 1e-12)
  const said = ok('train', ...options)
  assert.match(said, /^Text: 20,000 characters, \d\d different ones, in 1\d,\d{3} tokens, 128 different ones\. Model: bigram, 16,384 parameters\.$/m)
  assert.match(said, /^step +4 {3}train \d\.\d{4}, val \d\.\d{4} a token, \d\.\d{4} and \d\.\d{4} bits a character$/m)
  assert.match(said, /; the best possible for a model that sees one token is \d\.\d{4} a token, \d\.\d{4} bits a character\.$/m)
})

test('a number of tokens without bpe changes nothing, and is told so; with a checkpoint it is refused', () => {
  const out = at('characters.safetensors')
  const { status, stderr } = run('train', '--data', small, '--steps', '1', '--vocab-size', '30', '--out', out)
  assert.deepEqual([status, stderr], [0, 'iambic: --vocab-size changes nothing without --tokenizer bpe\n'])
  refused(['train', '--data', small, '--resume', out, '--tokenizer', 'bpe'], "--tokenizer cannot be given with --resume, which goes on with the checkpoint's")
})

test('--log-every prints its multiples, 0 none, and by default there are ten', () => {
  const steps = (/** @type {string[]} */ ...args) => of(train('--data', small, ...args), 'step').map((entry) => entry.step)
  assert.deepEqual(steps('--steps', '10', '--log-every', '3'), [3, 6, 9])
  assert.deepEqual(steps('--steps', '10', '--log-every', '0'), [])
  assert.deepEqual(steps('--steps', '100'), [10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
})

test('--eval-interval evaluates before iterations 0, E, 2E and the last, with --eval-iters as the lecture does', () => {
  const at_steps = (/** @type {string[]} */ ...args) => of(train('--data', corpus, '--steps', '10', ...args), 'eval').map((entry) => entry.step)
  assert.deepEqual(at_steps('--eval-interval', '4'), [0, 4, 8, 9, 10])
  assert.deepEqual(at_steps('--eval-interval', '4', '--eval-iters', '2'), [0, 4, 8, 9])
  assert.deepEqual(at_steps('--eval-interval', '3'), [0, 3, 6, 9, 10])
  assert.deepEqual(at_steps('--eval-iters', '2'), [10])
})

test('exact evaluations leave the training as it was, estimates draw from its stream', () => {
  const losses = (/** @type {string[]} */ ...args) => of(train('--data', corpus, '--steps', '10', '--log-every', '1', ...args), 'step').map((entry) => entry.loss)
  const plain = losses()
  assert.deepEqual(losses('--eval-interval', '2'), plain)
  assert.notDeepEqual(losses('--eval-interval', '2', '--eval-iters', '1'), plain)
})

test('a text without a validation part has a validation loss of null', () => {
  const list = train('--data', file('short.txt', 'abcabcabca'), '--steps', '2')
  assert.equal(of(list, 'eval')[0].val, null)
})

test('the checkpoint after 2,000 steps is the one that every platform writes', () => {
  const [{ steps, checkpoint_sha256 }] = expected
  const list = train('--data', corpus, '--steps', String(steps), '--out', at('expected.safetensors'))
  assert.equal(of(list, 'checkpoint')[0].sha256, checkpoint_sha256)
})

test('500 steps, saved and resumed for 500 more, are 1,000 steps, bit for bit', () => {
  const options = ['--data', corpus, '--seed', '7', '--batch-size', '5', '--block-size', '11', '--learning-rate', '0.02']
  train(...options, '--steps', '1000', '--out', at('straight.safetensors'))
  train(...options, '--steps', '500', '--out', at('half.safetensors'))
  const list = train('--data', corpus, '--resume', at('half.safetensors'), '--steps', '500', '--log-every', '250', '--out', at('resumed.safetensors'))
  assert.deepEqual(of(list, 'step').map((entry) => entry.step), [750, 1000])
  assert.equal(sha256(at('resumed.safetensors')), sha256(at('straight.safetensors')))
})

test('sample draws from the checkpoint\'s stream, as the run itself would have, or from a seed\'s', () => {
  train('--data', corpus, '--steps', '100', '--out', at('sampled.safetensors'))
  const sampled = train('--data', corpus, '--steps', '100', '--sample-after', '50')
  const sample = (/** @type {string[]} */ ...args) => ok('sample', '--checkpoint', at('sampled.safetensors'), '--tokens', '50', ...args)
  assert.equal(sample(), of(sampled, 'sample')[0].text + '\n')
  assert.equal(sample('--seed', '3'), sample('--seed', '3'))
  assert.notEqual(sample('--seed', '3'), sample('--seed', '4'))
  assert.match(sample('--prompt', 'ROMEO:'), /^ROMEO:[^]{50}\n$/)
  assert.equal(sample('--temperature', '0', '--seed', '1'), sample('--top-k', '1', '--seed', '2'))
})

test('a loss that is not finite stops the run, saves the last good weights and exits 1', () => {
  const out = at('spoiled.safetensors')
  const { status, stdout, stderr } = run('train', '--json', '--data', corpus, '--learning-rate', '1000', '--steps', '5000', '--log-every', '1', '--out', out)
  assert.equal(status, 1)
  const step = Number(header(out).__metadata__.step)
  assert.match(stderr, new RegExp(`^iambic: training stopped: step ${step + 1} .*the weights of step ${step} are kept.*\\n$`))
  for (const { loss } of of(events(stdout), 'step')) assert.ok(Number.isFinite(loss))
  assert.equal(of(events(stdout), 'checkpoint')[0].sha256, sha256(out))
  train('--data', corpus, '--learning-rate', '1000', '--steps', String(step), '--out', at('good.safetensors'))
  assert.equal(sha256(out), sha256(at('good.safetensors')))
})

test('without --json it says in sentences what it did', () => {
  const said = ok('train', '--data', small, '--steps', '1200', '--sample-before', '5', '--out', at('said.safetensors'))
  assert.match(said, /^Text: 205 characters, 4 different ones\. Model: bigram, 16 parameters\.$/m)
  assert.match(said, /^What it writes before training:$/m)
  assert.match(said, /^step +1,200 {3}loss \d\.\d{4}$/m)
  assert.match(said, /^Trained 1,200 steps in \d+\.\d s: the loss is \d\.\d{4} on the training part and \d\.\d{4} on the validation part/m)
  assert.match(said, /^Saved .*said\.safetensors \(SHA-256 [0-9a-f]{64}\)\.$/m)
})

test('the sentence at the end names the best possible for a bigram, and not for a model that reverses lines', () => {
  const last = (/** @type {string[]} */ ...args) => ok('train', '--data', corpus, '--steps', '1', '--eval-iters', '1', ...args).split('\n').find((line) => line.startsWith('Trained ')) ?? ''
  assert.match(last(), /; the best possible for a model that sees one character is 2\.45\d\d\.$/)
  assert.match(last('--preset', 'reverse'), /on the validation part\.$/)
})

test('options that change nothing, and a learning rate that would rise, are remarked on', () => {
  const remarks = (/** @type {string[]} */ ...args) => {
    const { status, stderr } = run('train', '--data', corpus, '--steps', '1', '--eval-iters', '1', ...args)
    assert.equal(status, 0)
    return stderr
  }
  const useless = (/** @type {string} */ option, /** @type {string} */ model) => `iambic: ${option} changes nothing: the model ${model} has no use for it\n`
  for (const [option, value] of [['--n-layer', '3'], ['--n-head', '2'], ['--n-embd', '8'], ['--dropout', '0.1'], ['--activation', 'gelu'], ['--attention-scale', 'head_size']])
    assert.equal(remarks(option, value), useless(option, 'bigram'))
  assert.equal(remarks('--preset', 'self-attention', '--n-head', '2'), useless('--n-head', 'self-attention'))
  assert.equal(remarks('--preset', 'multi-head', '--n-layer', '2'), useless('--n-layer', 'multi-head'))
  assert.equal(remarks('--preset', 'layer-norm', '--n-layer', '1', '--activation', 'gelu', '--n-head', '2'), '')
  assert.equal(remarks('--min-learning-rate', '1e-4'), 'iambic: --min-learning-rate changes nothing without --decay-steps\n')
  assert.equal(remarks('--preset', 'nanogpt-cpu', '--n-layer', '1', '--batch-size', '1', '--learning-rate', '5e-5'),
    'iambic: the learning rate rises from 0.00005 to 0.0001, for --learning-rate is below --min-learning-rate\n')
})

test('another text with the same characters is remarked on when training goes on with it', () => {
  const out = at('first-text.safetensors'), other = file('other-text.txt', 'abc\n'.repeat(20))
  train('--data', small, '--steps', '1', '--out', out)
  assert.equal(run('train', '--data', small, '--resume', out, '--steps', '1').stderr, '')
  assert.deepEqual(run('train', '--data', other, '--resume', out, '--steps', '1').stderr,
    `iambic: --data ${other} is not the text that ${out} was trained on, though it has the same characters; it goes on with this one\n`)
})

test('- is standard input', () => {
  const input = (/** @type {Uint8Array} */ content, /** @type {string[]} */ ...args) => spawnSync(command, args, { input: content })
  const out = at('piped.safetensors')
  assert.equal(input(readFileSync(small), 'train', '--data', '-', '--steps', '5', '--out', out).status, 0)
  train('--data', small, '--steps', '5', '--out', at('named.safetensors'))
  assert.equal(sha256(out), sha256(at('named.safetensors')))
  assert.equal(input(readFileSync(out), 'sample', '--checkpoint', '-', '--tokens', '9').stdout.toString(), ok('sample', '--checkpoint', out, '--tokens', '9'))
  assert.equal(input(readFileSync(out), 'train', '--data', small, '--resume', '-', '--steps', '5').status, 0)
  assert.match(run('train', '--data', '-', '--resume', '-').stderr, /^iambic: --data and --resume cannot both be standard input\n$/)
})

test('--json is JSON in UTF-8 whatever a file is called', () => {
  const name = Buffer.concat([Buffer.from(at('caf')), Buffer.from([0xff, 0xc3, 0xa9, 0xe2, 0x82])])
  const { status, stdout } = spawnSync('sh', ['-c', `"$0" train --data '${small}' --steps 1 --json --out "$(printf '${at('caf')}\\377\\303\\251\\342\\202')"`, command])
  assert.equal(status, 0)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(stdout)
  assert.equal(of(events(text), 'checkpoint')[0].path, `${at('caf')}\ufffdé\ufffd`)
  assert.ok(readFileSync(name).length > 0)
})

test('--save-every takes steps or minutes', () => {
  const out = at('often.safetensors'), often = (/** @type {string[]} */ ...args) => of(train('--data', small, '--steps', '10', ...args, '--out', out), 'checkpoint')
  assert.equal(often('--save-every', '3').length, 4)
  assert.equal(often('--save-every', '5').length, 2)
  assert.equal(often('--save-every', '1e-9m', '--log-every', '1').length > 1, true)
  assert.equal(often('--save-every', '5m').length, 1)
  for (const value of ['0', '-1', '1.5', 'm', '0m', '5h', ''])
    refused(['train', '--data', small, '--out', out, '--save-every', value],
      `--save-every must be a whole number of steps from 1 to 1,000,000,000, or minutes as in 5m, not ${value || 'empty'}`)
  refused(['train', '--data', small, '--save-every', '5'], '--save-every needs --out, the file to save')
})

test('--version tells the version and how it was built', () => {
  assert.match(ok('--version'), /^iambic \d+\.\d+\.\d+ \((commit [0-9a-f]{10}|an unknown commit), \w+ [\d.]+, \w+, \w+\), kernels \w+\n$/)
  assert.match(ok('--help'), /^Exit status: 0 .* 2 /m)
})

test('a run that the page is compared with ends at the same losses, and holds the same shares likely', () => {
  const { preset, steps, train: onTrain, val, batch, prompt, next } = JSON.parse(readFileSync(new URL('../expected_losses.json', import.meta.url), 'utf8'))
  const [out, traced] = [at('compared.safetensors'), at('traced.safetensors')]
  const events = train('--data', corpus, '--preset', preset, '--steps', String(steps), '--out', out)
  const [[end], [last]] = ['eval', 'step'].map((event) => of(events, event).slice(-1))
  assert.deepEqual([end.train.toFixed(4), end.val.toFixed(4), last.loss.toFixed(4)], [onTrain, val, batch])
  ok('trace', '--checkpoint', out, '--prompt', prompt, '--out', traced)
  const characters = [...new Set(readFileSync(corpus, 'utf8'))].sort()
  const { percent } = enShares(formatOf('en-US'))
  const likeliest = candidates(characters, tensor(traced, 'softmax').slice(-characters.length)).slice(0, next.length)
  assert.deepEqual(likeliest.map(({ character, share }) => `${sign(character)} ${percent(share)}`), next)
})
