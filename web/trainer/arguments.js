// What the methods are called with, judged before anything is done. Ranges are the core's to judge; here it is what a value is at all.

/** @typedef {keyof typeof KINDS} Kind */

const KINDS = {
  number: /** @type {const} */ (['a number', (/** @type {any} */ value) => typeof value === 'number']),
  pace: /** @type {const} */ (['a number above 0', (/** @type {any} */ value) => typeof value === 'number' && value > 0]),
  count: /** @type {const} */ (['a whole number from 0', (/** @type {any} */ value) => Number.isSafeInteger(value) && value >= 0]),
  text: /** @type {const} */ (['a string', (/** @type {any} */ value) => typeof value === 'string']),
  flag: /** @type {const} */ (['true or false', (/** @type {any} */ value) => typeof value === 'boolean']),
  peek: /** @type {const} */ (["true, false or 'start'", (/** @type {any} */ value) => typeof value === 'boolean' || value === 'start']),
  listener: /** @type {const} */ (['a function', (/** @type {any} */ value) => typeof value === 'function']),
  signal: /** @type {const} */ (['an AbortSignal', (/** @type {any} */ value) => typeof value?.aborted === 'boolean' && typeof value.addEventListener === 'function']),
  list: /** @type {const} */ (['an array of numbers', (/** @type {any} */ value) => typeof value === 'object' && typeof value?.[Symbol.iterator] === 'function']),
  table: /** @type {const} */ (['an array of equally long arrays of numbers', isTable]),
}

/** @type {Record<string, Kind>} */
export const TRAIN = { signal: 'signal', onProgress: 'listener', stepsPerSecond: 'pace', evaluateEvery: 'count', evaluateBatches: 'number' }
/** @type {Record<string, Kind>} */
export const CHANGES = { end: 'count', stepsPerSecond: 'pace', evaluateEvery: 'count' }
/** @type {Record<string, Kind>} */
export const GENERATE = { tokens: 'number', prompt: 'text', temperature: 'number', topK: 'number', seed: 'number', peek: 'peek', signal: 'signal', onText: 'listener' }

/** Throws one sentence when the value is of another kind. @param {string} name @param {unknown} value @param {Kind} kind */
export function check(name, value, kind) {
  const [words, fits] = KINDS[kind]
  if (!fits(value)) throw new Error(`${name} must be ${words}, not ${said(value)}`)
  if (kind === 'text') checkCharacters(name, /** @type {string} */ (value))
}

/** Throws when a text holds half of a character, which UTF-8 has no bytes for. @param {string} name @param {string} text */
export function checkCharacters(name, text) {
  const at = text.search(/\p{Surrogate}/u)
  if (at >= 0) throw new Error(`${name} holds only half of a character at position ${at + 1}; such characters count two and must not be cut`)
}

/**
 * The options that a method was given, each of its kind. Throws one sentence otherwise, which names the nearest option where one is meant.
 * @template {object} T @param {string} method @param {T | undefined} given @param {Record<string, Kind>} kinds of its options @returns {T}
 */
export function optionsOf(method, given, kinds) {
  const options = objectOf(method, given)
  for (const [name, value] of Object.entries(/** @type {object} */ (options))) {
    if (!Object.hasOwn(kinds, name)) {
      const near = Object.keys(kinds).find((known) => alike(known, name))
      throw new Error(`${method} has no option ${name}${near ? ` (did you mean ${near}?)` : ''}; there are ${Object.keys(kinds).join(', ')}`)
    }
    if (value !== undefined) check(name, value, kinds[name])
  }
  return options
}

/** Its own properties alone, whatever a page has added to every object. @template {object} T @param {string} method @param {T | undefined} given @returns {T} */
export function objectOf(method, given) {
  if (given === undefined) return /** @type {T} */ ({})
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Error(`${method} takes its options as an object, not ${said(given)}`)
  return Object.assign(Object.create(null), given)
}

/** @param {unknown} value */
function isTable(value) {
  return Array.isArray(value) && value.every((row) => Array.isArray(row) && row.length === value[0].length && row.every((number) => typeof number === 'number'))
}

/** What a value is, in a sentence. @param {unknown} value @returns {string} */
export function said(value) {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  const kind = kindOf(value)
  return kind === 'Object' ? 'an object' : `${/^[AEIOU](?!int|RL)/.test(kind) ? 'an' : 'a'} ${kind}`
}

/** The name of its class, also when it comes from another frame. @param {unknown} value */
export const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1)

/** Whether one is a slip of the other: other letters' case, or a letter or two left out or put in. @param {string} known @param {string} name */
function alike(known, name) {
  const [a, b] = [known, name].map((word) => word.toLowerCase().replace(/[-_]/g, ''))
  return a === b || distance(a, b) <= Math.min(2, a.length / 3)
}

/** How many letters must be changed. @param {string} a @param {string} b */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) next.push(Math.min(row[j] + (a[i] === b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1))
    row = next
  }
  return row[b.length]
}

/**
 * The fields as JSON can say them: NaN, Infinity and functions become words, so that the core's sentence can show them.
 * @param {object} fields
 * @returns {object}
 */
export function sayable(fields) {
  return JSON.parse(JSON.stringify(fields, (key, value) => {
    const unsayable = typeof value === 'function' || typeof value === 'bigint' || typeof value === 'symbol' ||
      (typeof value === 'number' && !Number.isFinite(value))
    if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd') // half of a character, which UTF-8 cannot say
    return unsayable ? String(value) : value
  }))
}
