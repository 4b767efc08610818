// Whatever ends a run, at whatever moment: the file is its newest save or the one before it, whole, its hash the reported
// one, and --resume goes on from it bit for bit. $IAMBIC_MOMENTS: how many moments are tried of each.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { before, test } from 'node:test'
import { at, begin, corpus, header, of, sha256, train } from './support.mjs'

/** @import { Child } from './support.mjs' */

const moments = Number(process.env.IAMBIC_MOMENTS ?? 20)
const every = 25 // steps between saves
const text = at('text.txt')
writeFileSync(text, readFileSync(corpus).subarray(0, 20_000)) // which is soon evaluated
const small_gpt = ['--preset', 'gpt', '--n-layer', '1', '--n-head', '2', '--n-embd', '8', '--block-size', '8', '--batch-size', '2', '--data', text]

/** Numbers in [0, 1) from a seed. https://en.wikipedia.org/wiki/Linear_congruential_generator @param {number} seed */
function* random(seed) {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield state / 2 ** 32
  }
}

/** Checkpoint hashes of a run that nothing ended, by step. */
class Straight {
  #hashes = new Map()
  #step = 0
  /** At a multiple of `every`. @param {number} step */
  at(step) {
    if (step > this.#step) this.#train(Math.max(step - this.#step, moments * every))
    return this.#hashes.get(step)
  }
  /** @param {number} steps */
  #train(steps) {
    const out = at('straight.safetensors'), start = this.#step > 0 ? ['--data', text, '--resume', out] : small_gpt
    const list = train(...start, '--steps', String(steps), '--log-every', '0', '--eval-interval', '1000000', '--save-every', String(every), '--out', out)
    for (const { sha256: hash } of of(list, 'checkpoint')) {
      this.#step += every
      this.#hashes.set(this.#step, hash)
    }
    assert.equal(sha256(out), this.#hashes.get(this.#step))
    assert.equal(header(out).__metadata__.step, String(this.#step))
  }
}
const straight = new Straight()
before(() => straight.at(every))

/** A run that is ended so many milliseconds after its beginning: what it reported last and how it ended. @param {(child: Child) => void} end @param {number} milliseconds @param {string} out */
async function ended(end, milliseconds, out) {
  const child = begin(['train', ...small_gpt, '--steps', '1000000000', '--save-every', String(every), '--log-every', '7', '--json', '--out', out])
  /** @type {string[]} */
  const reported = []
  let errors = ''
  child.stderr.on('data', (text) => { errors += text })
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => { if (line.endsWith('}')) reported.push(...of([JSON.parse(line)], 'checkpoint').map((event) => event.sha256)) })
  await once(lines, 'line')
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  end(child)
  const [status, signal] = await once(child, 'close')
  assert.equal(signal, null)
  reported.push(...[...errors.matchAll(/\(SHA-256 ([0-9a-f]{64})\)/g)].map(([, hash]) => hash))
  return { status, errors, reported }
}

/** Ends runs at random moments and looks at what they leave. @param {number} seed @param {number} status @param {RegExp} words @param {(child: Child) => void} end */
async function try_moments(seed, status, words, end) {
  const chance = random(seed)
  for (let moment = 0; moment < moments; ++moment) {
    const folder = at(`${seed}-${moment}`), out = `${folder}/run.safetensors`
    mkdirSync(folder)
    const milliseconds = 400 * Number(chance.next().value) ** 2
    const run = await ended(end, milliseconds, out)
    const about = `seed ${seed}, moment ${moment}: after ${milliseconds} ms it said ${run.errors}`
    assert.equal(run.status, status, about)
    assert.match(run.errors, words, about)
    assert.deepEqual(readdirSync(folder), existsSync(out) ? ['run.safetensors'] : [], about)
    if (run.reported.length === 0) {
      assert.ok(!existsSync(out), about)
      continue
    }
    const hash = sha256(out), step = Number(header(out).__metadata__.step), next = (Math.floor(step / every) + 1) * every
    assert.equal(run.reported.at(-1), hash, about)
    if (step % every === 0) assert.equal(hash, straight.at(step), about)
    train('--data', text, '--resume', out, '--steps', String(next - step), '--eval-iters', '1', '--out', out)
    assert.equal(sha256(out), straight.at(next), `${about}, resumed at ${step}`)
  }
}

const limit = { timeout: 10_000 * moments }
/** @type {[NodeJS.Signals, number, string][]} */
const signals = [['SIGTERM', 143, 'terminated'], ['SIGHUP', 129, 'hung up'], ['SIGINT', 130, 'interrupted']]
for (const [signal, status, word] of signals)
  test(`${signal} at any moment leaves a whole file`, limit, () =>
    try_moments(status, status, new RegExp(`^iambic: ${word} after step `), (child) => child.kill(signal)))

test('a reader that goes away at any moment leaves a whole file', limit, () =>
  try_moments(141, 141, /^iambic: standard output cannot be written \(Broken pipe\); stopped after step /, (child) => child.stdout.destroy()))

test('a disk that is full from any moment on leaves a whole file', limit, () =>
  try_moments(1, 1, /^iambic: --out .*run\.safetensors: it cannot be written \(File too large\)/,
    (child) => assert.equal(spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=3000']).status, 0)))
