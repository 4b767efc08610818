// dist/ as an npm package: packed, installed into a program's folder, and used there under its name.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bundleIn, BUNDLERS, TAKE_FILES } from '../bundlers.mjs'
import { makeProgram } from '../program.mjs'
import { moduleUrl } from './support.mjs'

const LIMIT = { timeout: 90_000 }
const run = promisify(execFile)
const dist = fileURLToPath(new URL('.', moduleUrl))
const web = fileURLToPath(new URL('../../web/', import.meta.url))
let program = '' // the folder of a program that has installed the package

before(async () => {
  program = await makeProgram(dist, ['typescript', '@types/react'])
}, LIMIT)

after(() => rmSync(program, { recursive: true }))

test('all of dist/ is packed, and its version is that of the module', LIMIT, async () => {
  const folder = join(program, 'node_modules/iambic')
  assert.deepEqual(readdirSync(folder).sort(), readdirSync(dist).sort())
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  assert.match(version, /^\d+\.\d+\.\d+$/)
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', "console.log((await import('iambic')).version)"], { cwd: program })
  assert.equal(stdout.trim(), version)
})

test('in Node, `iambic` trains and `iambic/element` does no harm', LIMIT, async () => {
  const code = `import { createTrainer } from 'iambic'
    import 'iambic/element'
    const trainer = await createTrainer({ text: 'to be or not to be'.repeat(9) })
    console.log((await trainer.train(5)).step)
    trainer.terminate()`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: program })
  assert.equal(stdout, '5\n')
})

for (const tool of BUNDLERS) {
  test(`${tool} finds the element by its name, and drops nothing of it, though the program uses no export`, LIMIT, async () => {
    const code = await bundleIn(program, tool, "import 'iambic/element'\n")
    assert.ok(code.length > 150_000 && code.includes('customElements'), `${code.length} characters`)
    assert.equal(code.includes('./iambic-chart.js'), !TAKE_FILES.includes(tool), 'whether the files beside it are taken along')
  })
}

test('the element with all its parts in one script is found by its name, for bundlers that take no files along', LIMIT, async () => {
  const code = await bundleIn(program, 'esbuild', "import 'iambic/iambic.all.js'\n")
  assert.ok(code.length > 300_000 && code.includes('customElements') && code.includes('uplot'), `${code.length} characters`)
})

test('a strict compiler takes programs that use the API and the element by their names, also in React, and not their slips', LIMIT, async () => {
  mkdirSync(join(program, 'types'), { recursive: true })
  writeFileSync(join(program, 'types/program.ts'), `import { createTrainer, type Info } from 'iambic'
    import { IambicTrainer } from 'iambic/element'
    const trainer = await createTrainer({ text: 'to be', preset: 'gpt' })
    export const info: Info = trainer.info
    const element = document.querySelector('iambic-trainer')
    element?.addEventListener('iambic-progress', ({ detail }) => console.log(detail.loss.toFixed(2)))
    export const other: InstanceType<typeof IambicTrainer> | null = element
    // @ts-expect-error: it is a number
    if (element) element.steps = 'many'\n`)
  writeFileSync(join(program, 'types/lesson.tsx'), `import 'iambic/element'
    import type { IambicTrainerElement } from 'iambic'
    import { useRef } from 'react'
    export function Lesson() {
      const element = useRef<IambicTrainerElement>(null)
      return <p onClick={() => void element.current?.train()}>
        <iambic-trainer ref={element} key="a" preset="gpt" steps={5} learning-rate="0.01" oniambic-done={({ detail }) => console.log(detail.step.toFixed())} />
        {/* @ts-expect-error: it is a number */}
        <iambic-trainer steps="many" />
      </p>
    }\n`)
  const compilerOptions = { noEmit: true, strict: true, jsx: 'react-jsx', target: 'es2022', types: [], module: 'nodenext', moduleResolution: 'nodenext' }
  for (const options of [compilerOptions, { ...compilerOptions, module: 'esnext', moduleResolution: 'bundler' }]) {
    writeFileSync(join(program, 'types/tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['program.ts', 'lesson.tsx'] }))
    const { stdout } = await run(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'types'], { cwd: program }).catch((error) => error)
    assert.equal(stdout, '', options.moduleResolution)
  }
})

test('SRI.txt has the hash of every script, and a line for a page', LIMIT, () => {
  const told = readFileSync(join(dist, 'SRI.txt'), 'utf8')
  const scripts = readdirSync(dist).filter((name) => /\.m?js$/.test(name))
  assert.ok(scripts.length > 7)
  for (const name of scripts) {
    const hash = createHash('sha384').update(readFileSync(join(dist, name))).digest('base64')
    assert.ok(told.includes(`\n${name}\n  sha384-${hash}\n`), name)
    if (name === 'iambic.js') assert.ok(told.includes(`<script src="iambic.js" integrity="sha384-${hash}" crossorigin="anonymous" defer></script>`))
  }
})

test('the notices name what is inside', LIMIT, () => {
  const notices = readFileSync(join(dist, 'NOTICES.txt'), 'utf8')
  const words = (/** @type {string} */ text) => text.replace(/\s+/g, ' ')
  const [, , permission] = readFileSync(join(web, 'node_modules/uplot/LICENSE'), 'utf8').split(/\n\n(?=Copyright|Permission)/)
  assert.ok(words(notices).includes(words(permission).trim()), "uPlot's licence has changed")
  for (const name of Object.keys(JSON.parse(readFileSync(join(web, 'package.json'), 'utf8')).dependencies)) assert.match(notices, new RegExp(name, 'i'))
  const used = readFileSync(new URL('../../src/dependencies.cmake', import.meta.url), 'utf8')
  for (const name of ['xtensor', 'xtl', 'xsimd', 'RapidJSON']) {
    assert.match(used, new RegExp(name, 'i'))
    assert.match(notices, new RegExp(name))
  }
})
