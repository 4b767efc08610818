// The settings that web/ has are the core's: web/protocol/settings-schema.js is written from what `iambic settings` prints.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PROPERTIES } from '../../web/experiment/settings.js'
import { SETTINGS } from '../../web/protocol/settings-schema.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const LIMIT = { timeout: 20_000 }

/** A file that the build's program writes, of what a command tells. @param {import('node:test').TestContext} t @param {string} command */
function schemaOf(t, command) {
  const folder = mkdtempSync(join(tmpdir(), 'iambic-schema-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'schema.mjs')
  const write = () => { execFileSync(process.execPath, [join(ROOT, 'web/build/settings-schema.mjs'), command, file]) }
  write()
  return { file, write, text: readFileSync(file, 'utf8') }
}

/** A command that tells this table. @param {import('node:test').TestContext} t @param {object} table */
function commandThatTells(t, table) {
  const folder = mkdtempSync(join(tmpdir(), 'iambic-settings-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const command = join(folder, 'iambic')
  writeFileSync(command, `#!/bin/sh\n[ "$1" = settings ] && cat <<'END'\n${JSON.stringify(table)}\nEND\n`, { mode: 0o755 })
  return command
}

test('settings-schema.js is what the core says', LIMIT, (t) => {
  const kept = readFileSync(join(ROOT, 'web/protocol/settings-schema.js'), 'utf8')
  assert.ok(kept === schemaOf(t, join(ROOT, 'build/release/iambic')).text, "settings-schema.js is older than the core's table: run scripts/build")
})

test('a setting is written with its range, type and help, and a file that is as it should be is let be', LIMIT, async (t) => {
  const models = ['bigram', 'gpt', 'tree']
  const command = commandThatTells(t, {
    options: [
      { camel: 'model', kind: 'choice', choices: models, default: 'bigram', help: 'Which it is.', setting: true, newModel: true, models },
      { camel: 'twigSize', kind: 'real', low: 0, aboveLow: true, high: 1e6, default: 0.5, help: 'A twig\'s size.', setting: true, newModel: false, models: ['tree'] },
      { camel: 'leaves', kind: 'whole', low: 0, aboveLow: false, high: 9, help: 'How many.', setting: false },
    ],
    presets: [{ name: 'bigram' }, { name: 'oak' }],
  })
  const { file, write, text } = schemaOf(t, command)
  const { SETTINGS: [model, twigSize], HELP, PRESETS, leaves } = await import(pathToFileURL(file).href)
  assert.deepEqual(model, { name: 'model', initial: 'bigram', choices: models })
  assert.deepEqual(twigSize, { name: 'twigSize', initial: 0.5, low: 0, high: 1e6, aboveLow: true })
  assert.deepEqual(leaves, { name: 'leaves', whole: true, low: 0, high: 9 })
  assert.deepEqual([HELP, PRESETS], [{ model: 'Which it is.', twigSize: "A twig's size." }, ['bigram', 'oak']])
  assert.match(text, /^ \* @property \{'bigram' \| 'gpt' \| 'tree'\} model {3}Which it is\. \(by itself bigram; fixed when a model is made\)$/m)
  assert.match(text, /^ \* @property \{number\} twigSize {3}A twig's size\. \(above 0, at most 1,000,000; by itself 0\.5; only of tree\)$/m)

  const then = new Date(1e12)
  utimesSync(file, then, then)
  write()
  assert.deepEqual(statSync(file).mtime, then)
  writeFileSync(file, text.replace('0.5', '0.6'))
  write()
  assert.equal(readFileSync(file, 'utf8'), text)
})

test('the page has every setting of the core, and its own, in an order that links and the form keep', LIMIT, () => {
  const names = PROPERTIES.map(({ name }) => name)
  assert.deepEqual(SETTINGS.filter(({ name }) => !names.includes(name)), [])
  assert.equal(new Set(names).size, SETTINGS.length + 5)
  const kept = ['preset', 'model', 'steps', 'learningRate', 'batchSize', 'blockSize', 'nLayer', 'nHead', 'nEmbd', 'dropout', 'activation', 'attentionScale', 'warmupSteps',
    'decaySteps', 'minLearningRate', 'beta2', 'weightDecay', 'decayed', 'gradClip', 'workers', 'seed', 'holdback', 'temperature', 'pace']
  assert.deepEqual(names.filter((name) => kept.includes(name)), kept)
})
