// CMakePresets.json offers only what scripts/test builds and runs.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

/** @param {string} path */
const inProject = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test('every preset is built and run by scripts/test', () => {
  const { configurePresets } = JSON.parse(inProject('CMakePresets.json'))
  const script = inProject('scripts/test')
  assert.ok(configurePresets.length >= 4)
  for (const { name } of configurePresets) {
    assert.match(script, new RegExp(`builds ${name} `), `${name} is not built`)
    assert.match(script, new RegExp(`build/${name}/`), `nothing of ${name} is run`)
  }
})
