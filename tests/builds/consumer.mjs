// The program of README.md, as the project in tests/builds/consumer builds it: it must train what the command line trains.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
/** The CMake under test: $CMAKE, or the one on the path. */
const cmake = process.env.CMAKE ?? 'cmake'

/** Runs a command, which must succeed; what it printed. @param {string} command @param {string[]} words @param {import('node:child_process').SpawnSyncOptions} [options] */
export function run(command, words, options) {
  const { status, stdout, stderr } = spawnSync(command, words, { ...options, encoding: 'utf8' })
  assert.equal(status, 0, `${stdout}\n${stderr}`.slice(-3000))
  return stdout
}

/** Builds a target of a project anew; the folder. @param {string} name @param {string} source @param {string} target @param {string[]} settings */
export function build(name, source, target, ...settings) {
  const folder = join(root, 'build/variants', name.replace(/[^a-z0-9+]+/gi, '-'))
  rmSync(folder, { recursive: true, force: true })
  run(cmake, ['-S', join(root, source), '-B', folder, '-G', 'Ninja', ...settings])
  run(cmake, ['--build', folder, '--target', target, '-j', String(cpus().length)])
  return folder
}

/** Installs what a folder has built; where. @param {string} folder */
export function install(folder) {
  const prefix = join(root, 'build/variants/prefix')
  rmSync(prefix, { recursive: true, force: true })
  run(cmake, ['--install', folder, '--prefix', prefix])
  return prefix
}

/** Builds the README's program and compares its checkpoint with the command's. @param {string} name @param {string} iambic installed, a folder or an archive @param {string[]} settings */
export function checkConsumer(name, iambic, ...settings) {
  const [program] = readFileSync(join(root, 'README.md'), 'utf8').match(/(?<=```cpp\n)[^`]+/) ?? []
  assert.ok(program)
  const source = join(root, 'build/variants/program.cpp')
  mkdirSync(join(root, 'build/variants'), { recursive: true })
  writeFileSync(source, program)
  const cwd = build(name, 'tests/builds/consumer', 'consumer', '-DCMAKE_BUILD_TYPE=Release', `-DPROGRAM=${source}`, `-DIAMBIC=${iambic}`, ...settings)
  writeFileSync(join(cwd, 'input.txt'), readFileSync(join(root, 'build/tinyshakespeare.txt')).subarray(0, 100_000))
  const [losses, text] = run(join(cwd, 'consumer'), [], { cwd }).split(/\n(?=ROMEO:)/)
  const command = process.env.IAMBIC ?? join(root, 'build/release/iambic')
  const log = run(command, ['train', '--data', 'input.txt', ...'--preset gpt --n-layer 2 --learning-rate 3e-3 --seed 42 --steps 10 --out expected.safetensors'.split(' ')], { cwd })
  assert.match(log, /step +10 +loss/)
  assert.equal(losses.split('\n').length, 10)
  assert.ok(text.length > 100)
  const [ours, theirs] = ['gpt', 'expected'].map((file) => readFileSync(join(cwd, `${file}.safetensors`)))
  assert.ok(ours.equals(theirs), 'the checkpoints differ')
}
