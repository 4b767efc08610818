// The packed element in web/examples' programs of other frameworks, built as their users build them, and served with nothing of the package beside them: it trains, its events arrive, and no worker outlives it.
import assert from 'node:assert/strict'
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { makeProgram } from '../../program.mjs'
import { TrainerPage } from '../harness/page.mjs'
import { test } from '../harness/suite.mjs'

const load = createRequire(new URL('../../../web/package.json', import.meta.url))

/** Each is a folder of web/examples. `effects`: how often the effect that writes the page's title runs when the program begins. */
const APPS = {
  'React 19 in StrictMode': { folder: 'react', packages: ['react', 'react-dom'], effects: 2 }, // as StrictMode does everything twice
  'Vue 3': { folder: 'vue', packages: ['vue', '@vitejs/plugin-vue', 'vite'], effects: 1 },
}

const WATCH = `
  globalThis.titles = []
  Object.defineProperty(document, 'title', { set(title) { globalThis.titles.push(title) } })
  globalThis.alive = 0
  globalThis.Worker = class extends Worker {
    constructor(...given) { super(...given); globalThis.alive++ }
    terminate() { super.terminate(); globalThis.alive-- }
  }`

/** What Vite makes of the program, by the names of its files. @param {string} folder @returns {Promise<Record<string, Uint8Array>>} */
async function built(folder) {
  const { build } = await import(load.resolve('vite').replace(/index\.cjs$/, 'dist/node/index.js'))
  const outDir = join(folder, 'out')
  await build({
    root: folder, logLevel: 'silent', base: './',
    define: { 'process.env.NODE_ENV': '"development"' }, // in which StrictMode is strict
    build: { outDir, minify: false, target: 'es2022', assetsDir: '' },
  })
  return Object.fromEntries(readdirSync(outDir).map((name) => [name, readFileSync(join(outDir, name))]))
}

for (const [name, { folder: example, packages, effects }] of Object.entries(APPS)) {
  test(`in a program of ${name} the packed element trains, its events arrive, and no worker outlives it`, async (t) => {
    const folder = await makeProgram(t.dist, packages)
    try {
      cpSync(new URL(`../../../web/examples/${example}`, import.meta.url), folder, { recursive: true, filter: (path) => !/node_modules|package.*json/.test(path) })
      const files = await built(folder)
      const page = new TrainerPage(await t.open(t.server.site({ head: WATCH, files, hide: readdirSync(t.dist).filter((file) => !(file in files)) })))
      await page.ready()
      assert.deepEqual(await page.run(() => Reflect.get(globalThis, 'titles')), Array(effects).fill('Which learning rate? Runs: 0'))
      await page.run((element) => {
        Object.assign(element, { pace: 'full', steps: 5 })
        return element.train()
      })
      assert.equal(await page.step(), 5)
      await page.until('the note of the run', () => /^With 0\.01 the loss of the last batch is \d\.\d\d\.$/.test(document.querySelector('ol')?.textContent ?? ''))
      await page.run(() => document.querySelectorAll('label')[2].click())
      await page.until('the learning rate that was chosen', (element) => element.state === 'idle' && element.trainer.info.config.learningRate === 0.1)
      assert.ok(await page.run(() => Reflect.get(globalThis, 'alive')) > 0, 'it trained in a worker')
      await page.run(() => document.querySelector('button')?.click())
      await page.until('the end of all workers', (element) => element === null && Reflect.get(globalThis, 'alive') === 0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, { only: ['chromium'] }) // what the frameworks do is the same for all
}
