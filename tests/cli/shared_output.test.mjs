// --out, where several programs write to it.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, symlinkSync } from 'node:fs'
import { test } from 'node:test'
import { at, begin, corpus, folder, of, run, sha256, small, started, train } from './support.mjs'

const limit = { timeout: 60_000 }

test('a command that is refused takes nothing from a run that writes to the same --out', limit, async () => {
  const home = folder('shared'), out = `${home}/x.safetensors`
  const { child, closed } = await started('--data', corpus, '--steps', '1000000000', '--out', out)
  assert.equal(run('train', '--data', at('missing.txt'), '--out', out).status, 2)
  assert.equal(run('train', '--data', small, '--n-layer', '0', '--out', out).status, 2)
  child.kill('SIGTERM')
  const { status, list } = await closed
  assert.equal(status, 143)
  assert.equal(of(list, 'checkpoint').at(-1)?.sha256, sha256(out))
  assert.deepEqual(readdirSync(home), ['x.safetensors'])
})

test('three runs into one --out each report what they wrote', limit, async () => {
  const home = folder('three'), out = `${home}/x.safetensors`
  const options = (/** @type {number} */ seed) => ['--data', small, '--seed', String(seed), '--steps', '3000', '--log-every', '0']
  const alone = [1, 2, 3].map((seed) => of(train(...options(seed), '--out', at(`alone${seed}`)), 'checkpoint')[0].sha256)
  for (let round = 0; round < 5; ++round) {
    const runs = await Promise.all([1, 2, 3].map((seed) => started(...options(seed), '--save-every', '500', '--out', out)))
    const results = await Promise.all(runs.map(({ closed }) => closed))
    assert.deepEqual(results.map(({ status }) => status), [0, 0, 0])
    assert.deepEqual(results.map(({ list }) => of(list, 'checkpoint').at(-1)?.sha256), alone)
    const last = sha256(out)
    assert.ok(alone.includes(last), 'the file is one of the three, whole')
    results.forEach(({ errors }, i) => assert.match(errors, alone[i] === last ? /^$/ : /^(iambic: another program has written .*\n)?$/))
    assert.deepEqual(readdirSync(home), ['x.safetensors'])
  }
})

test('a file that another program replaces all the time can be replaced', limit, async () => {
  const home = folder('busy'), out = `${home}/x.safetensors`
  symlinkSync('x.safetensors', `${home}/link`)
  const replacing = begin(['-e', `
    const fs = require('fs')
    process.chdir('${home}')
    for (const name of ['a', 'b']) fs.writeFileSync(name, name)
    for (let i = 0; ; i++) {
      fs.linkSync(i % 2 ? 'a' : 'b', 'c')
      fs.renameSync('c', 'x.safetensors')
      if (i === 0) fs.writeSync(1, 'begun')
    }`], [process.execPath])
  await once(replacing.stdout, 'data')
  for (const path of [out, `${home}/link`]) {
    for (let round = 0; round < 25; ++round) assert.equal(run('train', '--data', small, '--steps', '1', '--save-every', '1', '--out', path).status, 0)
  }
  assert.equal(replacing.exitCode, null)
  replacing.kill('SIGKILL')
  await once(replacing, 'close')
})
