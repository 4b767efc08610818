// One table of everything a lesson can set: it drives the attributes, the page's address and the settings form.
import { PRESETS, SETTINGS, steps, temperature } from '../protocol/settings-schema.js'
import { MOST_WORKERS } from '../protocol/limits.js'
import { Problem } from './problem.js'

export { PRESETS as RUNGS } from '../protocol/settings-schema.js'

/**
 * @typedef {object} Property
 * @property {string} name         as the JavaScript API spells it
 * @property {number | string} initial
 * @property {string[]} [choices]  of a property that is a word
 * @property {boolean} [whole]     a whole number
 * @property {number} [low]
 * @property {number} [high]
 * @property {boolean} [aboveLow]  `low` itself is not allowed
 * @property {string} [instead]    a word that may stand for the number
 * @property {boolean} [restarts]  a change means a new model, so a trained one must start again
 * @property {boolean} [inForm]    has a field in the settings form
 * @property {boolean} [attends]   has it only while the model is more than a bigram
 */

/** The page's own, beside the settings of the core. @type {Property[]} */
const OWN = [
  { name: 'preset', initial: 'bigram', choices: PRESETS },
  { ...steps, initial: 10000, inForm: true },
  { name: 'workers', initial: 'auto', whole: true, low: 1, high: MOST_WORKERS, instead: 'auto', inForm: true, attends: true },
  temperature,
  { name: 'pace', initial: 'auto', low: 0, high: 1e9, aboveLow: true, instead: 'auto|full' },
]

// The order of the form and of the address. What is in neither list stands between them, as the core has it.
const FIRST = ['preset', 'model', 'steps', 'learningRate', 'batchSize', 'blockSize']
const LAST = ['beta2', 'weightDecay', 'decayed', 'gradClip', 'workers', 'seed', 'holdback', 'temperature', 'pace']
/** @param {Property} property */
const placeOf = ({ name }) => (FIRST.includes(name) ? FIRST.indexOf(name) - FIRST.length : LAST.indexOf(name) + 1)

/** All that a bigram's form shows: a first lesson, which the optimiser's settings would only lengthen, though they concern it. */
const SIMPLE = [...FIRST, 'seed']
const NOT_IN_FORM = ['model', 'holdback']

/** A model is made with all of the core's settings, so the page makes another one when one changes. @param {Property} setting @returns {Property} */
const ofCore = (setting) => ({ ...setting, restarts: true, inForm: !NOT_IN_FORM.includes(setting.name), attends: !SIMPLE.includes(setting.name) })

/** @type {Property[]} */
export const PROPERTIES = [...OWN, ...SETTINGS.map(ofCore)].sort((a, b) => placeOf(a) - placeOf(b))

/** What a lesson can ask for beside settings, in attributes and in the address: see elements/lesson. */
export const BESIDES = ['src', 'corpus', 'text', 'checkpoint', 'prompt', 'show', 'lock', 'theme', 'lang', 'loading', 'autoplay', 'keys', 'keep']

/** @typedef {Record<string, number | string>} Values */

/** @returns {Values} */
export const initialValues = () => Object.fromEntries(PROPERTIES.map(({ name, initial }) => [name, initial]))

/** learningRate -> learning-rate @param {string} name */
export const attributeOf = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** @param {string} name dashed or not */
export const settingOf = (name) => PROPERTIES.find((property) => property.name === name || attributeOf(property.name) === name)

/** @param {string} name @returns {Property} */
export function propertyOf(name) {
  const found = settingOf(name)
  if (!found) throw new Problem({ code: 'no-setting', name })
  return found
}

/**
 * The value that `text` spells. Throws a Problem that names the value and what is allowed.
 * @param {Property} property @param {string} text @returns {number | string}
 */
export function parse(property, text) {
  const given = text.trim()
  if (property.choices?.includes(given) || property.instead?.split('|').includes(given)) return given
  const value = given === '' ? NaN : Number(given)
  const { low = -Infinity, high = Infinity } = property
  const fits = !property.choices && Number.isFinite(value) && value <= high && (property.aboveLow ? value > low : value >= low)
  if (fits && (!property.whole || Number.isInteger(value))) return value
  throw new Problem({ code: 'setting-value', property, given })
}

/**
 * The settings, and what is asked for beside them, that an address carries (#steps=500&pace=full, or ?steps=500), as text. A lesson is a link. What follows # is all
 * for us: a name that is no setting is given back, too, so that it can be said.
 * @param {{ hash: string, search: string }} address @returns {Map<string, string>}
 */
export function readAddress({ hash, search }) {
  const found = new Map()
  for (const part of [search, hash]) {
    for (const [key, text] of new URLSearchParams(part.slice(1))) {
      const property = PROPERTIES.find(({ name }) => attributeOf(name) === key)
      if (property || BESIDES.includes(key) || (part === hash && hash.includes('='))) found.set(property?.name ?? key, text)
    }
  }
  return found
}

/** The part of an address that leads back to these settings. @param {Values} given what differs from the usual ones */
export const writeAddress = (given) => PROPERTIES.filter(({ name }) => name in given)
  .map(({ name }) => `${attributeOf(name)}=${encodeURIComponent(given[name])}`).join('&')
