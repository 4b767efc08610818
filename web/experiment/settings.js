// One table of everything a lesson can set: it drives the attributes, the page's address and the settings form.

/**
 * @typedef {object} Property
 * @property {string} name         as the JavaScript API spells it
 * @property {string} label        as the page spells it
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
  { name: 'preset', label: 'rung', initial: 'bigram', choices: RUNGS },
  { name: 'model', label: 'model', initial: 'bigram', choices: ['bigram', 'self-attention', 'multi-head', 'feed-forward', 'blocks', 'gpt', 'encoder-decoder'], restarts: true },
  { name: 'steps', label: 'steps', initial: 10000, whole: true, low: 1, high: 1e9, inForm: true },
  { name: 'learningRate', label: 'learning rate', initial: 0.001, low: 0, high: 1000, aboveLow: true, ...FORM },
  { name: 'batchSize', label: 'batch size', initial: 32, whole: true, low: 1, high: 65536, ...FORM },
  { name: 'blockSize', label: 'block size', initial: 8, whole: true, low: 1, high: 65536, ...FORM },
  { name: 'nLayer', label: 'layers', initial: 4, whole: true, low: 1, high: 100, ...TRANSFORMER },
  { name: 'nHead', label: 'heads', initial: 4, whole: true, low: 1, high: 100, ...TRANSFORMER },
  { name: 'nEmbd', label: 'embedding size', initial: 64, whole: true, low: 1, high: 4096, ...TRANSFORMER },
  { name: 'dropout', label: 'dropout', initial: 0, low: 0, high: 0.95, ...TRANSFORMER },
  { name: 'activation', label: 'activation', initial: 'relu', choices: ['relu', 'gelu'], ...TRANSFORMER },
  { name: 'attentionScale', label: 'attention scale', initial: 'n_embd', choices: ['n_embd', 'head_size'], ...TRANSFORMER },
  { name: 'warmupSteps', label: 'warm-up steps', initial: 0, whole: true, low: 0, high: 1e9, ...TRANSFORMER },
  { name: 'decaySteps', label: 'decay steps', initial: 0, whole: true, low: 0, high: 1e9, ...TRANSFORMER },
  { name: 'minLearningRate', label: 'last learning rate', initial: 0, low: 0, high: 1000, ...TRANSFORMER },
  { name: 'beta2', label: 'beta2', initial: 0.999, low: 0, high: 0.999999, aboveLow: true, ...TRANSFORMER },
  { name: 'weightDecay', label: 'weight decay', initial: 0.01, low: 0, high: 10, ...TRANSFORMER },
  { name: 'decayed', label: 'decayed weights', initial: 'all', choices: ['all', 'matrices'], ...TRANSFORMER },
  { name: 'gradClip', label: 'gradient clip', initial: 0, low: 0, high: 1e6, ...TRANSFORMER },
  { name: 'workers', label: 'workers', initial: 'auto', whole: true, low: 1, high: 64, instead: 'auto', inForm: true, attends: true },
  { name: 'seed', label: 'seed', initial: 1337, whole: true, low: 0, high: 4294967295, ...FORM },
  { name: 'holdback', label: 'holdback', initial: 1, whole: true, low: 0, high: 1, restarts: true },
  { name: 'temperature', label: 'temperature', initial: 1, low: 0, high: 100 },
  { name: 'pace', label: 'pace', initial: 'auto', low: 0, high: 1e9, aboveLow: true, instead: 'auto|full' },
]

/** @typedef {Record<string, number | string>} Values */

/** @returns {Values} */
export const initialValues = () => Object.fromEntries(PROPERTIES.map(({ name, initial }) => [name, initial]))

/** learningRate -> learning-rate @param {string} name */
export const attributeOf = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** @param {string} name @returns {Property} */
export function propertyOf(name) {
  const found = PROPERTIES.find((property) => property.name === name || attributeOf(property.name) === name)
  if (!found) throw new Error(`there is no setting ${name}`)
  return found
}

/**
 * The value that `text` spells. Throws an Error that names the value and what is allowed, in the core's words.
 * @param {Property} property @param {string} text @returns {number | string}
 */
export function parse(property, text) {
  const given = text.trim()
  if (property.choices?.includes(given) || property.instead?.split('|').includes(given)) return given
  const value = given === '' ? NaN : Number(given)
  const { low = -Infinity, high = Infinity } = property
  const fits = !property.choices && Number.isFinite(value) && value <= high && (property.aboveLow ? value > low : value >= low)
  if (fits && (!property.whole || Number.isInteger(value))) return value
  throw new Error(`${property.label} must be ${allowed(property)}, not ${given === '' ? 'empty' : given}`)
}

/** @param {Property} property */
function allowed({ choices, instead, whole, low = 0, high = 0, aboveLow }) {
  if (choices) return `${choices.length > 2 ? 'one of ' : ''}${choices.join(choices.length > 2 ? ', ' : ' or ')}`
  const words = (instead?.split('|') ?? []).map((word) => `${word}, `).join('')
  const range = aboveLow ? `above ${low}, at most ${high.toLocaleString('en-US')}` : `from ${low} to ${high.toLocaleString('en-US')}`
  return `${words && `${words}or `}${whole ? 'a whole number' : 'a number'} ${range}`
}

/** For one name can be the end of another: learning_rate of min_learning_rate. */
const LONGEST_FIRST = [...PROPERTIES].sort((a, b) => b.name.length - a.name.length)

/** The core's sentence with the page's names: "blockSize (or block_size) 64 needs ..." -> "block size 64 needs ...". @param {string} sentence */
export const named = (sentence) => LONGEST_FIRST.reduce((text, { name, label }) =>
  text.replaceAll(name, label).replaceAll(attributeOf(name).replaceAll('-', '_'), label), sentence)

/** The same, to stand by itself. @param {string} sentence */
export function inWords(sentence) {
  const text = named(sentence)
  return text.charAt(0).toUpperCase() + text.slice(1)
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
