// The command line under compilers and flags of all kinds, and another project's program with the core in it, have the same bits.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { SHORT_TEXT_BYTES, shortRuns } from '../short_runs.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const limit = { timeout: 900_000 }

/** @param {string} command @param {string[]} words @param {NodeJS.ProcessEnv} [env] */
function run(command, words, env) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', env: { ...process.env, ...env } })
  assert.equal(status, 0, `${stdout}\n${stderr}`.slice(-3000))
  return stdout
}

/** Builds a target of a project; the folder. @param {string} name @param {string} source @param {string} target @param {string[]} settings */
function build(name, source, target, ...settings) {
  const folder = join(root, 'build/variants', name.replace(/[^a-z0-9+]+/gi, '-'))
  run('cmake', ['-S', join(root, source), '-B', folder, '-G', 'Ninja', ...settings])
  run('cmake', ['--build', folder, '--target', target, '-j', String(cpus().length)])
  return folder
}

const VARIANTS = ['g++ -O0', 'g++ -O3', 'g++ -O3 -march=native', 'g++ -O2 -mfma -ffp-contract=fast', 'g++ -O2 -funsigned-char -mrecip',
  'clang++ -O0', 'clang++ -O2', 'clang++ -O3 -march=native -ffp-contract=fast']
for (const variant of VARIANTS) {
  test(`${variant}: every short run gives the checkpoint of every other machine`, limit, () => {
    const [compiler, ...flags] = variant.split(' ')
    const folder = build(variant, '.', 'iambic', `-DCMAKE_CXX_COMPILER=${compiler}`, `-DCMAKE_CXX_FLAGS=${flags.join(' ')}`)
    run(process.execPath, ['--test', join(root, 'tests/cli/same_bits.test.mjs')], { IAMBIC: join(folder, 'iambic'), NODE_TEST_CONTEXT: '' })
  })
}

test('a program of another project, with flags of its own, trains the same bits', limit, () => {
  const folder = build('consumer', 'tests/builds/consumer', 'consumer', '-DCMAKE_BUILD_TYPE=Release')
  const text = join(folder, 'short.txt')
  writeFileSync(text, readFileSync(join(root, 'build/tinyshakespeare.txt')).subarray(0, SHORT_TEXT_BYTES))
  const [{ options, steps, checkpoint_sha256 }] = shortRuns
  assert.equal(run(join(folder, 'consumer'), [text, String(options.seed), String(steps)]).trim(), checkpoint_sha256)
})
