// The types hold: the front end against its JSDoc, and a user's program against the declarations in dist/.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { moduleUrl } from './support.mjs'

const web = fileURLToPath(new URL('../../web/', import.meta.url))

/** What tsc complains about. @param {string[]} options @returns {Promise<string>} */
function complaints(...options) {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(web, 'node_modules/typescript/bin/tsc'), '--pretty', 'false', ...options], (_, stdout) => resolve(stdout.trim()))
  })
}

/** @param {import('node:test').TestContext} t @param {string} program in TypeScript */
async function complaintsAbout(t, program) {
  const folder = await mkdtemp(join(tmpdir(), 'iambic-types-'))
  t.after(() => rm(folder, { recursive: true }))
  const compilerOptions = { noEmit: true, strict: true, target: 'es2022', module: 'nodenext', types: [] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mts'] }))
  await writeFile(join(folder, 'program.mts'), `import { createTrainer } from ${JSON.stringify(fileURLToPath(moduleUrl))}\n${program}`)
  return complaints('--project', folder)
}

test('web/ agrees with its JSDoc types', async () => { assert.equal(await complaints('--project', web), '') })

test("a user's program compiles against iambic.mjs", async (t) => {
  assert.equal(await complaintsAbout(t, `
    const trainer = await createTrainer({ text: 'to be or not to be', model: 'bigram', seed: 1337, onLoad: ({ bytes, total }) => bytes / total })
    const { step, loss, aborted, stopped } = await trainer.train(100, { stepsPerSecond: 10, onProgress: ({ losses }) => losses.length })
    const text: string = await trainer.generate({ tokens: 3, temperature: 0.5 })
    const ids: number[] = trainer.encode(text)
    const table: Float32Array = (await trainer.probabilities()).data
    const file: Uint8Array = await trainer.save()
    const gpt = await createTrainer({ text, preset: 'gpt', dropout: 0.1, decayed: 'matrices', workers: 'auto', complete: true })
    const stories: string[] = gpt.presets.map(({ name, story, steps, valLoss, config }) => name + story + steps * valLoss * config.nLayer)
    const checks = await gpt.checkGradients({ onProgress: ({ name, agrees }) => name + agrees, signal: AbortSignal.timeout(5) })
    await gpt.generate({ tokens: 5, onText: (piece, { tokensPerSecond }) => piece.length * tokensPerSecond })
    await gpt.evaluate({ batches: 20, signal: AbortSignal.timeout(5) })
    await gpt.train(5, { evaluateEvery: 5, evaluateBatches: 3 })
    const { shape, data } = await gpt.attention({ layer: gpt.info.layers - 1, head: gpt.info.heads - 1, text })
    export const more: unknown[] = [stories, checks[0]?.largestError, shape, data[0], gpt.workers]
    export const all: unknown[] = [step, loss, aborted, stopped, ids, table, file, trainer.info.config.learningRate]`), '')
})

test('a misspelt option does not compile', async (t) => {
  assert.match(await complaintsAbout(t, "await createTrainer({ text: 'ab', batchsize: 3 })"), /batchSize/)
  assert.match(await complaintsAbout(t, "await createTrainer({ text: 'ab', model: 'gpt3' })"), /not assignable/)
  assert.match(await complaintsAbout(t, "const t = await createTrainer({ text: 'ab' }); await t.train('5')"), /not assignable/)
})
