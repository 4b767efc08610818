// How much memory a run says it takes, and how much the system says it took.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { begin, corpus } from './support.mjs'

const LIMIT = { timeout: 60_000 }
const MEGABYTE = 1e6

/** What a run of a model announces, and what it has held at most when it has taken its first steps, where the system tells (Linux). @param {string[]} options */
async function announcedAndHeld(...options) {
  const child = begin(['train', '--json', '--data', corpus, '--steps', '100000', '--log-every', '1', ...options])
  let said = ''
  while (!said.includes('"step":2,')) said += (await once(child.stdout, 'data'))[0]
  const status = `/proc/${child.pid}/status`
  const held = existsSync(status) ? 1024 * Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1]) : NaN
  child.kill('SIGKILL')
  await once(child, 'close')
  return { announced: JSON.parse(said.split('\n')[0]).memory_bytes, held }
}

for (const [what, ...options] of [
  ['a wide model', '--preset', 'gpt', '--n-embd', '256', '--n-layer', '3', '--batch-size', '2', '--block-size', '64'],
  ['a long one', '--preset', 'gpt', '--n-layer', '2', '--n-embd', '64', '--batch-size', '4', '--block-size', '512'],
  ['two workers', '--preset', 'gpt', '--n-embd', '256', '--n-layer', '3', '--batch-size', '4', '--block-size', '64', '--workers', '2'],
]) {
  test(`the memory that is announced for ${what} is what it takes, within a tenth`, LIMIT, async (t) => {
    const { announced, held } = await announcedAndHeld(...options)
    t.diagnostic(`announced ${(announced / MEGABYTE).toFixed(1)} MB, held ${(held / MEGABYTE).toFixed(1)} MB`)
    assert.ok(announced > 20 * MEGABYTE)
    if (!Number.isNaN(held)) assert.ok(Math.abs(announced / held - 1) < 0.1, `announced ${announced}, held ${held}`)
  })
}
