// iambic train --workers, whose bytes same_bits.test.mjs compares with those of as many workers in JavaScript; and what a terminal shows.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { at, command, corpus, file, of, ok, refused, run, sha256, train } from './support.mjs'

const text = file('text.txt', readFileSync(corpus).subarray(0, 2000))
const gpt = ['--data', text, '--preset', 'gpt', '--n-layer', '1', '--n-embd', '16', '--seed', '3']

test('evaluations of several workers are those of one to the bit, and estimates draw the same', () => {
  for (const more of [[], ['--eval-iters', '5']]) {
    const evaluations = (/** @type {string} */ workers) => of(train(...gpt, ...more, '--steps', '1', '--eval-interval', '1', '--workers', workers), 'eval')
    const [alone] = evaluations('1')
    for (const workers of ['2', '3', '7']) assert.deepEqual(evaluations(workers)[0], alone, `${workers} workers`)
  }
})

test('what several workers saved goes on as they would have', () => {
  const together = ['--workers', '2', '--eval-interval', '1', '--eval-iters', '3']
  train(...gpt, ...together, '--steps', '6', '--out', at('straight'))
  train(...gpt, ...together, '--steps', '3', '--save-every', '2', '--out', at('first'))
  train('--data', text, '--resume', at('first'), ...together, '--steps', '3', '--out', at('second'))
  assert.equal(sha256(at('second')), sha256(at('straight')))
})

test('numbers that cease to be finite stop several workers with what was good', () => {
  const { status, stderr } = run('train', ...gpt, '--workers', '2', '--learning-rate', '1000', '--steps', '5000', '--out', at('stopped'))
  assert.equal(status, 1)
  assert.match(stderr, /^iambic: training stopped: step [\d,]+ made the loss infinite or not a number; the weights of step [\d,]+ are kept/)
  assert.ok(readFileSync(at('stopped')).length > 10_000)
})

test('--workers is a whole number from 1 to 64', () => {
  for (const value of ['0', '-1', '1.5', '65', 'many', 'NaN', '']) {
    refused(['train', ...gpt, '--workers', value], `--workers must be a whole number from 1 to 64, not ${value || 'empty'}`)
  }
  refused(['train', ...gpt, '--threads', '2'], 'train does not know --threads; did you mean --workers?')
})

// A bare root has no pseudo-terminals until somebody mounts them: there they are mounted while a command needs one.
const hasPseudoTerminals = spawnSync('script', ['-qec', 'true', '/dev/null'], { timeout: 10_000 }).status === 0
const pseudoTerminals = hasPseudoTerminals ? [] : ['sh', '-c', 'mount -t devpts devpts /dev/pts && trap "umount /dev/pts" EXIT && "$@"', 'sh']

const ESCAPE = '\u001b', END = `${ESCAPE}[?7h`
const withoutTime = (/** @type {string} */ log) => log.replace(/in [\d.]+ s/, '')

/** What a terminal shows of a command. @param {string} line @param {string} [TERM] */
function terminal(line, TERM = 'xterm') {
  const [program, ...args] = [...pseudoTerminals, 'script', '-qec', line, '/dev/null']
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, TERM }, timeout: 60_000 })
  assert.equal(status, 0, stderr)
  return stdout
}

test('while merges are learned a terminal shows how many, and elsewhere those of a large text are told at each tenth', () => {
  const merging = ['train', '--tokenizer', 'bpe', '--steps', '1', '--sample-after', '0']
  const bar = /\[[#.]{24}\] {1,3}\d+ % {2}merge \d of 9, \d+ s left/
  const small = ['--data', text, '--vocab-size', String(new Set(readFileSync(text, 'utf8')).size + 9)]
  assert.match(terminal(`'${command}' ${[...merging, ...small].join(' ')}`), bar)
  assert.doesNotMatch(terminal(`'${command}' ${[...merging, ...small].join(' ')}`, 'dumb'), /merge/)
  assert.equal(run(...merging, ...small).stderr, '')
  const large = ['--data', file('large.txt', 'to be or not to be\n'.repeat(500_000)), '--vocab-size', '14', '--block-size', '8', '--eval-iters', '1', '--eval-interval', '1']
  const { stdout, stderr } = run(...merging, ...large)
  const lines = Array.from({ length: 6 }, (_, i) => `merge ${i + 1} of 6\n`).join('')
  assert.equal(stderr, `iambic: learning the tokens takes about 102 MB of memory\n${lines}`)
  assert.match(stdout, /^Text: 9,500,000 characters, 8 different ones, in [\d,]+ tokens, 14 different ones\./)
})

test('a terminal shows how far a run is and takes it away before it says more; nothing else does', () => {
  const line = `'${command}' train --data '${text}' --steps 2000 --log-every 1000`
  const onTerminal = (/** @type {string} */ TERM, /** @type {string} */ more) => terminal(line + more, TERM)
  const plain = ok('train', '--data', text, '--steps', '2000', '--log-every', '1000')
  const shown = onTerminal('xterm', '')
  const pieces = shown.split(`\r${ESCAPE}[?7l`)
  assert.ok(pieces.length > 1, 'nothing was shown')
  for (const piece of pieces.slice(1)) assert.match(piece.split(ESCAPE)[0], /^\[[#.]{24}\] {1,3}\d+ % {2}step [\d,]+ of 2,000, \d+ s left$/)
  const rest = pieces[0] + pieces.slice(1).map((piece) => piece.slice(piece.indexOf(END) + END.length)).join('')
  assert.equal(withoutTime(rest.replaceAll(`\r${ESCAPE}[K`, '').replaceAll('\r\n', '\n')), withoutTime(plain))
  assert.ok(shown.lastIndexOf(`\r${ESCAPE}[K`) > shown.lastIndexOf('left'))
  for (const other of [onTerminal('dumb', ''), onTerminal('xterm', ' --json')]) assert.ok(!other.includes(ESCAPE) && !other.includes('left'))
})
