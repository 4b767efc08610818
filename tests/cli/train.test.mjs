// iambic train and sample: events, order of the random stream, checkpoints, resuming.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, corpus, events, expected, file, header, of, ok, run, sha256, small, train } from './support.mjs'

test('--json tells what is trained, every step, the losses at the end and the checkpoint', () => {
  const out = at('events.safetensors')
  const list = train('--data', corpus, '--steps', '4', '--log-every', '1', '--out', out)
  assert.deepEqual(list.map((entry) => entry.event), ['info', 'step', 'step', 'step', 'step', 'eval', 'checkpoint'])
  assert.deepEqual(list[0], { event: 'info', characters: 1115394, vocabulary_size: 65, parameters: 4225 })
  assert.deepEqual(of(list, 'step').map((entry) => entry.step), [1, 2, 3, 4])
  for (const { loss } of of(list, 'step')) assert.ok(loss > 4 && loss < 6, `loss ${loss}`)
  assert.deepEqual(Object.keys(list[5]), ['event', 'step', 'train', 'val'])
  assert.equal(list[5].step, 4)
  assert.deepEqual(list[6], { event: 'checkpoint', path: out, sha256: sha256(out) })
})

test('--log-every prints its multiples, 0 none, and by default there are ten', () => {
  const steps = (...args) => of(train('--data', small, ...args), 'step').map((entry) => entry.step)
  assert.deepEqual(steps('--steps', '10', '--log-every', '3'), [3, 6, 9])
  assert.deepEqual(steps('--steps', '10', '--log-every', '0'), [])
  assert.deepEqual(steps('--steps', '100'), [10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
})

test('--eval-interval evaluates before iterations 0, E, 2E and the last, with --eval-iters as the lecture does', () => {
  const at_steps = (...args) => of(train('--data', corpus, '--steps', '10', ...args), 'eval').map((entry) => entry.step)
  assert.deepEqual(at_steps('--eval-interval', '4'), [0, 4, 8, 9, 10])
  assert.deepEqual(at_steps('--eval-interval', '4', '--eval-iters', '2'), [0, 4, 8, 9])
  assert.deepEqual(at_steps('--eval-interval', '3'), [0, 3, 6, 9, 10])
  assert.deepEqual(at_steps('--eval-iters', '2'), [10])
})

test('exact evaluations leave the training as it was, estimates draw from its stream', () => {
  const losses = (...args) => of(train('--data', corpus, '--steps', '10', '--log-every', '1', ...args), 'step').map((entry) => entry.loss)
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
  const sample = (...args) => ok('sample', '--checkpoint', at('sampled.safetensors'), '--tokens', '50', ...args)
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
