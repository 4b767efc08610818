// The settings that web/ keeps are those of the core, which `iambic settings` prints: names, ranges, choices and what they are by themselves.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { PROPERTIES, RUNGS } from '../../web/experiment/settings.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const OF_THE_PAGE = ['preset', 'workers', 'pace'] // which the core does not know

/** @typedef {{ camel: string, kind: string, setting: boolean, choices?: string[], low?: number, high?: number, aboveLow?: boolean, default?: number | string }} Option */

/** @returns {{ options: Option[], presets: { name: string }[] }} */
function settingsOfCore() {
  const { stdout, status } = spawnSync('build/release/iambic', ['settings'], { cwd: ROOT, encoding: 'utf8' })
  assert.equal(status, 0)
  return JSON.parse(stdout)
}

/** What the page has of a setting in other ways than the core. @param {Option} option @param {import('../../web/experiment/settings.js').Property} property */
function differencesOf(option, { choices, whole = false, aboveLow = false, low, high, initial }) {
  /** @type {Record<string, unknown>} */
  const page = { choices, whole, aboveLow, low, high, initial }
  const range = option.choices ? { choices: option.choices } : { whole: option.kind === 'whole', aboveLow: option.aboveLow, low: option.low, high: option.high }
  const core = Object.entries({ ...range, ...(option.default !== undefined && { initial: option.default }) })
  return core.filter(([key, value]) => JSON.stringify(page[key]) !== JSON.stringify(value)).map(([key, value]) => `${option.camel}: ${key} is ${JSON.stringify(value)} in the core`)
}

test('the page knows every setting of the core, as the core has it', { timeout: 20_000 }, () => {
  const { options, presets } = settingsOfCore()
  const known = new Map(PROPERTIES.map((property) => [property.name, property]))
  const settings = options.filter(({ setting }) => setting)
  assert.deepEqual(settings.filter(({ camel }) => !known.has(camel)), [])
  assert.ok(settings.length > 15)
  assert.deepEqual(options.flatMap((option) => (known.has(option.camel) ? differencesOf(option, /** @type {any} */ (known.get(option.camel))) : [])), [])
  assert.deepEqual(PROPERTIES.map(({ name }) => name).filter((name) => !options.some(({ camel }) => camel === name)), OF_THE_PAGE)
  assert.deepEqual(RUNGS, presets.map(({ name }) => name))
})

test('the type of a model\'s configuration has every setting of the core', { timeout: 20_000 }, () => {
  const text = readFileSync(`${ROOT}web/protocol/public.js`, 'utf8')
  const [, body] = /@typedef \{object\} Config\b([^]*?)\*\//.exec(text) ?? []
  const names = [...(body ?? '').matchAll(/@property \{[^}]+\} (\w+)/g)].map(([, name]) => name)
  assert.deepEqual(names.sort(), settingsOfCore().options.filter(({ setting }) => setting).map(({ camel }) => camel).sort())
})

test('a setting that differs is found, whatever differs', { timeout: 20_000 }, () => {
  const option = { camel: 'nHead', kind: 'whole', setting: true, low: 1, high: 100, aboveLow: false, default: 4 }
  const property = { name: 'nHead', initial: 4, whole: true, low: 1, high: 100 }
  assert.deepEqual(differencesOf(option, property), [])
  for (const change of [{ initial: 5 }, { whole: false }, { low: 0 }, { high: 99 }, { aboveLow: true }]) {
    assert.equal(differencesOf(option, { ...property, ...change }).length, 1)
  }
  const choice = { camel: 'activation', kind: 'choice', setting: true, choices: ['relu', 'gelu'], default: 'relu' }
  assert.equal(differencesOf(choice, { name: 'activation', initial: 'relu', choices: ['relu'] }).length, 1)
})
