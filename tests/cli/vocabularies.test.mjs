// The comparison of vocabularies in README.md.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { command, corpus, file } from './support.mjs'

test('the command with which README.md compares vocabularies prints its table', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const [, program] = readme.match(/`node (tests\/bench\/subwords\/index\.mjs)`/) ?? []
  const text = file('shakespeare.txt', readFileSync(corpus).subarray(0, 20_000))
  const characters = new Set(readFileSync(text, 'utf8')).size
  const short = ['--seconds', '0.01', '--timed-steps', '1', '--data', text, '--iambic', command, '--vocabularies', `${characters},128`]
  const [heading, rule, ...rows] = execFileSync('node', [String(program), ...short], { encoding: 'utf8', timeout: 60_000, cwd: new URL('../..', import.meta.url) }).trim().split('\n')
  assert.ok(readme.includes(`${heading}\n${rule}\n`), heading)
  assert.equal(rows.length, 2)
  for (const [i, row] of rows.entries()) assert.match(row, [RegExp(`^\\| ${characters} \\| [\\d,]+ \\| 1\\.00 \\|`), /^\| 128 \| [\d,]+ \| 1\.\d\d \|/][i])
  for (const row of rows) assert.match(row, /(\| [\d.,]+ ){7}\|$/)
})
