// The packed element in programs of other frameworks, built as their users build them: it trains, its events arrive, and no worker outlives it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { makeProgram } from '../../program.mjs'
import { TrainerPage } from '../harness/page.mjs'
import { test } from '../harness/suite.mjs'

const load = createRequire(new URL('../../../web/package.json', import.meta.url))

const APPS = {
  'React 19 in StrictMode': {
    file: 'react.jsx', packages: ['react', 'react-dom'],
    code: `import 'iambic/element'
      import { StrictMode, useEffect } from 'react'
      import { createRoot } from 'react-dom/client'
      globalThis.heard = []
      globalThis.mounts = 0
      function Lesson() {
        useEffect(() => { globalThis.mounts++ }, [])
        return <iambic-trainer preset="bigram" steps={5} pace="full" oniambic-done={({ detail }) => globalThis.heard.push(detail.step)} />
      }
      const root = createRoot(document.body.appendChild(document.createElement('div')))
      root.render(<StrictMode><Lesson /></StrictMode>)
      globalThis.unmount = () => root.unmount()`,
    mounts: 2, // StrictMode mounts everything twice
  },
  'Vue 3': {
    file: 'vue.js', packages: ['vue'],
    code: `import 'iambic/element'
      import { createApp, h, onMounted } from 'vue'
      globalThis.heard = []
      globalThis.mounts = 0
      const lesson = {
        setup() {
          onMounted(() => { globalThis.mounts++ })
          return () => h('iambic-trainer', { 'preset': 'bigram', 'steps': 5, 'pace': 'full', 'onIambic-done': ({ detail }) => globalThis.heard.push(detail.step) })
        },
      }
      const app = createApp(lesson)
      app.mount(document.body.appendChild(document.createElement('div')))
      globalThis.unmount = () => app.unmount()`,
    mounts: 1,
  },
}

const COUNT_WORKERS = `
  globalThis.alive = 0
  globalThis.Worker = class extends Worker {
    constructor(...given) { super(...given); globalThis.alive++ }
    terminate() { super.terminate(); globalThis.alive-- }
  }`

/** What Vite makes of the program, by the names of its files. @param {string} folder @param {{ file: string, code: string }} app @returns {Promise<Record<string, Uint8Array>>} */
async function built(folder, { file, code }) {
  const { build } = await import(load.resolve('vite').replace(/index\.cjs$/, 'dist/node/index.js'))
  const [input, outDir] = [join(folder, file), join(folder, 'out')]
  writeFileSync(input, code)
  await build({
    root: folder, configFile: false, logLevel: 'silent', base: './', esbuild: { jsx: 'automatic' },
    define: { 'process.env.NODE_ENV': '"development"' }, // in which StrictMode is strict
    build: { outDir, minify: false, target: 'es2022', rollupOptions: { input, output: { entryFileNames: 'app.js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' } } },
  })
  return Object.fromEntries(readdirSync(outDir).map((name) => [name, readFileSync(join(outDir, name))]))
}

for (const [name, app] of Object.entries(APPS)) {
  test(`in a program of ${name} the packed element trains, its events arrive, and no worker outlives it`, async (t) => {
    const folder = await makeProgram(t.dist, app.packages)
    try {
      const page = new TrainerPage(await t.openBlank({ head: COUNT_WORKERS, files: await built(folder, app) }))
      await page.run(() => { document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: 'app.js' })) })
      await page.ready()
      assert.equal(await page.run(() => Reflect.get(globalThis, 'mounts')), app.mounts)
      await page.run((element) => element.train())
      assert.equal(await page.step(), 5)
      assert.deepEqual(await page.run(() => Reflect.get(globalThis, 'heard')), [5])
      assert.ok(await page.run(() => Reflect.get(globalThis, 'alive')) > 0, 'it trained in a worker')
      await page.run(() => Reflect.get(globalThis, 'unmount')())
      await page.until('the end of all workers', (element) => element === null && Reflect.get(globalThis, 'alive') === 0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, { only: ['chromium'] }) // what the frameworks do is the same for all
}
