// scripts/lint, shown a fault of each kind in a copy of its own files: it names the file and the rule, and fails.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** What it says, and whether it passes, where there are only these files. @param {import('node:test').TestContext} t @param {Record<string, string>} files */
function lint(t, files) {
  const folder = mkdtempSync(join(tmpdir(), 'iambic-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const own = ['scripts/lib.sh', 'scripts/lint', '.ci/run', 'web/build/eslint.config.mjs', 'web/build/eslint.suppressions.json', 'web/build/stylelint.config.mjs']
  for (const file of own) cpSync(join(ROOT, file), join(folder, file))
  symlinkSync(join(ROOT, 'web/node_modules'), join(folder, 'web/node_modules'))
  for (const [path, text] of Object.entries({ 'tests/a.test.mjs': '', 'web/a.css': 'a { color: red; }\n', ...files })) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { status, stdout, stderr } = spawnSync('scripts/lint', { cwd: folder, encoding: 'utf8' })
  return { passes: status === 0, said: stdout + stderr }
}

test('what is written in the house\'s style passes', { timeout: 60_000 }, (t) => {
  const { passes, said } = lint(t, {
    'web/a.js': 'export const sum = (a, b) => a + b\n', 'web/a.css': 'a { color: red; margin: 0; }\na,\nb {\n  color: red;\n}\n', 'scripts/a': '#!/usr/bin/env bash\necho "$1"\n',
  })
  assert.ok(passes, said)
  assert.match(said, /^4 passed, 0 failed$/m)
})

/** A file for each fault, and the rule that finds it. @type {Record<string, Record<string, [text: string, rule: string]>>} */
const FAULTS = {
  JavaScript: {
    'web/semicolon.js': ['export const a = 1;\n', '@stylistic/semi'],
    'tests/quotes.test.mjs': ['export const a = "b"\n', '@stylistic/quotes'],
    'web/views/indentation.js': ['export function a() {\n   return 1\n}\n', '@stylistic/indent'],
    'web/unused.js': ['const a = 1\n', 'no-unused-vars'],
    'web/long-function.js': [`export function a(value) {\n${'  value += 1\n'.repeat(40)}  return value\n}\n`, 'max-lines-per-function'],
    'web/long-file.js': [`export let value = 1\n${'value += 1\n'.repeat(200)}`, 'max-lines'],
  },
  'style sheets': {
    'web/colour.css': ['a { color: #ggg; }\n', 'declaration-property-value-no-unknown'],
    'web/property.css': ['a { colour: red; }\n', 'property-no-unknown'],
    'web/views/blank.css': ['a { color:red; }\n', '@stylistic/declaration-colon-space-after'],
  },
  'form of shell': { 'scripts/indented': ['#!/usr/bin/env bash\nif true; then\n    echo yes\nfi\n', '-    echo yes'] },
  shell: { 'scripts/split': ['#!/usr/bin/env bash\nrm $1\n', 'SC2086'] },
}

for (const [kind, faults] of Object.entries(FAULTS)) {
  test(`faults of ${kind} are found, each with its file and rule`, { timeout: 60_000 }, (t) => {
    const { passes, said } = lint(t, Object.fromEntries(Object.entries(faults).map(([file, [text]]) => [file, text])))
    assert.ok(!passes, said)
    assert.match(said, new RegExp(`^${kind}: not as it should be$`, 'm'))
    assert.match(said, /^3 passed, 1 failed$/m)
    const parts = said.split(/^(?=\/|web\/|tests\/|--- |In )/m) // of each file
    for (const [file, [, rule]] of Object.entries(faults)) assert.ok(parts.some((part) => part.split('\n')[0].includes(file) && part.includes(rule)), `${file}: ${rule}\n${said}`)
  })
}

test('what is listed as too long passes, and fails when it is no longer', { timeout: 60_000 }, (t) => {
  const list = { 'web/build/eslint.suppressions.json': JSON.stringify({ 'web/long-file.js': { 'max-lines': { count: 1 } } }) }
  const [text] = FAULTS.JavaScript['web/long-file.js']
  const listed = lint(t, { ...list, 'web/long-file.js': text })
  assert.ok(listed.passes, listed.said)
  const shorter = lint(t, { ...list, 'web/long-file.js': text.replace('value += 1\n', '') })
  assert.ok(!shorter.passes)
  assert.match(shorter.said, /suppressions left that do not occur anymore/)
})
