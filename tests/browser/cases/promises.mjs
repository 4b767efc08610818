// The same numbers as PyTorch, and the same bytes as everywhere else.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { SHORT_TEXT_BYTES, shortRuns } from '../../short_runs.mjs'
import { expectedCheckpoint, expectedRuns, sha256, test } from '../harness/suite.mjs'

const REPLAY = readFileSync(new URL('../../replay.mjs', import.meta.url), 'utf8')

test('everything the notes print is what the module computes', async (t) => {
  const tab = await t.openBlank({ files: { 'replay.mjs': REPLAY } })
  const checks = await tab.run(`(async () => {
    const load = (name) => import(new URL(name, document.baseURI).href)
    const [{ replay }, iambic] = await Promise.all([load('replay.mjs'), load('iambic.mjs')])
    return replay(iambic, await (await fetch('tinyshakespeare.txt')).blob())
  })()`)
  assert.ok(checks.length >= 20, `${checks.length} checks`)
  for (const { name, expected, got, ok } of checks) assert.ok(ok, `${name}: the notes have ${JSON.stringify(expected)}, computed was ${JSON.stringify(got)}`)
})

for (const { preset, steps, checkpoint_sha256 } of expectedRuns) {
  test(`${steps} steps of ${preset} through the module give the checkpoint of every other machine, byte for byte`, async (t) => {
    const tab = await t.openBlank()
    const data = await tab.run(`(async () => {
      const { createTrainer } = await import(new URL('iambic.mjs', document.baseURI).href)
      const trainer = await createTrainer({ text: await (await fetch('tinyshakespeare.txt')).blob(), preset: '${preset}' })
      await trainer.train(${steps})
      const bytes = await trainer.save()
      trainer.terminate()
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    })()`)
    assert.equal(sha256(Buffer.from(data, 'base64')), checkpoint_sha256)
  })
}

test('short runs of every kind of model give the checkpoints of every other machine, byte for byte', async (t) => {
  const tab = await t.openBlank()
  const files = await tab.run(`(async () => {
    const { createTrainer } = await import(new URL('iambic.mjs', document.baseURI).href)
    const text = (await (await fetch('tinyshakespeare.txt')).text()).slice(0, ${SHORT_TEXT_BYTES})
    const files = []
    for (const { options, steps } of ${JSON.stringify(shortRuns)}) {
      const trainer = await createTrainer({ text, ...options })
      await trainer.train(steps)
      files.push(btoa(Array.from(await trainer.save(), (byte) => String.fromCharCode(byte)).join('')))
      trainer.terminate()
    }
    return files
  })()`)
  const hashes = shortRuns.map(({ options }, i) => [options.preset, sha256(Buffer.from(files[i], 'base64'))])
  assert.deepEqual(hashes, shortRuns.map(({ options, checkpoint_sha256 }) => [options.preset, checkpoint_sha256]))
})

test('2,000 steps by the button, with everything drawn meanwhile, give the same checkpoint', async (t) => {
  const page = await t.openPage()
  await page.train(2000)
  const { name, bytes } = await page.save()
  assert.equal(name, 'iambic-bigram-2000.safetensors')
  assert.equal(sha256(bytes), expectedCheckpoint())
})

test('1,000 steps, saved, opened and 1,000 more are 2,000', async (t) => {
  const first = await t.openPage()
  await first.train(1000)
  const path = t.file('half.safetensors', (await first.save()).bytes)
  const second = await t.openPage({ settings: 'seed=5' })
  await second.upload('checkpoint-file', path)
  await second.state('paused')
  assert.equal(await second.step(), 1000)
  assert.equal((await second.config()).seed, 1337)
  await second.train(1000)
  assert.equal(sha256((await second.save()).bytes), expectedCheckpoint())
})
