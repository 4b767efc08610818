// Where --out goes: what it may replace, what it follows, what it leaves alone, and what it says about it.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync, existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync,
} from 'node:fs'
import { test } from 'node:test'
import { at, command, corpus, events, file, folder, header, of, refused, run, sha256, small, started, train } from './support.mjs'

const limit = { timeout: 60_000 }
const short = ['--data', small, '--steps', '20']
const write = (/** @type {string} */ out, /** @type {string[]} */ ...rest) => train(...short, ...rest, '--out', out)
const straight = of(write(at('straight.safetensors')), 'checkpoint')[0].sha256
const bytes = readFileSync(at('straight.safetensors'))
/** Runs a line of the shell's, where $0 is the command. @param {string} line */
const shell = (line) => spawnSync('sh', ['-c', line, command], { timeout: 50_000 })
const quoted = (/** @type {string[]} */ ...words) => words.map((word) => `'${word}'`).join(' ')

test('a file called NAME.part, and whatever else lies in the folder, is left alone', limit, () => {
  const home = folder('part'), out = `${home}/x.safetensors`
  writeFileSync(`${out}.part`, 'mine')
  write(out)
  assert.equal(run('train', '--data', at('missing.txt'), '--out', out).status, 2)
  assert.equal(readFileSync(`${out}.part`, 'utf8'), 'mine')
  assert.deepEqual(readdirSync(home), ['x.safetensors', 'x.safetensors.part'])
})

test('nothing is created before there is something to save', limit, async () => {
  const home = folder('empty')
  const { child, closed } = await started('--data', corpus, '--steps', '1000000000', '--out', `${home}/x`)
  assert.deepEqual(readdirSync(home), [])
  child.kill('SIGKILL')
  await closed
  assert.deepEqual(readdirSync(home), [])
})

test('links are followed, also to what is not there yet and through other links', limit, () => {
  const home = folder('links')
  mkdirSync(`${home}/deep`)
  writeFileSync(`${home}/deep/real`, 'old')
  symlinkSync('deep/real', `${home}/one`)
  symlinkSync(`${home}/one`, `${home}/two`)
  symlinkSync('deep/new', `${home}/dangling`)
  for (const [link, target] of [['two', 'deep/real'], ['dangling', 'deep/new']]) {
    write(`${home}/${link}`)
    assert.ok(lstatSync(`${home}/${link}`).isSymbolicLink())
    assert.equal(sha256(`${home}/${target}`), straight)
  }
  assert.equal(readlinkSync(`${home}/one`), 'deep/real')
  assert.deepEqual(readdirSync(`${home}/deep`), ['new', 'real'])
})

test('the mode of a file that is replaced is kept, and a new one gets what the umask leaves', limit, () => {
  const out = file('mode', 'old')
  const mode = (/** @type {string} */ path) => statSync(path).mode & 0o777
  for (const wanted of [0o600, 0o640, 0o666]) {
    chmodSync(out, wanted)
    write(out)
    assert.equal(mode(out), wanted)
  }
  assert.equal(shell(`umask 027; $0 train ${quoted(...short, '--out', at('new-mode'))}`).status, 0)
  assert.equal(mode(at('new-mode')), 0o640)
})

test('a read-only file, a folder that is not there and a special name are refused before the training', limit, () => {
  const out = file('read-only', 'precious')
  chmodSync(out, 0o444)
  symlinkSync(out, at('to-read-only'))
  for (const name of [out, at('to-read-only')]) refused(['train', ...short, '--out', name], `--out ${name}: it is read-only; choose another name, or make it writable`)
  assert.equal(readFileSync(out, 'utf8'), 'precious')
  refused(['train', ...short, '--out', at('no/such/x')], `--out ${at('no/such/x')}: there is no folder ${at('no/such')}`)
  refused(['train', ...short, '--out', ''], '--out : it must name a file that can be written')
  refused(['train', ...short, '--out', at('x'.repeat(300))], `--out ${at('x'.repeat(300))}: it cannot be written (File name too long)`)
  write(at('y'.repeat(255)))
})

