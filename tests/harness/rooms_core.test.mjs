// The rooms of src/ and their arrows: every #include is read, and one that goes up, or round in a circle, fails.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const CORE = fileURLToPath(new URL('../../src/core/', import.meta.url))

/** The source files below a folder, as ROOM/NAME. @param {string} core */
const filesOf = (core) => readdirSync(core, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(core, name)).filter((file) => /\.[ch]pp$/.test(file)).map((file) => `${name}/${file}`))

/** What a file includes of the project. @param {string} core @param {string} file */
const includesOf = (core, file) => [...readFileSync(join(core, file), 'utf8').matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)].map(([, name]) => name)

/** What a room's README lets it include: "May include: base, text." @param {string} core @param {string} room */
function allowedIn(core, room) {
  const [, list] = readFileSync(join(core, room, 'README.md'), 'utf8').match(/^May include: (.*)\.$/m) ?? []
  assert.ok(list, `${room}/README.md does not say what it may include`)
  return new Set([room, ...list.split(', ')])
}

/** A circle in a graph, or undefined. @param {Map<string, Set<string>>} graph */
function circleIn(graph) {
  /** @type {Map<string, 'open' | 'done'>} */
  const seen = new Map()
  /** @param {string} node @param {string[]} path @returns {string[] | undefined} */
  const visit = (node, path) => {
    if (seen.get(node) === 'done') return undefined
    if (seen.get(node) === 'open') return [...path.slice(path.indexOf(node)), node]
    seen.set(node, 'open')
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...path, node])
      if (circle) return circle
    }
    seen.set(node, 'done')
    return undefined
  }
  for (const node of graph.keys()) {
    const circle = visit(node, [])
    if (circle) return circle
  }
  return undefined
}

/** All that is wrong with the arrows of a core: a sentence each. @param {string} core */
function faultsOf(core) {
  const faults = []
  /** @type {Map<string, Set<string>>} */
  const rooms = new Map()
  /** NAME.hpp and NAME.cpp are one part. @type {Map<string, Set<string>>} */
  const parts = new Map()
  const partOf = (/** @type {string} */ file) => file.replace(/\.[ch]pp$/, '')
  for (const file of filesOf(core)) {
    const room = dirname(file)
    const allowed = allowedIn(core, room)
    rooms.set(room, new Set([...allowed].filter((other) => other !== room && other !== 'nothing')))
    for (const included of includesOf(core, file)) {
      if (!included.includes('/')) faults.push(`${file} includes ${included} without its room`)
      else if (!allowed.has(dirname(included))) faults.push(`${file} includes ${included}, which ${room} may not`)
      if (partOf(included) === partOf(file)) continue
      parts.set(partOf(file), (parts.get(partOf(file)) ?? new Set()).add(partOf(included)))
    }
  }
  for (const circle of [circleIn(rooms), circleIn(parts)]) if (circle) faults.push(`a circle: ${circle.join(' -> ')}`)
  return faults
}

/** A made-up core. @param {import('node:test').TestContext} t @param {Record<string, string>} files */
function madeUp(t, files) {
  const core = mkdtempSync(join(tmpdir(), 'iambic-rooms-'))
  t.after(() => rmSync(core, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(core, name)), { recursive: true })
    writeFileSync(join(core, name), text)
  }
  return core
}

const ROOMS = { 'base/README.md': 'May include: nothing.\n', 'models/README.md': 'May include: base.\n' }

test('no file of the core includes what stands above its room, and none goes round in a circle', () => {
  assert.deepEqual(readdirSync(CORE, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort(),
    ['base', 'generation', 'models', 'ops', 'text', 'training'])
  assert.ok(filesOf(CORE).length > 40)
  assert.deepEqual(faultsOf(CORE), [])
})

test('each room says in at most five lines what lives in it and what it may include', () => {
  for (const { name } of readdirSync(CORE, { withFileTypes: true }).filter((entry) => entry.isDirectory()))
    assert.ok(readFileSync(join(CORE, name, 'README.md'), 'utf8').trimEnd().split('\n').length <= 5, name)
})

test('the registries are the only files that know more than one model', () => {
  const models = ['models/bigram.hpp', 'models/gpt.hpp', 'models/encoder_decoder.hpp']
  const knowing = filesOf(CORE).filter((file) => {
    const known = includesOf(CORE, file).filter((name) => models.includes(name))
    return known.length > 1 || (known.length > 0 && !file.startsWith('models/'))
  })
  assert.deepEqual(knowing, ['models/registry.cpp'])
})

test('an arrow that goes up is found', (t) => {
  const core = madeUp(t, { ...ROOMS, 'base/a.hpp': '#include <vector>\n#include "models/b.hpp"\n', 'models/b.hpp': '' })
  assert.deepEqual(faultsOf(core), ['base/a.hpp includes models/b.hpp, which base may not'])
})

test('files and rooms that include each other are found', (t) => {
  assert.deepEqual(faultsOf(madeUp(t, { ...ROOMS, 'base/a.cpp': '#include "base/b.hpp"\n', 'base/a.hpp': '', 'base/b.hpp': '#include "base/a.hpp"\n' })),
    ['a circle: base/a -> base/b -> base/a'])
  assert.deepEqual(faultsOf(madeUp(t, { ...ROOMS, 'base/README.md': 'May include: models.\n', 'base/a.hpp': '', 'models/b.hpp': '' })),
    ['a circle: base -> models -> base'])
})

test('an include without its room is found, and one that goes down is none', (t) => {
  assert.deepEqual(faultsOf(madeUp(t, { ...ROOMS, 'models/b.cpp': '  #include "b.hpp"\n', 'models/b.hpp': '#include "base/a.hpp"\n', 'base/a.hpp': '' })),
    ['models/b.cpp includes b.hpp without its room'])
})
