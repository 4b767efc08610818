// The command line under compilers and flags of all kinds, and another project's program with the core in it, have the same bits.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

/** Builds the program of another project, which must train as every other machine does. @param {string} name @param {string[]} settings */
function checkConsumer(name, ...settings) {
  const folder = build(name, 'tests/builds/consumer', 'consumer', '-DCMAKE_BUILD_TYPE=Release', ...settings)
  const text = join(folder, 'short.txt')
  writeFileSync(text, readFileSync(join(root, 'build/tinyshakespeare.txt')).subarray(0, SHORT_TEXT_BYTES))
  const [{ options, steps, checkpoint_sha256 }] = shortRuns
  assert.equal(run(join(folder, 'consumer'), [text, String(options.seed), String(steps)]).trim(), checkpoint_sha256)
}

test('a program of another project, with flags of its own, trains the same bits', limit, () => checkConsumer('consumer'))

test('so does one that finds the core installed, with its headers under one folder', limit, () => {
  const folder = build('installed', '.', 'all', '-DCMAKE_BUILD_TYPE=Release')
  const prefix = join(folder, 'prefix')
  rmSync(prefix, { recursive: true, force: true })
  run('cmake', ['--install', folder, '--prefix', prefix])
  assert.deepEqual(readdirSync(join(prefix, 'include')), ['iambic'])
  assert.match(run(join(prefix, 'bin/iambic'), ['--version']), /^iambic /)
  checkConsumer('consumer of the installed', '-DINSTALLED=ON', `-DCMAKE_PREFIX_PATH=${prefix};${join(root, 'build/deps/usr')}`)
})
