// A text of 50 MB is read in pieces and trains within 400 MB, the whole process counted.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { moduleUrl } from './support.mjs'

const MEGABYTE = 1 << 20

test('a text of 50 MB trains in less than 400 MB', { timeout: 120_000 }, async () => {
  const script = `
    import { createTrainer } from ${JSON.stringify(moduleUrl.href)}
    const piece = new Uint8Array(1 << 20)
    const pieces = Array.from({ length: 50 }, (_, k) => piece.map((_, i) => 97 + (i * 7 + k * i % 11) % 26).slice())
    const text = new Blob(pieces.splice(0))
    let events = 0
    const trainer = await createTrainer({ text, onLoad: () => { events++ } })
    const { step, loss } = await trainer.train(1000)
    const { train } = await trainer.evaluate()
    const { maxRSS } = process.resourceUsage()
    console.log(JSON.stringify({ events, characters: trainer.info.characters, step, loss, train, maxRSS }))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
  const { events, characters, step, loss, train, maxRSS } = JSON.parse(stdout)
  assert.equal(events, 13)
  assert.equal(characters, 50 * MEGABYTE)
  assert.equal(step, 1000)
  assert.ok(loss > 0 && train > 0)
  assert.ok(maxRSS / 1024 < 400, `${(maxRSS / 1024).toFixed()} MB at most in use`)
})
