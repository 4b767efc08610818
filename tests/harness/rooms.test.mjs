// Every import of web/ goes where its room's README.md allows, which is down; shown trees with each kind of import that does not.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { problemsOf } from './rooms.mjs'

const WEB = fileURLToPath(new URL('../../web/', import.meta.url))

const READMES = {
  'protocol/README.md': 'May import: nothing.',
  'trainer/README.md': 'May import: `protocol`.',
  'views/README.md': 'May import: `views/kit` (which draws nothing); types of `trainer`.',
  'elements/README.md': 'May import: `views`.',
  'build/README.md': 'May import: nothing.',
}
const FILES = { 'protocol/p.js': '', 'trainer/t.js': '', 'views/kit/dom.js': '', 'views/chart/index.js': '', 'elements/e.js': '', 'elements/e.css': '', 'build/b.mjs': '' }

/** What is wrong with a tree of these files beside those above. @param {import('node:test').TestContext} t @param {Record<string, string>} files */
function problems(t, files) {
  const web = mkdtempSync(join(tmpdir(), 'iambic-'))
  t.after(() => rmSync(web, { recursive: true }))
  for (const [path, text] of Object.entries({ ...READMES, ...FILES, ...files })) {
    mkdirSync(join(web, dirname(path)), { recursive: true })
    writeFileSync(join(web, path), text)
  }
  return problemsOf(web)
}

test('every import of web/ goes where its room allows', { timeout: 20_000 }, () => {
  assert.deepEqual(problemsOf(WEB), [])
})

test('every room says in a few lines what lives there and where to begin, which exists', { timeout: 20_000 }, () => {
  const rooms = readdirSync(WEB, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  assert.ok(rooms.length >= 8)
  for (const { name } of rooms) {
    const text = readFileSync(join(WEB, name, 'README.md'), 'utf8')
    assert.ok(text.trim().split('\n').length <= 8, `web/${name}/README.md is long`)
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path)
    assert.ok(links.length > 0, `web/${name}/README.md names no file to begin with`)
    for (const path of links) assert.ok(existsSync(join(WEB, name, path)), `web/${name}/README.md names ${path}, which is not there`)
  }
})

for (const [form, file, text] of [
  ['a static import', 'protocol/a.js', "import { e } from '../elements/e.js'"],
  ['a static import of several lines', 'protocol/a.js', "import {\n  e,\n} from '../elements/e.js'"],
  ['an import for its effects', 'protocol/a.mjs', "import '../elements/e.js'"],
  ['a dynamic import', 'protocol/a.js', "const { e } = await import('../elements/e.js')"],
  ['an export from', 'protocol/a.js', "export * from '../elements/e.js'"],
  ["a comment's type", 'protocol/a.js', "/** @param {import('../elements/e.js').E} e */"],
  ["a comment's import", 'protocol/a.js', "/** @import { E } from '../elements/e.js' */"],
  ["a declaration's type", 'protocol/a.d.ts', "export type E = import('../elements/e.js').E"],
  ["a style sheet's import", 'protocol/a.css', "@import '../elements/e.js';"],
  ["a style sheet's import by address", 'protocol/a.css', '@import url(../elements/e.js);'],
]) {
  test(`${form} that goes up is found`, { timeout: 20_000 }, (t) => {
    assert.deepEqual(problems(t, { [file]: text }), [`${file} -> elements/e.js: its room's README.md does not allow it`])
  })
}

test('what is allowed is no problem: down, within a room, into a part, and types where types are', { timeout: 20_000 }, (t) => {
  assert.deepEqual(problems(t, {
    'trainer/a.js': "import '../protocol/p.js'\nimport './t.js'", 'elements/a.js': "import '../views/chart/index.js'",
    'views/chart/a.js': "import './index.js'\nimport '../kit/dom.js'\n/** @typedef {import('../../trainer/t.js').T} T */\nimport uPlot from 'uplot'",
  }), [])
})

test('a value where types are allowed, a view in another, a room that one may not enter, and the build are found', { timeout: 20_000 }, (t) => {
  const found = problems(t, {
    'views/a.js': "/** A comment. */ import '../trainer/t.js'\nimport './chart/index.js'", 'elements/a.js': "import '../trainer/t.js'\nimport '../build/b.mjs'",
  })
  assert.deepEqual(found.map((problem) => problem.split(':')[0]).sort(),
    ['elements/a.js -> build/b.mjs', 'elements/a.js -> trainer/t.js', 'views/a.js -> trainer/t.js', 'views/a.js -> views/chart/index.js'])
})

test('a room without a rule, and a rule that goes up, are found', { timeout: 20_000 }, (t) => {
  assert.deepEqual(problems(t, { 'trainer/README.md': 'Trains.', 'protocol/README.md': 'May import: `views`.' }),
    ['web/protocol/README.md allows views, which lies above', 'web/trainer/README.md must say what the room may import'])
})
