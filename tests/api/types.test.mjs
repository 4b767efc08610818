// The published types hold: users' programs (types/) against the declarations in dist/. The front end's own are a suite of their own.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { attributeOf, PROPERTIES } from '../../web/experiment/settings.js'
import { moduleUrl } from './support.mjs'

const web = fileURLToPath(new URL('../../web/', import.meta.url))
const dist = dirname(fileURLToPath(moduleUrl))
const programs = fileURLToPath(new URL('types/', import.meta.url))
const LIMIT = { timeout: 60_000 }

/** What tsc complains about. @param {string[]} options @returns {Promise<string>} */
function complaints(...options) {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(web, 'node_modules/typescript/bin/tsc'), '--pretty', 'false', ...options], (_, stdout) => resolve(stdout.trim()))
  })
}

/** What a strict compiler says of a user's programs, each with what it must not take after @ts-expect-error. @param {import('node:test').TestContext} t @param {string[]} files @param {object} [options] */
async function complaintsAbout(t, files, options = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'iambic-types-'))
  t.after(() => rm(folder, { recursive: true }))
  const { paths = {}, ...others } = /** @type {{ paths?: Record<string, string[]> }} */ (options)
  const compilerOptions = { noEmit: true, strict: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: [], paths: { 'iambic': [join(dist, 'iambic.d.mts')], 'iambic-trainer': [join(dist, 'iambic-trainer.d.mts')], ...paths }, ...others }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: files.map((file) => resolve(programs, file)) }))
  return complaints('--project', folder)
}

test('iambic.d.ts is what it was: it changes on purpose only', LIMIT, async () => {
  const [built, kept] = await Promise.all([join(dist, 'iambic.d.ts'), join(programs, 'iambic.d.ts')].map((file) => readFile(file, 'utf8')))
  assert.equal(built, kept, 'the published types have changed. If that is meant: cp dist/iambic.d.ts tests/api/types/')
})

test("users' programs compile against the published types, of the API and of the element, and their slips do not", LIMIT, async (t) => {
  assert.equal(await complaintsAbout(t, ['program.mts', 'element.mts'], { module: 'nodenext', moduleResolution: 'nodenext' }), '')
})

test('the element is known in JSX, with React and without', LIMIT, async (t) => {
  assert.equal(await complaintsAbout(t, ['jsx.tsx'], { jsx: 'preserve' }), '')
  const paths = { react: [join(programs, 'react.d.ts')], 'react/jsx-runtime': [join(programs, 'react-jsx-runtime.d.ts')] }
  assert.equal(await complaintsAbout(t, ['jsx.tsx'], { jsx: 'react-jsx', paths }), '')
})

test('the published settings of the element are those that it has', LIMIT, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'iambic-types-'))
  t.after(() => rm(folder, { recursive: true }))
  const names = Object.fromEntries(PROPERTIES.map(({ name }) => [name, true]))
  const attributes = Object.fromEntries(PROPERTIES.map(({ name, initial }) => [attributeOf(name), String(initial)]))
  const program = join(folder, 'settings.mts')
  await writeFile(program, `import type { IambicAttributes, IambicSettings } from 'iambic'
    export const names: Record<keyof IambicSettings, true> = ${JSON.stringify(names)}
    export const attributes: IambicAttributes = ${JSON.stringify(attributes)}`)
  assert.equal(await complaintsAbout(t, [program]), '')
})
