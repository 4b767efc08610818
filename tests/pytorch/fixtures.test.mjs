// The fixtures that are committed are what PyTorch computes: they are made anew, in a copy, and compared.
import assert from 'node:assert/strict'
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folder, root, run } from './support.mjs'

const committed = join(root, 'tests/fixtures'), anew = join(folder, 'copy/tests/fixtures')
cpSync(committed, anew, { recursive: true })
symlinkSync(join(root, 'scripts'), join(folder, 'copy/scripts'))
const made = readdirSync(anew).filter((name) => /\.(json|safetensors)$/.test(name) && name !== 'bpe.json') // for which nobody needs PyTorch
for (const name of made) rmSync(join(anew, name))

test('there are fixtures', () => assert.ok(made.length >= 10))

for (const program of ['make_fixtures', 'make_gpt_fixtures', 'make_trace_fixtures']) {
  test(`${program}.py runs`, { timeout: 900_000 }, () => { run(`python3 copy/tests/fixtures/${program}.py`, { IAMBIC_CORPUS: join(root, 'build/tinyshakespeare.txt') }) })
}

test('each of them is the one that is committed', () => {
  assert.deepEqual(made.filter((name) => !readFileSync(join(anew, name)).equals(readFileSync(join(committed, name)))), [])
})
