// Names that only one tab may have, where a browser has no Web Locks: here, every call is a tab of its own.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimByAsking } from '../../web/experiment/key-value-store.js'

const LIMIT = { timeout: 60_000 }

test('a name that a tab holds is refused to the others until it is given back', LIMIT, async () => {
  for (const fresh of [true, false]) {
    const release = await claimByAsking('a run', fresh)
    assert.ok(release)
    assert.equal(await claimByAsking('a run', false), undefined)
    const other = await claimByAsking('another run', false)
    assert.ok(other)
    other()
    release()
    const next = await claimByAsking('a run', false)
    assert.ok(next)
    next()
  }
})

test('of many tabs that want a name at once, one gets it', LIMIT, async () => {
  for (let i = 0; i < 3; i++) {
    const releases = (await Promise.all(Array.from({ length: 8 }, () => claimByAsking('a run', false)))).filter((release) => release !== undefined)
    assert.equal(releases.length, 1)
    releases[0]()
  }
})

test('who begins a run has its name at once, even from tabs that ask for it already', LIMIT, async () => {
  const asking = claimByAsking('a run', false)
  const release = await claimByAsking('a run', true)
  assert.equal(await claimByAsking('a run', false), undefined)
  assert.equal(await asking, undefined)
  release?.()
})
