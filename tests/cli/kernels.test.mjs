// One program for every processor: whichever vectors its kernels use, the checkpoints are the same, byte for byte.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { commandLineOptions, SHORT_TEXT_BYTES, shortRuns } from '../short_runs.mjs'
import { at, command, corpus, file, sha256 } from './support.mjs'

const text = file('short.txt', readFileSync(corpus).subarray(0, SHORT_TEXT_BYTES))

/** Runs the command with these kernels. @param {string} set @param {string[]} args */
function runWith(set, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, IAMBIC_SIMD: set } })
  return { status, stdout, stderr }
}

/** The kernels that --version says were used. @param {string} stdout */
const used = (stdout) => /, kernels (\w+)\n$/.exec(stdout)?.[1]

const refusal = runWith('mmx', '--version')
const sets = /^iambic: IAMBIC_SIMD: kernels must be one of ([\w, ]+), not mmx\n$/.exec(refusal.stderr)?.[1].split(', ') ?? []

test('unknown kernels are refused by naming those that the processor has', () => {
  assert.deepEqual({ status: refusal.status, stdout: refusal.stdout, known: sets.length > 0 }, { status: 2, stdout: '', known: true }, refusal.stderr)
  assert.deepEqual(runWith('', 'train', '--data', text), { ...refusal, stderr: refusal.stderr.replace('mmx', 'empty') })
})

if (process.platform === 'linux') test('there are kernels for all that the processor can do, and the widest are taken', () => {
  const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1].split(' ') ?? []
  const possible = [['sse', 'sse4_2'], ['avx2', 'avx2'], ['avx512', 'avx512f']].filter(([, flag]) => flags.includes(flag)).map(([name]) => name)
  assert.deepEqual(sets, sets[0] === 'neon' ? ['neon'] : possible)
  const env = { ...process.env }
  delete env.IAMBIC_SIMD
  assert.equal(used(spawnSync(command, ['--version'], { encoding: 'utf8', env }).stdout), sets.at(-1))
})

for (const set of sets) {
  for (const { options, steps, checkpoint_sha256 } of shortRuns) {
    test(`${steps} steps of ${options.preset} with kernels for ${set} give the checkpoint of every other machine`, () => {
      assert.equal(used(runWith(set, '--version').stdout), set)
      const out = at(`${set}-${options.preset}.safetensors`)
      const { status, stderr } = runWith(set, 'train', '--data', text, ...commandLineOptions(options), '--steps', String(steps), '--out', out)
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
      assert.equal(sha256(out), checkpoint_sha256)
    })
  }
}