test('the text is never overwritten, by whatever name it is called', limit, () => {
  const data = file('text.txt', readFileSync(small))
  symlinkSync(data, at('text-link'))
  linkSync(data, at('text-hard'))
  for (const out of [data, at('./text.txt'), at('text-link'), at('text-hard')]) {
    refused(['train', '--data', data, '--steps', '1', '--out', out], `--out ${out}: this is the text to learn from; it must be another file`)
    refused(['train', '--data', at('text-link'), '--steps', '1', '--out', out], `--out ${out}: this is the text to learn from; it must be another file`)
  }
  assert.equal(shell(`$0 train --data - --out ${quoted(data)} < ${quoted(data)}`).status, 2)
  assert.deepEqual(readFileSync(data), readFileSync(small))
})

test('--out may be the file of --resume', limit, () => {
  const out = at('again')
  write(out)
  train('--data', small, '--resume', out, '--steps', '5', '--out', out)
  assert.equal(header(out).__metadata__.step, '25')
})

test('--out - is standard output, and then the log goes to standard error', limit, () => {
  const line = (/** @type {string} */ out) => shell(`$0 train ${quoted(...short, '--json', '--out', out)} | cat`)
  for (const out of ['-', '/dev/stdout']) {
    const { stdout, stderr } = line(out)
    assert.deepEqual(stdout, bytes)
    assert.equal(of(events(stderr.toString()), 'checkpoint')[0].sha256, straight)
  }
  assert.ok(!existsSync('-'))
  const redirected = at('redirected')
  for (const out of ['-', '/dev/stdout', redirected]) {
    assert.equal(shell(`$0 train ${quoted(...short, '--out', out)} > ${quoted(redirected)}`).status, 0)
    assert.equal(sha256(redirected), straight)
  }
  const child = spawnSync(command, ['train', ...short, '--out', '/dev/stdout']) // a socket, which has no name to open
  assert.deepEqual(child.stdout, bytes)
})

test('devices and pipes are written through', limit, () => {
  assert.equal(of(write('/dev/null'), 'checkpoint')[0].sha256, straight)
  assert.ok(statSync('/dev/null').isCharacterDevice())
  const pipe = at('fifo')
  const { stdout } = shell(`mkfifo ${quoted(pipe)}; $0 train ${quoted(...short, '--out', pipe)} >/dev/null & cat ${quoted(pipe)}; wait`)
  assert.deepEqual(stdout, bytes)
  assert.ok(lstatSync(pipe).isFIFO())
  refused(['train', ...short, '--save-every', '5', '--out', '/dev/null'], '--save-every needs a file for --out, not /dev/null, which cannot be replaced')
})

test('with standard input, output or error closed the checkpoint is what it is with them', limit, () => {
  for (const closed of ['<&-', '>&-', '2>&-', '<&- >&- 2>&-']) {
    const out = at('closed')
    assert.equal(shell(`$0 train ${quoted(...short, '--out', out)} ${closed}`).status, 0, closed)
    assert.equal(sha256(out), straight, closed)
  }
})

test('a file that cannot be written whole fails, says so, and leaves the old one', limit, () => {
  const home = folder('limited'), out = `${home}/x`
  writeFileSync(out, 'old')
  const { status, stderr } = shell(`ulimit -f 1; $0 train --data ${quoted(small)} --preset gpt --n-layer 1 --steps 2 --out ${quoted(out)}`)
  assert.equal(status, 1)
  assert.match(stderr.toString(), /^iambic: --out .*\/x: it cannot be written \(File too large\)\n$/)
  assert.equal(readFileSync(out, 'utf8'), 'old')
  assert.deepEqual(readdirSync(home), ['x'])
})

test('a log that cannot be written ends the run, which saves what there is', limit, () => {
  const out = at('logged')
  const { status, stderr } = shell(`ulimit -f 40; $0 train --data ${quoted(small)} --log-every 1 --steps 1000000000 --out ${quoted(out)} > ${quoted(at('log'))}`)
  assert.equal(status, 1)
  assert.match(stderr.toString(), /^iambic: standard output cannot be written \(File too large\); stopped after step [\d,]+; saved .* \(SHA-256 [0-9a-f]{64}\)\n$/)
  assert.ok(stderr.includes(sha256(out)))
  assert.equal(stderr.toString().match(/step ([\d,]+)/)?.[1].replaceAll(',', ''), header(out).__metadata__.step)
})
