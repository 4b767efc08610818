// custom-elements.json and the page of documentation say what the element is: all of it, and nothing else. What fails here is to be
// described in web/elements/iambic-trainer/manifest.js, or by a comment in public.d.ts beside it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { MESSAGES_IN, MESSAGES_OUT } from '../../web/elements/iambic-trainer/manifest.js'
import { attributeOf, PROPERTIES } from '../../web/experiment/settings.js'
import { POLICIES } from '../../web/build/policies.mjs'
import { moduleUrl } from './support.mjs'

const LIMIT = { timeout: 20_000 }
const web = fileURLToPath(new URL('../../web/', import.meta.url))
const built = (/** @type {string} */ name) => readFileSync(new URL(name, moduleUrl), 'utf8')
const manifest = JSON.parse(built('custom-elements.json'))
const [{ declarations: [element] }] = manifest.modules
const { IambicTrainer } = await import(new URL('iambic-trainer.mjs', moduleUrl).href)

/** Called by the browser, or by the element itself. */
const NOT_FOR_PAGES = ['constructor', 'connectedCallback', 'disconnectedCallback', 'attributeChangedCallback', 'setting']

/** All source of some rooms, without the manifest itself. @param {RegExp} kind @param {...string} rooms */
const source = (kind, ...rooms) => rooms.flatMap((room) => /** @type {string[]} */ (readdirSync(`${web}${room}`, { recursive: true }))
  .filter((file) => kind.test(file) && !/manifest\.js$/.test(file)).map((file) => readFileSync(`${web}${room}/${file}`, 'utf8'))).join('\n')
const scripts = source(/\.js$/, 'elements')
const templates = source(/\.js$/, 'elements', 'views')
const styles = source(/\.css$/, 'elements', 'views')

/** @param {string} text @param {RegExp} pattern with one group */
const found = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort()
/** @param {{ name: string }[]} items */
const names = (items) => items.map(({ name }) => name).sort()

test('every attribute that the element observes or reads is described, and no other', LIMIT, () => {
  const read = found(scripts, /\b(?:host|this)\.(?:has|get|toggle|remove)Attribute\('([a-z-]+)'/g)
  const expected = new Set([...IambicTrainer.observedAttributes, ...read, 'lang'])
  assert.deepEqual(names(element.attributes), [...expected].sort())
})

test('every property and method that a page can reach is described, and no other', LIMIT, () => {
  const own = Object.getOwnPropertyNames(IambicTrainer.prototype).filter((name) => !NOT_FOR_PAGES.includes(name)).sort()
  assert.deepEqual(names(element.members), own)
  for (const { name } of element.members) {
    const { value } = Object.getOwnPropertyDescriptor(IambicTrainer.prototype, name) ?? {}
    assert.equal(element.members.find((/** @type {any} */ one) => one.name === name).kind, typeof value === 'function' ? 'method' : 'field', name)
  }
})

test('every event that is dispatched is described, and no other', LIMIT, () => {
  assert.deepEqual(names(element.events), found(scripts, /send\(\w+, '(iambic-[a-z]+)'/g))
})

test('every slot, part and custom property is described, and no other', LIMIT, () => {
  const slots = [...found(templates, /<slot(?:[^>]* name="([a-z]+)")?>/g).map((name) => name ?? ''), ...found(scripts, /createElement\('slot'\), \{[^}]*name: '([a-z]+)'/g)]
  assert.deepEqual(names(element.slots), slots.sort())
  assert.deepEqual(names(element.cssParts), found(templates, /\bpart="([a-z]+)"/g))
  assert.deepEqual(names(element.cssProperties), found(styles, /(--iambic-[a-z-]+)/g))
})

test('every message of a frame is described, and no other', LIMIT, () => {
  const frame = ['frame', 'frame-height'].map((name) => readFileSync(`${web}elements/${name}.js`, 'utf8')).join('')
  assert.deepEqual(names(MESSAGES_IN), found(/COMMANDS = \{[^]*?\n\}/.exec(frame)?.[0] ?? '', /^ {2}(?:async )?([a-z]+)[:(]/gm))
  const [, passed = ''] = /for \(const type of \[(.*?)\]/.exec(frame) ?? []
  assert.deepEqual(found(passed, /'([a-z]+)'/g), names(element.events).map((name) => name.replace('iambic-', '')))
  assert.deepEqual(names(MESSAGES_OUT), found(frame, /iambic: 1, type: '([a-z]+)'/g))
})

test('each has a sentence, and docs.html says it', LIMIT, () => {
  const docs = built('docs.html')
  const text = docs.replace(/<\/?code>/g, '`')
  const all = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'].flatMap((kind) => element[kind])
  assert.ok(all.length > 80, `${all.length}`)
  for (const { name, description } of [...all, ...MESSAGES_IN, ...MESSAGES_OUT]) {
    assert.match(description, /^[A-Z`\d].*\.$/, name)
    assert.ok(text.includes(description), `docs.html does not say of ${name}: ${description}`)
  }
  for (const { name } of PROPERTIES) assert.ok(docs.includes(`<code>${attributeOf(name)}</code>`), name)
})

/** Rows of the tables of docs.html, by what their first column is headed, in their order: `property` heads two. @param {string} docs */
const rowsOf = (docs) => [...docs.matchAll(/<thead><tr><th scope="col">([^<]*)<[^]*?<\/table>/g)].map(([table, head]) => [head, table.split('<tr><th scope="row">').length - 1])

test('docs.html has a row for each of them, and for each policy that is tried', LIMIT, () => {
  const settings = new Set(PROPERTIES.flatMap(({ name }) => [name, attributeOf(name)]))
  const others = (/** @type {{ name: string }[]} */ items) => items.filter(({ name }) => !settings.has(name)).length
  const members = (/** @type {string} */ kind) => element.members.filter((/** @type {any} */ one) => one.kind === kind)
  assert.deepEqual(rowsOf(built('docs.html')), [
    ['attribute, property', PROPERTIES.length], ['attribute', others(element.attributes)], ['property', others(members('field'))], ['method', members('method').length],
    ['event', element.events.length], ['slot', element.slots.length], ['state', element.cssStates.length], ['part', element.cssParts.length],
    ['property', element.cssProperties.length], ['type', MESSAGES_OUT.length + element.events.length], ['type', MESSAGES_IN.length], ['the page has', Object.keys(POLICIES).length],
  ])
})

test('the package points to the description', LIMIT, () => {
  const { customElements } = JSON.parse(built('package.json'))
  assert.equal(customElements, './custom-elements.json')
  assert.equal(element.tagName, 'iambic-trainer')
})
