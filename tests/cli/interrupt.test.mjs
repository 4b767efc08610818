// Ctrl-C and its kin: heard in every part of a run, as often as they come, unless the caller ignores them.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { at, begin, command, corpus, header, of, sha256, small, train } from './support.mjs'

const limit = { timeout: 60_000 }
const never = '1000000000', long = '1000000'

/** Runs a command and sends it SIGINT so many times when it has told of `event`; what it said and how it ended. @param {string} event @param {string[]} args */
async function interrupted(event, args, times = 1, program = [command]) {
  const child = begin(['train', '--json', ...args], program)
  let errors = '', sent = 0
  child.stderr.on('data', (text) => { errors += text })
  /** @type {import('./support.mjs').Event[]} */
  const list = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    list.push(JSON.parse(line))
    if (list.at(-1)?.event !== event || sent > 0) return
    for (; sent < times; ++sent) setTimeout(() => child.kill('SIGINT'), 100 + 5 * sent)
  })
  const [status, signal] = await once(child, 'close')
  assert.ok(sent > 0, `there was no event ${event}; ${errors}`)
  assert.equal(signal, null)
  return { list, errors, status }
}

test('Ctrl-C ends the run after a step, saves it and exits 130', limit, async () => {
  const out = at('interrupted.safetensors')
  const { list, errors, status } = await interrupted('step', ['--data', small, '--steps', never, '--log-every', '1000', '--out', out])
  const step = Number(header(out).__metadata__.step)
  assert.equal(status, 130)
  assert.equal(errors, `iambic: interrupted after step ${step.toLocaleString('en-US')}\n`)
  assert.deepEqual(list.at(-1), { event: 'checkpoint', path: out, sha256: sha256(out) })
  assert.ok(step >= Number(of(list, 'step').at(-1)?.step))
  train('--data', small, '--steps', String(step), '--out', at('uninterrupted.safetensors'))
  assert.equal(sha256(out), sha256(at('uninterrupted.safetensors')))
})

test('training that is done is saved before it is evaluated, and is not lost however often Ctrl-C is pressed', limit, async () => {
  const out = at('evaluating.safetensors'), options = ['--data', corpus, '--preset', 'gpt', '--batch-size', '1', '--steps', '2', '--log-every', '2']
  train(...options, '--eval-iters', '1', '--out', at('two-steps.safetensors'))
  /** @type {[number, string[]][]} */
  const cases = [[1, []], [4, []], [4, ['--eval-iters', long]]]
  for (const [times, more] of cases) {
    const { list, errors, status } = await interrupted('step', [...options, ...more, '--out', out], times)
    assert.equal(status, 130)
    assert.equal(errors, 'iambic: interrupted after step 2\n')
    assert.deepEqual(list.map((entry) => entry.event), ['info', 'step', 'checkpoint'])
    assert.equal(sha256(out), sha256(at('two-steps.safetensors')))
    assert.equal(list.at(-1)?.sha256, sha256(out))
  }
})

test('Ctrl-C is heard while samples are written, and what was trained is saved', limit, async () => {
  const out = at('sampling.safetensors'), options = ['--data', corpus, '--steps', '50', '--log-every', '0']
  const { list, status } = await interrupted('eval', [...options, '--sample-after', long, '--preset', 'gpt', '--n-layer', '1', '--eval-iters', '1', '--out', out])
  assert.equal(status, 130)
  assert.deepEqual(list.map((entry) => entry.event), ['info', 'eval', 'checkpoint'])
  assert.equal(header(out).__metadata__.step, '50')
  const before = await interrupted('info', [...options, '--sample-before', long, '--preset', 'gpt', '--out', at('nothing.safetensors')])
  assert.deepEqual(before.list.map((entry) => entry.event), ['info'])
  assert.equal(before.errors, 'iambic: interrupted after step 0; there is nothing to save\n')
})

test('a run that was interrupted in an estimate begins it again', limit, async () => {
  const gpt = ['--preset', 'gpt', '--n-layer', '1', '--n-embd', '16', '--batch-size', '2'], data = ['--data', corpus, '--log-every', '1']
  const [three, four, out] = [at('three'), at('four'), at('estimating')]
  train(...data, ...gpt, '--steps', '3', '--eval-iters', '1', '--out', three)
  train(...data, '--resume', three, '--steps', '1', '--eval-iters', '1', '--out', four)
  const { list } = await interrupted('step', [...data, '--resume', three, '--steps', '9', '--eval-interval', '4', '--eval-iters', long, '--out', out])
  assert.deepEqual(list.map((entry) => entry.event), ['info', 'step', 'checkpoint'])
  assert.equal(sha256(out), sha256(four))
})

test('a signal that the caller ignores stays ignored', limit, async () => {
  const ignoring = ['sh', '-c', 'trap "" INT HUP; exec "$0" "$@"', command]
  const options = ['--data', corpus, '--preset', 'gpt', '--n-layer', '1', '--batch-size', '4', '--steps', '60', '--log-every', '1', '--eval-iters', '1']
  const { list, errors, status } = await interrupted('step', options, 3, ignoring)
  assert.deepEqual({ status, errors }, { status: 0, errors: '' })
  assert.equal(of(list, 'step').length, 60)
})
