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

/** The numbers of words of 8 digits (float32) or 16 (float64). @param {string} words */
const fromBits = (words) => words.split(' ').map((word) => {
  const bytes = Buffer.from(word, 'hex')
  return word.length === 8 ? bytes.readFloatBE() : bytes.readDoubleBE()
})

// The last bits, in which PyTorch's own kernels differ from one processor to the next. A trace is of trained models and sums over many
// more of them; 1e-5 is also what the core's own traces are held to.
const lastBits = (/** @type {string} */ path) => (path.startsWith('trace.json') ? 1e-5 : 1e-6)

/** Where two fixtures differ: numbers by more than the last bits; all else at all. @param {any} a @param {any} b @param {string} path @returns {string[]} */
function differences(a, b, path) {
  if (typeof a === 'number' && typeof b === 'number') return Object.is(a, b) || Math.abs(a - b) <= lastBits(path) + 2e-5 * Math.abs(a) ? [] : [`${path}: ${a}, ${b}`]
  if (typeof a === 'string' && typeof b === 'string' && path.endsWith('bits')) return differences(fromBits(a), fromBits(b), `${path}[]`)
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b ? [] : [`${path}: ${a}, ${b}`]
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return keys.flatMap((key) => differences(a[key], b[key], `${path}.${key}`))
}

/** A fixture as an object; of a safetensors file the tensors, whose header is written in more than one way. @param {string} path */
function read(path) {
  const bytes = readFileSync(path)
  if (path.endsWith('.json')) return JSON.parse(bytes.toString())
  const data = bytes.subarray(8 + Number(bytes.readBigUInt64LE()))
  return Array.from({ length: data.length / 4 }, (_, i) => data.readFloatLE(4 * i))
}

test('there are fixtures', () => assert.ok(made.length >= 10))

for (const program of ['make_fixtures', 'make_gpt_fixtures', 'make_trace_fixtures']) {
  test(`${program}.py runs`, { timeout: 900_000 }, () => { run(`python3 copy/tests/fixtures/${program}.py`, { IAMBIC_CORPUS: join(root, 'build/tinyshakespeare.txt') }) })
}

for (const name of made) {
  test(`${name} is the one that is committed, but for last bits`, { timeout: 20_000 }, () => {
    assert.deepEqual(differences(read(join(committed, name)), read(join(anew, name)), name), [])
  })
}

test('a number that differs, a word and one that is missing are found', () => {
  assert.deepEqual(differences({ x_bits: '3f800000', y: [1, 2], z: 'a' }, { x_bits: '3f900000', y: [1], z: 'b' }, 'f'),
    ['f.x_bits[].0: 1, 1.125', 'f.y.1: 2, undefined', 'f.z: a, b'])
})
