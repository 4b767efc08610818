// One table of everything a lesson can set: it drives the attributes, the page's address and the settings form.

/**
 * @typedef {object} Property
 * @property {string} name         as the JavaScript API spells it
 * @property {string} label        as the page spells it
 * @property {number | string} initial
 * @property {string} [help]       one sentence, for the form
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

/** Ranges and help are those of the core's own table. @type {Property[]} */
export const PROPERTIES = [
  { name: 'preset', label: 'rung', initial: 'bigram', choices: RUNGS },
  { name: 'model', label: 'model', initial: 'bigram', choices: ['bigram', 'self-attention', 'multi-head', 'feed-forward', 'blocks', 'gpt', 'encoder-decoder'], restarts: true },
  { name: 'steps', label: 'steps', initial: 10000, whole: true, low: 1, high: 1e9, inForm: true,
    help: 'How many steps to train. Can be changed at any time.' },
  { name: 'learningRate', label: 'learning rate', initial: 0.001, low: 0, high: 1000, aboveLow: true, ...FORM,
    help: 'How far one step moves the weights: too little is slow, too much never settles.' },
  { name: 'batchSize', label: 'batch size', initial: 32, whole: true, low: 1, high: 65536, ...FORM,
    help: 'How many pieces of text the model learns from in one step.' },
  { name: 'blockSize', label: 'block size', initial: 8, whole: true, low: 1, high: 65536, ...FORM,
    help: 'How many characters long each piece is.' },
  { name: 'nLayer', label: 'layers', initial: 4, whole: true, low: 1, high: 100, ...TRANSFORMER, help: 'How many blocks stand one on the other.' },
  { name: 'nHead', label: 'heads', initial: 4, whole: true, low: 1, high: 100, ...TRANSFORMER, help: 'How many heads look back, each with its own eyes.' },
  { name: 'nEmbd', label: 'embedding size', initial: 64, whole: true, low: 1, high: 4096, ...TRANSFORMER,
    help: 'How many numbers describe a character while the model thinks.' },
  { name: 'dropout', label: 'dropout', initial: 0, low: 0, high: 0.95, ...TRANSFORMER,
    help: 'Which share of the numbers is forgotten at random, against learning by heart.' },
  { name: 'activation', label: 'activation', initial: 'relu', choices: ['relu', 'gelu'], ...TRANSFORMER,
    help: 'The bend between the two layers of the feed-forward part.' },
  { name: 'attentionScale', label: 'attention scale', initial: 'n_embd', choices: ['n_embd', 'head_size'], ...TRANSFORMER,
    help: 'Scores are divided by the square root of this: the first in the lecture\u2019s code, the second in the paper.' },
  { name: 'warmupSteps', label: 'warm-up steps', initial: 0, whole: true, low: 0, high: 1e9, ...TRANSFORMER,
    help: 'Over how many steps the learning rate rises from zero.' },
  { name: 'decaySteps', label: 'decay steps', initial: 0, whole: true, low: 0, high: 1e9, ...TRANSFORMER,
    help: 'Until which step the learning rate falls along a cosine; 0 means it stays.' },
  { name: 'minLearningRate', label: 'last learning rate', initial: 0, low: 0, high: 1000, ...TRANSFORMER, help: 'Where the fall of the learning rate ends.' },
  { name: 'beta2', label: 'beta2', initial: 0.999, low: 0, high: 0.999999, aboveLow: true, ...TRANSFORMER,
    help: 'How long AdamW remembers the size of the gradients.' },
  { name: 'weightDecay', label: 'weight decay', initial: 0.01, low: 0, high: 10, ...TRANSFORMER, help: 'How strongly weights are pulled towards zero.' },
  { name: 'decayed', label: 'decayed weights', initial: 'all', choices: ['all', 'matrices'], ...TRANSFORMER, help: 'Which weights are pulled.' },
  { name: 'gradClip', label: 'gradient clip', initial: 0, low: 0, high: 1e6, ...TRANSFORMER, help: 'Longer gradients are shortened to this; 0 leaves them.' },
  { name: 'workers', label: 'workers', initial: 'auto', whole: true, low: 1, high: 64, instead: 'auto', inForm: true, attends: true,
    help: 'How many train together, each with its share of a batch; \u201cauto\u201d tries what is fastest. A run that goes on keeps its own.' },
  { name: 'seed', label: 'seed', initial: 1337, whole: true, low: 0, high: 4294967295, ...FORM,
    help: 'Starts the random numbers; the same seed gives the same run, to the bit.' },
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
 * The settings that an address carries (#steps=500&pace=full, or ?steps=500), as text. A lesson is a link.
 * @param {{ hash: string, search: string }} address @returns {Map<string, string>}
 */
export function readAddress({ hash, search }) {
  const found = new Map()
  for (const part of [search, hash]) {
    for (const [key, text] of new URLSearchParams(part.slice(1))) {
      const property = PROPERTIES.find(({ name }) => attributeOf(name) === key)
      if (property) found.set(property.name, text)
    }
  }
  return found
}

/** The part of an address that leads back to these settings. @param {Values} given what differs from the usual ones */
export const writeAddress = (given) => PROPERTIES.filter(({ name }) => name in given)
  .map(({ name }) => `${attributeOf(name)}=${encodeURIComponent(given[name])}`).join('&')
