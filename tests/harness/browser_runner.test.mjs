// The runner of the browser tests, shown cases that pass, that fail, and that fail once only.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const RUNNER = fileURLToPath(new URL('../browser/run.mjs', import.meta.url))
const SUITE = new URL('../browser/harness/suite.mjs', import.meta.url).href

const ONCE = "() => { if (tries++ === 0) throw new Error('too early') }"

/** @param {import('node:test').TestContext} t @param {string[]} bodies of cases, named 0, 1, ... @param {string[]} [options] */
function run(t, bodies, options = ['--browser', 'chromium']) {
  const folder = mkdtempSync(join(tmpdir(), 'iambic cases '))
  t.after(() => rmSync(folder, { recursive: true }))
  const cases = bodies.map((body, i) => `{ let tries = 0; test('case ${i}.', async (t) => { await t.openBlank(); await (${body})(t) }) }`)
  writeFileSync(join(folder, 'cases.mjs'), `import { test } from ${JSON.stringify(SUITE)}\n${cases.join('\n')}\n`)
  const { stdout, stderr, status } = spawnSync(process.execPath, [RUNNER, ...options, '--cases', folder], { encoding: 'utf8' })
  return { said: stdout + stderr, status }
}

test('cases that pass and cases that fail are counted, and what fails twice has failed', { timeout: 60_000 }, (t) => {
  const { said, status } = run(t, ['() => {}', "() => { throw new Error('on purpose') }", '() => {}'])
  assert.match(said, /^FAILED {2}chromium: case 1\. .*\n +on purpose$/m)
  assert.match(said, /^2 passed, 1 failed$/m)
  assert.equal(status, 1)
})

test('a case that fails once only is told as unsteady, with what it said', { timeout: 60_000 }, (t) => {
  const { said, status } = run(t, ['() => {}', ONCE])
  assert.match(said, /^UNSTEADY chromium: case 1\. .*\n +too early$/m)
  assert.match(said, /^with .*; 1 passed at the second try only$/m)
  assert.match(said, /^2 passed, 0 failed$/m)
  assert.equal(status, 0)
})

test('many cases that fail once only have failed', { timeout: 60_000 }, (t) => {
  const { said, status } = run(t, Array(9).fill(ONCE))
  assert.match(said, /^0 passed, 9 failed$/m)
  assert.equal(status, 1)
})

test('every case is run once in every browser, and a browser that is done is followed by one that helps the slowest', { timeout: 120_000 }, (t) => {
  const log = join(mkdtempSync(join(tmpdir(), 'iambic log ')), 'log')
  t.after(() => rmSync(join(log, '..'), { recursive: true }))
  const slow = 'WebKit'
  const body = (/** @type {number} */ i) => `async (t) => {
    const { appendFileSync } = await import('node:fs')
    appendFileSync(${JSON.stringify(log)}, [t.browser.version.split('/')[0].toLowerCase(), ${i}, t.server.host].join(' ') + '\\n')
    if (t.browser.version.startsWith('${slow}')) await new Promise((resolve) => setTimeout(resolve, 2000))
  }`
  const { said, status } = run(t, Array.from({ length: 12 }, (_, i) => body(i)), [])
  assert.match(said, /^36 passed, 0 failed$/m)
  assert.equal(status, 0)
  const ran = readFileSync(log, 'utf8').trim().split('\n').map((line) => line.split(' '))
  assert.equal(new Set(ran.map(([browser, i]) => `${browser} ${i}`)).size, 36)
  assert.equal(ran.length, 36)
  const browsers = new Set(ran.filter(([browser]) => browser === slow.toLowerCase()).map(([, , host]) => host))
  assert.ok(browsers.size > 1, `${browsers.size} browser for what is slow`)
})
