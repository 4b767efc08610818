// Writes what the core says of its settings as JavaScript, if that has changed: node web/build/settings-schema.mjs PATH-OF-IAMBIC FILE
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * A row of the core's table, as `iambic settings` prints it.
 * @typedef {object} Option
 * @property {string} camel        its name
 * @property {'whole' | 'real' | 'choice'} kind
 * @property {number} [low]        of a number
 * @property {boolean} [aboveLow]  `low` itself is not allowed
 * @property {number} [high]
 * @property {string[]} [choices]
 * @property {number | string} [default]   where there is one that fits all calls
 * @property {string} help         one sentence
 * @property {boolean} setting     a member of Config; else an option of a single call
 * @property {boolean} [newModel]  of a setting: it cannot change when training goes on
 * @property {string[]} [models]   of a setting: those that it concerns
 */

/** @param {unknown} value @returns {string} */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  return typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : String(value)
}

/** @param {Option} option */
function rowOf({ camel, kind, low, high, aboveLow, choices, default: initial }) {
  const row = { name: camel, initial, choices, whole: kind === 'whole' || undefined, low, high, aboveLow: aboveLow || undefined }
  return `{ ${Object.entries(row).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}: ${literal(value)}`).join(', ')} }`
}

/** @param {unknown} value */
const plain = (value) => (typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 9 }) : value)

/** What a program may give. @param {Option} option */
const typeOf = ({ choices }) => choices?.map(literal).join(' | ') ?? 'number'

/** Of which models it is. @param {string[]} models @param {string[]} all */
function concerned(models, all) {
  const others = all.filter((model) => !models.includes(model))
  if (others.length === 0) return ''
  return others.length < models.length ? `not of ${others.join(', ')}` : `only of ${models.join(', ')}`
}

/** @param {Option} option @param {string[]} all models */
function commentOf({ help, kind, low, high, aboveLow, default: initial, newModel, models = [] }, all) {
  const range = kind !== 'choice' && (aboveLow ? `above ${plain(low)}, at most ${plain(high)}` : `${plain(low)} to ${plain(high)}`)
  const notes = [range, `by itself ${plain(initial)}`, newModel && 'fixed when a model is made', concerned(models, all)]
  return `${help} (${notes.filter(Boolean).join('; ')})`
}

/** @param {{ options: Option[], presets: { name: string }[] }} core */
function moduleOf({ options, presets }) {
  const settings = options.filter(({ setting }) => setting)
  const models = settings.find(({ camel }) => camel === 'model')?.choices ?? []
  return `// Written by scripts/build from the core's table (src/core/models/settings.hpp) and committed, so that a fresh checkout can be read and type-checked.

/**
 * The settings of a model and its training. Every one may be left out on creation.
 * @typedef {object} Config
${settings.map((option) => ` * @property {${typeOf(option)}} ${option.camel}   ${commentOf(option, models)}`).join('\n')}
 */

export const SETTINGS = [
${settings.map((option) => `  ${rowOf(option)},`).join('\n')}
]

/** What each of them does. */
export const HELP = {
${settings.map(({ camel, help }) => `  ${camel}: ${literal(help)},`).join('\n')}
}

/** The ladder, from one table to a small GPT and the whole transformer of the paper. */
export const PRESETS = ${literal(presets.map(({ name }) => name))}

// Options of single calls, each for itself: a bundle has only those that it uses.
${options.filter(({ setting }) => !setting).map((option) => `export const ${option.camel} = ${rowOf(option)}`).join('\n')}
`
}

const [, , iambic, file] = process.argv
const text = moduleOf(JSON.parse(execFileSync(iambic, ['settings'], { encoding: 'utf8' })))
if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  writeFileSync(file, text)
  console.log(`settings ${file} has changed with the core's table: commit both`)
}
