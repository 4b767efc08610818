// scripts/test's own counting, shown what suites of each kind say when they pass, fail, break off or run nothing.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * What scripts/test would say about one suite, and its end. @param {import('node:test').TestContext} t
 * @param {{ kind: string, says: string, status?: number, counts?: string, name?: string }} suite
 */
function ran(t, { kind, says, status = 0, counts = '', name = 'a suite' }) {
  const folder = mkdtempSync(join(tmpdir(), 'iambic suites '))
  t.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'says'), says)
  writeFileSync(join(folder, 'counts'), counts)
  const script = `source scripts/suites.sh; logs=$1 results=$1/results counts=$1/counts; : >"$results"
    suite "$2" "$3" bash -c 'cat "$0"; exit "$1"' "$1/says" "$4"; total`
  const { stdout, stderr, status: ended } = spawnSync('bash', ['-c', script, 'bash', folder, name, kind, String(status)], { cwd: root, encoding: 'utf8' })
  return { said: stdout + stderr, ended }
}

const catchPassed = 'All tests passed (9 assertions in 4 test cases)\n'
const catchFailed = 'test cases: 4 | 2 passed | 1 failed | 1 skipped\nassertions: 9 | 8 passed | 1 failed\n'
const node = (/** @type {string} */ mark, /** @type {object} */ numbers) => Object.entries({ tests: 4, pass: 4, fail: 0, cancelled: 0, skipped: 0, todo: 0, ...numbers })
  .map(([name, number]) => `${mark} ${name} ${number}\n`).join('')

for (const [title, suite, total] of /** @type {[string, any, string][]} */ ([
  ['a Catch2 suite that passes', { kind: 'catch', says: catchPassed }, '4 passed, 0 failed'],
  ['a Catch2 suite with a failure and a test that was skipped', { kind: 'catch', says: catchFailed, status: 2 }, '2 passed, 2 failed'],
  ['a Catch2 suite whose failures the status forgot', { kind: 'catch', says: catchFailed }, '2 passed, 2 failed'],
  ['a Catch2 suite that crashes', { kind: 'catch', says: 'Randomness seeded to: 1\n', status: 139 }, '0 passed, 1 failed'],
  ['Node\'s tests that pass', { kind: 'node', says: node('#', {}) }, '4 passed, 0 failed'],
  ['Node\'s other reporter', { kind: 'node', says: node('ℹ', { pass: 3, fail: 1 }), status: 1 }, '3 passed, 1 failed'],
  ['Node\'s tests that were cancelled, skipped or not yet written', { kind: 'node', says: node('#', { pass: 1, cancelled: 1, skipped: 1, todo: 1 }) }, '1 passed, 3 failed'],
  ['lines', { kind: 'lines', says: 'FAILED  a case\n7 passed, 1 failed\n', status: 1 }, '7 passed, 1 failed'],
  ['lines of a suite that breaks off at its end', { kind: 'lines', says: '7 passed, 0 failed\n', status: 1 }, '7 passed, 1 failed'],
  ['a suite that says nothing', { kind: 'lines', says: '' }, '0 passed, 1 failed'],
  ['a command that works', { kind: 'status', says: '' }, '1 passed, 0 failed'],
  ['a command that fails', { kind: 'status', says: '', status: 3 }, '0 passed, 1 failed'],
])) {
  test(`${title}: ${total}`, { timeout: 20_000 }, (t) => {
    const { said, ended } = ran(t, suite)
    assert.equal(said.trim().split('\n').at(-1), total)
    assert.equal(ended, total.endsWith(' 0 failed') ? 0 : 1)
  })
}

test('a test that failed is named, however much was said after it', { timeout: 20_000 }, (t) => {
  const says = `not ok 3 - the one that failed\n${'ok 4 - another\n'.repeat(100)}${node('#', { pass: 3, fail: 1 })}`
  assert.match(ran(t, { kind: 'node', says, status: 1 }).said, /the one that failed/)
})

