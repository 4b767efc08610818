// The release's files go through everybody's bundler, and what comes out does what they do.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BUNDLERS, withBundle } from '../bundlers.mjs'
import { iambic, moduleUrl, SMALL } from './support.mjs'

const LIMIT = { timeout: 60_000 }
const OPTIONS = { text: SMALL, preset: 'gpt', nLayer: 1, nEmbd: 16, blockSize: 8, batchSize: 4, workers: 2 }
const run = promisify(execFile)
const pathOf = (/** @type {string} */ name) => JSON.stringify(fileURLToPath(new URL(name, moduleUrl)))

/** Trains, and prints the checkpoint; without a top-level await, which not every format has. */
const PROGRAM = `
  import { createTrainer } from ${pathOf('iambic.mjs')}
  async function main() {
    const trainer = await createTrainer(${JSON.stringify(OPTIONS)})
    const { step } = await trainer.train(20)
    console.log(step, Buffer.from(await trainer.save()).toString('base64'))
    trainer.terminate()
    const auto = await createTrainer({ text: ${JSON.stringify(SMALL)}, workers: 'auto' })
    auto.terminate()
  }
  main()`

for (const tool of BUNDLERS) {
  test(`${tool} bundles iambic.mjs for Node, and the bundle trains to the same bytes`, LIMIT, async () => {
    const trainer = await iambic.createTrainer(OPTIONS)
    await trainer.train(20)
    const expected = `20 ${Buffer.from(await trainer.save()).toString('base64')}`
    trainer.terminate()
    await withBundle(tool, PROGRAM, 'node', async (path) => {
      assert.equal((await run(process.execPath, [path])).stdout.trim(), expected)
    })
  })

  test(`${tool} bundles the page's scripts, and to run them in Node does no harm`, LIMIT, async () => {
    const program = `import ${pathOf('iambic.js')}\nimport ${pathOf('iambic-chart.js')}\nimport ${pathOf('iambic-panels.js')}\nimport ${pathOf('iambic-gpt.js')}\nconsole.log(typeof globalThis.Iambic.createTrainer)`
    await withBundle(tool, program, 'browser', async (path) => {
      assert.equal((await run(process.execPath, [path])).stdout.trim(), 'function')
    })
  })
}
