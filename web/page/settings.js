// One table of everything a lesson can set: it drives the attributes, the page's address and the settings form.

/**
 * @typedef {object} Property
 * @property {string} name         as the JavaScript API spells it
 * @property {string} label        as the page spells it
 * @property {number | string} initial
 * @property {string} help         one sentence
 * @property {string[]} [choices]  of a property that is a word
 * @property {boolean} [whole]     a whole number
 * @property {number} [low]
 * @property {number} [high]
 * @property {boolean} [aboveLow]  `low` itself is not allowed
 * @property {string} [instead]    a word that may stand for the number
 * @property {boolean} [restarts]  a change means a new model, so a trained one must start again
 * @property {boolean} [inForm]    has a field in the settings form
 */

/** Ranges and help are those of the core's own table. @type {Property[]} */
export const PROPERTIES = [
  { name: 'model', label: 'model', initial: 'bigram', choices: ['bigram'], restarts: true,
    help: 'A bigram looks at one character and guesses the next.' },
  { name: 'steps', label: 'steps', initial: 10000, whole: true, low: 1, high: 1e9, inForm: true,
    help: 'How many steps to train. Can be changed at any time.' },
  { name: 'learningRate', label: 'learning rate', initial: 0.001, low: 0, high: 1000, aboveLow: true, restarts: true, inForm: true,
    help: 'How far one step moves the weights: too little is slow, too much never settles.' },
  { name: 'batchSize', label: 'batch size', initial: 32, whole: true, low: 1, high: 65536, restarts: true, inForm: true,
    help: 'How many pieces of text the model learns from in one step.' },
  { name: 'blockSize', label: 'block size', initial: 8, whole: true, low: 1, high: 65536, restarts: true, inForm: true,
    help: 'How many characters long each piece is.' },
  { name: 'seed', label: 'seed', initial: 1337, whole: true, low: 0, high: 4294967295, restarts: true, inForm: true,
    help: 'Starts the random numbers; the same seed gives the same run, to the bit.' },
  { name: 'holdback', label: 'holdback', initial: 1, whole: true, low: 0, high: 1, restarts: true,
    help: '1 draws batches as the notes do, 0 as the lecture does.' },
  { name: 'temperature', label: 'temperature', initial: 1, low: 0, high: 100,
    help: 'Below 1 the model plays safe, above 1 it dares; 0 always takes the likeliest character.' },
  { name: 'pace', label: 'pace', initial: 'auto', low: 0, high: 1e9, aboveLow: true, instead: 'auto|full',
    help: 'Steps a second; \u201cauto\u201d takes ten seconds for the whole run, \u201cfull\u201d is as fast as this machine can.' },
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
  if (choices) return choices.join(' or ')
  const words = (instead?.split('|') ?? []).map((word) => `${word}, `).join('')
  const range = aboveLow ? `above ${low}, at most ${high.toLocaleString('en-US')}` : `from ${low} to ${high.toLocaleString('en-US')}`
  return `${words && `${words}or `}${whole ? 'a whole number' : 'a number'} ${range}`
}

/** The core's sentence with the page's names: "blockSize (or block_size) 64 needs ..." -> "block size 64 needs ...". @param {string} sentence */
export const named = (sentence) => PROPERTIES.reduce((text, { name, label }) =>
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

/** The part of an address that leads back to these settings; only what differs from the usual ones. @param {Values} values */
export function writeAddress(values) {
  const changed = PROPERTIES.filter(({ name, initial }) => values[name] !== initial)
  return changed.map(({ name }) => `${attributeOf(name)}=${encodeURIComponent(values[name])}`).join('&')
}