test('a suite that has lost a test fails, as does one that is gone', { timeout: 20_000 }, (t) => {
  const lost = ran(t, { kind: 'catch', says: catchPassed, counts: 'a suite\t5\n' })
  assert.match(lost.said, /a suite: only 4 tests ran, .*counts says 5\n4 passed, 1 failed/)
  assert.equal(lost.ended, 1)
  const gone = ran(t, { kind: 'catch', says: catchPassed, counts: 'another\t5\na suite\t4\n' })
  assert.match(gone.said, /another: only 0 tests ran/)
  assert.equal(gone.ended, 1)
  assert.equal(ran(t, { kind: 'catch', says: catchPassed, counts: 'a suite\t3\n' }).ended, 0)
})

test('the browsers are asked again when a source changes that their cases read', { timeout: 20_000 }, () => {
  const [, files] = /suite_over "([^"]+)" "browsers"/.exec(readFileSync(join(root, 'scripts/test'), 'utf8')) ?? []
  const folder = join(root, 'tests/browser')
  const imported = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.mjs') || String(name).endsWith('.js')).flatMap((name) =>
    [...readFileSync(join(folder, String(name)), 'utf8').matchAll(/['"](?:\.\.\/)+(web|dist|src|tests|scripts|build(?!\/logs))\//g)].map(([, top]) => top))
  assert.ok(imported.includes('web'), imported.join())
  assert.deepEqual([...new Set(imported)].filter((top) => !files?.split(' ').includes(top)), [])
})

test('counts that are accepted are those of this run, without what needs a cross compiler', { timeout: 20_000 }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'iambic suites '))
  t.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'results'), 'core, native\t196\t0\ncore on ARM\t190\t0\n')
  spawnSync('bash', ['-c', 'source scripts/suites.sh; results=$1/results counts=$1/counts; accept_counts', 'bash', folder], { cwd: root })
  assert.equal(readFileSync(join(folder, 'counts'), 'utf8'), 'core, native\t196\n')
})

test('a suite says what it ran with', { timeout: 20_000 }, (t) => {
  assert.match(ran(t, { kind: 'lines', says: 'with Chrome/150.0, firefox/140.0\n3 passed, 0 failed\n' }).said, /a suite +3 passed, 0 failed {2}\(\d+ s\), with Chrome\/150.0, firefox\/140.0\n/)
})

test('a suite over files that passed is not run again before one of them changes, and says so; one that failed is', { timeout: 60_000 }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'iambic-suites-')) // a name without a space, as the suites' folders have
  t.after(() => rmSync(folder, { recursive: true }))
  const run = (/** @type {string} */ status, again = '') => {
    const script = `source scripts/suites.sh; logs=$1 results=$1/results counts=/dev/null again=$3; : >"$results"
      suite_over "$1/read" "a suite" lines bash -c 'echo ran >>"$0/runs"; echo "3 passed, $1 failed"' "$1" "$2"; total`
    return spawnSync('bash', ['-c', script, 'bash', folder, status, again], { cwd: root, encoding: 'utf8' }).stdout
  }
  const runs = () => readFileSync(join(folder, 'runs'), 'utf8').trim().split('\n').length
  mkdirSync(join(folder, 'read/node_modules'), { recursive: true })
  writeFileSync(join(folder, 'read/file'), 'one')
  assert.match(run('1'), /3 passed, 1 failed/)
  assert.match(run('0'), /3 passed, 0 failed {2}\(\d+ s\)/) // for a failure is not kept
  assert.equal(runs(), 2)
  assert.match(run('0'), /a suite +3 passed, 0 failed {2}\([\d: -]+; unchanged since, not run again\)\n3 passed, 0 failed/)
  assert.equal(runs(), 2)
  run('0', 'yes')
  assert.equal(runs(), 3)
  writeFileSync(join(folder, 'read/node_modules/file'), 'of what the lock file names')
  assert.match(run('0'), /not run again/)
  writeFileSync(join(folder, 'read/file'), 'two')
  assert.match(run('1'), /3 passed, 1 failed/)
  assert.equal(runs(), 4)
})
