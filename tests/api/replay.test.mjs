// The notes, replayed through the built module.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { replay } from '../replay.mjs'
import { corpus, iambic } from './support.mjs'

test('everything the notes print is what the module computes', async (t) => {
  const checks = await replay(iambic, corpus())
  assert.equal(checks.length, 26)
  for (const { name, expected, got } of checks) await t.test(name, () => assert.deepEqual(got, expected))
})
