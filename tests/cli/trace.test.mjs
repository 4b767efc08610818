// iambic trace: a safetensors file with all that a model computes while it reads a text.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { at, command, header, ok, refused, sha256, small, tensor, train } from './support.mjs'

const limit = { timeout: 60_000 }
const checkpoint = at('gpt.safetensors')
train('--data', small, '--preset', 'gpt', '--n-layer', '1', '--n-head', '2', '--n-embd', '8', '--block-size', '6', '--steps', '5', '--out', checkpoint)
const trace = (/** @type {string} */ prompt, /** @type {string} */ out) => ['trace', '--checkpoint', checkpoint, '--prompt', prompt, '--out', out]

test('trace writes every tensor by its name, of the last block_size characters, and leaves the checkpoint as it was', limit, () => {
  const before = sha256(checkpoint)
  assert.equal(ok(...trace('abcabcab', at('trace.safetensors'))), '')
  const { __metadata__: about, ...tensors } = header(at('trace.safetensors'))
  assert.deepEqual(about, { format: 'pt', text: 'cabcab', tokens: '[3,1,2,3,1,2]', step: '5' })
  const shapes = Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]))
  assert.deepEqual([shapes.token_embedding_table, shapes['blocks.0.sa.heads.1.query'], shapes['blocks.0.sa.heads.1.masked'], shapes['blocks.0.ffwd.net.0'], shapes.lm_head],
    [[6, 8], [6, 4], [6, 6], [6, 32], [6, 4]])
  assert.deepEqual(Object.keys(shapes).slice(-2), ['lm_head', 'softmax'])
  const ends = Object.values(tensors).map(({ data_offsets: [from, to] }) => [from, to])
  assert.deepEqual(ends.slice(1).map(([from]) => from), ends.slice(0, -1).map(([, to]) => to), 'they lie one after the other')
  assert.equal(readFileSync(at('trace.safetensors')).length, 8 + Number(readFileSync(at('trace.safetensors')).readBigUInt64LE(0)) + ends[ends.length - 1][1])
  const chances = tensor(at('trace.safetensors'), 'softmax')
  for (let row = 0; row < 6; row++) assert.ok(Math.abs(chances.subarray(4 * row, 4 * row + 4).reduce((a, b) => a + b) - 1) < 1e-6)
  assert.deepEqual([...tensor(at('trace.safetensors'), 'blocks.0.sa.heads.0.masked').subarray(1, 6)], Array(5).fill(-Infinity))
  assert.equal(sha256(checkpoint), before)
  assert.deepEqual(readdirSync(at('.')).filter((name) => name.startsWith('.')), [])
})

test('trace writes to standard output, too, the same bytes', limit, () => {
  ok(...trace('ab', at('two.safetensors')))
  const { stdout, status } = spawnSync(command, trace('ab', '-'))
  assert.equal(status, 0)
  assert.deepEqual(stdout, readFileSync(at('two.safetensors')))
})

test('what trace cannot do is refused in a sentence, and nothing is written', limit, () => {
  const before = sha256(checkpoint)
  refused(['trace', '--checkpoint', checkpoint, '--out', at('no')], 'trace needs --prompt')
  refused(['trace', '--checkpoint', checkpoint, '--prompt', 'a'], 'trace needs --out')
  refused(trace('', at('no')), '--prompt needs at least one character')
  refused(trace('abz', at('no')), '--prompt abz: character 3, "z", is not among the 4 characters of the text that the model learns from')
  refused(trace('a', checkpoint), `--out ${checkpoint}: this is the checkpoint; it must be another file`)
  assert.equal(sha256(checkpoint), before)
  assert.ok(!readdirSync(at('.')).includes('no'))
})
