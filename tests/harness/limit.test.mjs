// A test that hangs is named, whatever it hangs in.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const node = [process.execPath, '--require', './tests/limit.cjs']

/** @param {string[]} command with a limit of one second for each test */
function runs([program, ...given]) {
  const env = { ...process.env, IAMBIC_TEST_SECONDS: '1', NODE_TEST_CONTEXT: undefined } // not that of the run that this test is part of
  const { status, signal, stdout, stderr } = spawnSync(program, given, { cwd: root, encoding: 'utf8', timeout: 40_000, env })
  return { passed: status === 0, late: signal === 'SIGTERM', said: stdout + stderr }
}

for (const [title, body] of Object.entries({ 'waits for ever': 'await new Promise((resolve) => { setTimeout(resolve, 1e6) })', 'loops for ever': 'for (;;);' })) {
  test(`a test in Node that ${title} is named, and fails`, { timeout: 60_000 }, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'iambic-'))
    t.after(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'hangs.test.mjs'), `import { test } from 'node:test'\ntest('one that ends', () => {})\ntest('one that ${title}', async () => { ${body} })`)
    const { passed, late, said } = runs([...node, '--test', join(folder, 'hangs.test.mjs')])
    assert.ok(!passed && !late, said)
    assert.match(said, new RegExp(`one that ${title}`))
    assert.match(said, /hangs: it has not ended after|timed out after 1000ms/)
  })
}

for (const [title, command] of Object.entries({ natively: ['build/release/iambic_tests'], 'in wasm': [...node, 'build/wasm/iambic_tests.js'] })) {
  test(`a test of the core that never ends ${title} is named, and fails`, { timeout: 60_000 }, () => {
    const { passed, late, said } = runs([...command, '[.hang]'])
    assert.ok(!passed && !late, said)
    assert.match(said, /"a test that never ends" hangs: it has not ended after 1 s/)
  })
}
