// How numbers, times and characters are written for a reader.

const THIN_SPACE = '\u202f'

/** 1115394 -> "1,115,394" @param {number} value */
export const grouped = (value) => Math.round(value).toLocaleString('en-US')

/** 0.001 -> "0.001", 1e-7 -> "0.0000001" @param {number} value */
export const plain = (value) => value.toLocaleString('en-US', { maximumSignificantDigits: 6 })

/** "10,000 steps", "1 step" @param {number} count @param {string} noun @param {string} [plural] */
export const counted = (count, noun, plural = `${noun}s`) => `${grouped(count)} ${count === 1 ? noun : plural}`

/** A loss in nats. @param {number | null | undefined} value */
export const nats = (value, digits = 2) =>
  typeof value !== 'number' || !Number.isFinite(value) ? '\u2013' : value < 1e4 ? value.toFixed(digits) : value.toExponential(1)

/** 0.93 -> "93 %" @param {number} share */
export function percent(share) {
  const value = 100 * share
  const text = value === 0 ? '0' : value < 0.1 ? '<\u20060.1' : value < 9.95 ? value.toFixed(1) : value.toFixed(0)
  return `${text}${THIN_SPACE}%`
}

/** How long something takes: "3 ms", "0.1 s", "12 s", "3.2 min", "2.5 h". @param {number} seconds */
export function duration(seconds) {
  if (seconds > 0 && seconds < 0.0995) return `${Math.ceil(1000 * seconds)}${THIN_SPACE}ms`
  if (seconds < 9.95) return `${seconds.toFixed(1)}${THIN_SPACE}s`
  if (seconds < 99.5) return `${seconds.toFixed(0)}${THIN_SPACE}s`
  if (seconds < 597) return `${(seconds / 60).toFixed(1)}${THIN_SPACE}min`
  if (seconds < 5400) return `${(seconds / 60).toFixed(0)}${THIN_SPACE}min`
  return `${(seconds / 3600).toFixed(1)}${THIN_SPACE}h`
}

/** 12,400 -> "12,000": two digits are all a pace needs. @param {number} value */
export const roughly = (value) => grouped(Number(value.toPrecision(2)))

const SIGNS = new Map([['\n', '\u21b5'], [' ', '\u2423'], ['\t', '\u21e5'], ['\r', '\u240d'], ['\u00a0', '\u237d']])
const NAMES = new Map([['\n', 'new line'], [' ', 'space'], ['\t', 'tab'], ['\r', 'carriage return'], ['\u00a0', 'fixed space']])

/** A character as one visible sign. @param {string} character */
export const sign = (character) => SIGNS.get(character) ?? (/\p{C}/u.test(character) ? '\ufffd' : character)

const UNSEEN = /\n{5,}|[\s\p{C}]{5,}$/gu // white space that looks like nothing at all

/** A text to look at: where it is only white space, or ends in much of it, that is written in signs. @param {string} text */
export const seen = (text) => (/[^\s\p{C}]/u.test(text) ? text.replace(UNSEEN, signs) : signs(text))

/** @param {string} text */
const signs = (text) => Array.from(text, sign).join('')

/** A character in a sentence: "q" in quotation marks, or its name. @param {string} character */
export const quoted = (character) => NAMES.get(character) ??
  (/\p{C}/u.test(character) ? `U+${hex(character)}` : `\u201c${character}\u201d`)

/** @param {string} character */
const hex = (character) => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
