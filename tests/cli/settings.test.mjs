// iambic settings: the one table of what can be set, as the other commands use it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ok, refused, run, small } from './support.mjs'

/** @typedef {{ name: string, camel: string, setting: boolean, kind: string, help: string, choices: string[], low: number, high: number, aboveLow: boolean, default: number | string }} Option */
/** @type {{ options: Option[], presets: { name: string, config: { model: string } }[] }} */
const { options, presets } = JSON.parse(ok('settings'))
/** n_layer -> n-layer @param {string} name */
const kebabOf = (name) => name.replaceAll('_', '-')
const settings = options.filter(({ setting }) => setting)

test('every setting and option of training is an option of the command line, with its help', () => {
  const help = ok('train', '--help') + ok('sample', '--help') + ok('tokens', '--help')
  assert.ok(settings.length > 15)
  for (const { name, help: sentence } of options) {
    const kebab = kebabOf(name)
    assert.match(help, new RegExp(`--${kebab} (N|NAME)\\s`), kebab)
    assert.ok(help.replace(/\s+/g, ' ').includes(sentence), sentence)
  }
})

test('what the table allows is taken, what it does not is refused', () => {
  for (const { name, kind, low, high, aboveLow, default: usual } of settings) {
    const kebab = kebabOf(name)
    assert.equal(run('train', '--data', small, '--steps', '1', `--${kebab}`, String(usual)).status, 0, kebab)
    if (kind === 'choice') continue
    const range = aboveLow ? `above ${low}, at most ` : `from ${low} to `
    const allowed = `${kind === 'whole' ? 'a whole number' : 'a number'} ${range}${high.toLocaleString('en-US', { maximumFractionDigits: 9 })}`
    refused(['train', '--data', small, `--${kebab}`, String(high + 1)], `--${kebab} must be ${allowed}, not ${high + 1}`)
    refused(['train', '--data', small, `--${kebab}`, aboveLow ? '0' : '-1'], `--${kebab} must be ${allowed}, not ${aboveLow ? 0 : -1}`)
  }
})

test('each preset is one that train knows, of a model that the table has', () => {
  const { choices } = /** @type {Option} */ (settings.find(({ name }) => name === 'model'))
  assert.ok(presets.length > 5)
  for (const { name, config } of presets) {
    assert.match(ok('train', '--help'), new RegExp(`\\b${name}\\b`))
    assert.ok(choices.includes(config.model), name)
    assert.deepEqual(Object.keys(config), settings.map(({ camel }) => camel))
  }
})
