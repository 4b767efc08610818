// One table of everything a lesson can set: it drives the attributes, the page's address and the settings form.
import { Problem } from './problem.js'

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
 * @property {boolean} [attends]   only of models with attention
 */

/** The ladder, from one table to a small GPT and the whole transformer of the paper: presets of the core, which knows their settings. */
export const RUNGS = ['bigram', 'self-attention', 'multi-head', 'feed-forward', 'blocks', 'layer-norm', 'gpt', 'nanogpt-cpu', 'reverse']

/** Settings that must be known when a model is made, in the form. */
const FORM = { restarts: true, inForm: true }
const TRANSFORMER = { ...FORM, attends: true }

/** Ranges are those of the core's own table. @type {Property[]} */
export const PROPERTIES = [
  { name: 'preset', initial: 'bigram', choices: RUNGS },
  { name: 'model', initial: 'bigram', choices: ['bigram', 'self-attention', 'multi-head', 'feed-forward', 'blocks', 'gpt', 'encoder-decoder'], restarts: true },
  { name: 'steps', initial: 10000, whole: true, low: 1, high: 1e9, inForm: true },
  { name: 'learningRate', initial: 0.001, low: 0, high: 1000, aboveLow: true, ...FORM },
  { name: 'batchSize', initial: 32, whole: true, low: 1, high: 65536, ...FORM },
  { name: 'blockSize', initial: 8, whole: true, low: 1, high: 65536, ...FORM },
  { name: 'nLayer', initial: 4, whole: true, low: 1, high: 100, ...TRANSFORMER },
  { name: 'nHead', initial: 4, whole: true, low: 1, high: 100, ...TRANSFORMER },
  { name: 'nEmbd', initial: 64, whole: true, low: 1, high: 4096, ...TRANSFORMER },
  { name: 'dropout', initial: 0, low: 0, high: 0.95, ...TRANSFORMER },
  { name: 'activation', initial: 'relu', choices: ['relu', 'gelu'], ...TRANSFORMER },
  { name: 'attentionScale', initial: 'n_embd', choices: ['n_embd', 'head_size'], ...TRANSFORMER },
  { name: 'warmupSteps', initial: 0, whole: true, low: 0, high: 1e9, ...TRANSFORMER },
  { name: 'decaySteps', initial: 0, whole: true, low: 0, high: 1e9, ...TRANSFORMER },
  { name: 'minLearningRate', initial: 0, low: 0, high: 1000, ...TRANSFORMER },
  { name: 'beta2', initial: 0.999, low: 0, high: 0.999999, aboveLow: true, ...TRANSFORMER },
  { name: 'weightDecay', initial: 0.01, low: 0, high: 10, ...TRANSFORMER },
  { name: 'decayed', initial: 'all', choices: ['all', 'matrices'], ...TRANSFORMER },
  { name: 'gradClip', initial: 0, low: 0, high: 1e6, ...TRANSFORMER },
  { name: 'workers', initial: 'auto', whole: true, low: 1, high: 64, instead: 'auto', inForm: true, attends: true },
  { name: 'seed', initial: 1337, whole: true, low: 0, high: 4294967295, ...FORM },
  { name: 'holdback', initial: 1, whole: true, low: 0, high: 1, restarts: true },
  { name: 'temperature', initial: 1, low: 0, high: 100 },
  { name: 'pace', initial: 'auto', low: 0, high: 1e9, aboveLow: true, instead: 'auto|full' },
]

/** @typedef {Record<string, number | string>} Values */

/** @returns {Values} */
export const initialValues = () => Object.fromEntries(PROPERTIES.map(({ name, initial }) => [name, initial]))

/** learningRate -> learning-rate @param {string} name */
export const attributeOf = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** @param {string} name @returns {Property} */
export function propertyOf(name) {
  const found = PROPERTIES.find((property) => property.name === name || attributeOf(property.name) === name)
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
 * The settings that an address carries (#steps=500&pace=full, or ?steps=500), as text. A lesson is a link. What follows # is all
 * for us: a name that is no setting is given back, too, so that it can be said.
 * @param {{ hash: string, search: string }} address @returns {Map<string, string>}
 */
export function readAddress({ hash, search }) {
  const found = new Map()
  for (const part of [search, hash]) {
    for (const [key, text] of new URLSearchParams(part.slice(1))) {
      const property = PROPERTIES.find(({ name }) => attributeOf(name) === key)
      if (property || (part === hash && hash.includes('='))) found.set(property?.name ?? key, text)
    }
  }
  return found
}

/** The part of an address that leads back to these settings. @param {Values} given what differs from the usual ones */
export const writeAddress = (given) => PROPERTIES.filter(({ name }) => name in given)
  .map(({ name }) => `${attributeOf(name)}=${encodeURIComponent(given[name])}`).join('&')
