// What the command line's tests share: running the command, its files, and the form of a refusal.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const inProject = (/** @type {string} */ path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The command under test: $IAMBIC, or the release build. */
export const command = process.env.IAMBIC ?? inProject('build/release/iambic')
/** Tiny Shakespeare. */
export const corpus = [process.env.IAMBIC_CORPUS, inProject('build/tinyshakespeare.txt')].find((path) => path && existsSync(path)) ?? ''
if (!existsSync(command)) throw new Error(`the command is needed at ${command}: run scripts/build, or set IAMBIC`)
if (!corpus) throw new Error('tiny Shakespeare is needed: run scripts/fetch_corpus, or set IAMBIC_CORPUS')

export const expected = JSON.parse(readFileSync(inProject('tests/expected.json'), 'utf8'))

const own = mkdtempSync(join(tmpdir(), 'iambic-cli-'))
process.on('exit', () => rmSync(own, { recursive: true }))

/** A path in a folder of its own for each test file. @param {string} name */
export const at = (name) => join(own, name)
/** Writes a file there and gives its path. @param {string} name @param {string | Uint8Array} content */
export function file(name, content) {
  writeFileSync(at(name), content)
  return at(name)
}

/** A text of three characters. */
export const small = file('small.txt', 'abacabcaacbbacababcabcaabbccabacbabcacba\n'.repeat(5))

/** Runs the command to its end. @param {string[]} args */
export function run(...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** @typedef {import('node:child_process').ChildProcessWithoutNullStreams} Child */
/** @type {Child[]} */
const begun = []
process.on('exit', () => begun.forEach((child) => child.kill('SIGKILL')))
/** Begins the command, or a program that runs it; it does not outlive the tests. @param {string[]} args @param {string[]} program */
export function begin(args, [program, ...before] = [command]) {
  const child = spawn(program, [...before, ...args])
  begun.push(child)
  return child
}

/** The values of a tensor in a safetensors file. @param {string} path @param {string} name @returns {Float32Array} */
export function tensor(path, name) {
  const bytes = readFileSync(path)
  const start = 8 + Number(bytes.readBigUInt64LE(0))
  const [from, to] = header(path)[name].data_offsets
  return new Float32Array(new Uint8Array(bytes.subarray(start + from, start + to)).buffer)
}

/** Runs the command, which must succeed and say nothing on stderr; its stdout. @param {string[]} args */
export function ok(...args) {
  const result = run(...args)
  assert.deepEqual({ status: result.status, stderr: result.stderr }, { status: 0, stderr: '' })
  return result.stdout
}

/**
 * What --json prints in a line; the fields are those of its kind.
 * @typedef {{ event: string, step: number, loss: number, train: number, val: number, when: string, text: string, path: string, sha256: string,
 *   characters: number, vocabulary_size: number, parameters: number, memory_bytes: number,
 *   characters_per_token: { train: number, val: number }, train_bits_per_character: number, val_bits_per_character: number }} Event
 */
/** The objects that --json prints, one a line. @param {string} stdout @returns {Event[]} */
export const events = (stdout) => stdout.trimEnd().split('\n').map((line) => JSON.parse(line))
/** Those of one kind. @param {Event[]} list @param {string} event */
export const of = (list, event) => list.filter((entry) => entry.event === event)
export const train = (/** @type {string[]} */ ...args) => events(ok('train', '--json', ...args))

/** Asserts exit status 2, nothing on stdout and exactly this line on stderr. @param {string[]} args @param {string} sentence */
export function refused(args, sentence) {
  assert.deepEqual(run(...args), { status: 2, stdout: '', stderr: `iambic: ${sentence}\n` })
}

export const sha256 = (/** @type {string} */ path) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** The header of a safetensors file. @param {string} path */
export function header(path) {
  const bytes = readFileSync(path)
  return JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString())
}

/** An empty folder. @param {string} name */
export function folder(name) {
  mkdirSync(at(name))
  return at(name)
}

/** A run that is going on and tells what it does. @param {string[]} args */
export async function started(...args) {
  const child = begin(['train', '--json', ...args])
  let said = '', errors = ''
  child.stdout.on('data', (text) => { said += text })
  child.stderr.on('data', (text) => { errors += text })
  const closed = once(child, 'close').then(([status]) => ({ status, errors, list: events(said) }))
  await once(child.stdout, 'data')
  return { child, closed }
}
