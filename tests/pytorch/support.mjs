// What the tests with PyTorch share: its Python, the commands, and a folder that looks like the top of the project.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The Python that has PyTorch. Without one no test passes. */
const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import torch']).status === 0)
assert.ok(python, 'PyTorch is missing: scripts/setup --pytorch installs it')

/** A folder with the names that README.md's commands have, and a text for them. */
export const folder = mkdtempSync(join(tmpdir(), 'iambic-pytorch-'))
process.on('exit', () => rmSync(folder, { recursive: true }))
for (const name of ['scripts', 'build', 'dist']) symlinkSync(join(root, name), join(folder, name))
writeFileSync(join(folder, 'input.txt'), readFileSync(join(root, 'build/tinyshakespeare.txt')).subarray(0, 6_000))
mkdirSync(join(folder, 'bin'))
writeFileSync(join(folder, 'bin/python3'), `#!/bin/sh\nexec '${spawnSync(python, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout.trim()}' "$@"\n`)
chmodSync(join(folder, 'bin/python3'), 0o755)

/** One thread each, for many that wait for one another on few cores take for ever. */
const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, OMP_NUM_THREADS: '1', IAMBIC: join(root, 'build/release/iambic') }

/** Runs a command line in the folder to its end. @param {string} line @param {Record<string, string>} [more] */
export function attempt(line, more = {}) {
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', line], { cwd: folder, encoding: 'utf8', env: { ...env, ...more } })
  return { status, stdout, stderr }
}

/** Runs one that must succeed; what it printed. @param {string} line @param {Record<string, string>} [more] */
export function run(line, more) {
  const { status, stdout, stderr } = attempt(line, more)
  assert.equal(status, 0, `${line}\n${stdout.slice(-1500)}\n${stderr.slice(-3000)}`)
  return stdout
}

/** Runs one in several processes at once, each with an environment of its own; all must succeed. @param {string} line @param {Record<string, string>[]} environments */
export async function runTogether(line, environments) {
  const ends = environments.map((more) => new Promise((resolve) => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', line], { cwd: folder, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (data) => { said += data })
    child.on('close', (status) => resolve({ status, said }))
  }))
  const results = await Promise.all(ends)
  assert.deepEqual(results.map(({ status }) => status), environments.map(() => 0))
  return results.map(({ said }) => said)
}

/** Of a log of lines of JSON: the numbers of the steps and evaluations, in order. @param {string} log */
export const numbersOf = (log) => log.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  .flatMap(({ event, loss, train, val }) => (event === 'step' ? [loss] : event === 'eval' ? [train, val] : []))

/** All of them, as many as there should be, are within `tolerance` of one another. @param {number[]} ours @param {number[]} theirs @param {number} count @param {number} tolerance */
export function assertClose(ours, theirs, count, tolerance) {
  assert.deepEqual([ours.length, theirs.length], [count, count])
  const worst = Math.max(...ours.map((x, i) => Math.abs(x - theirs[i])))
  assert.ok(worst <= tolerance, `they differ by ${worst}:\n${ours}\n${theirs}`)
}
