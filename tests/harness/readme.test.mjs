// README.md names files and folders that are there. That its commands work, scripts/check_readme shows.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = new URL('../../', import.meta.url)

/** The paths that a text names in backticks and are not there; NAME stands for what is to be written. @param {string} text */
const missingFrom = (text) => [...text.matchAll(/`((?:web|src|tests|scripts)\/[\w./-]+)`/g)].map(([, path]) => path)
  .filter((path) => !path.includes('NAME') && !existsSync(fileURLToPath(new URL(path, ROOT))))

test('every file and folder of the project that README.md names is there', { timeout: 10_000 }, () => {
  const readme = readFileSync(new URL('README.md', ROOT), 'utf8')
  assert.ok(readme.split('`web/').length > 20)
  assert.deepEqual(missingFrom(readme), [])
})

test('one that is not there is found', { timeout: 10_000 }, () => {
  assert.deepEqual(missingFrom('`web/worker` and `web/worker/gone.js`, `src/core/ops/NAME.hpp`'), ['web/worker/gone.js'])
})
