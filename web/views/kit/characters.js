// Characters as one can see them.

const SIGNS = new Map([['\n', '\u21b5'], [' ', '\u2423'], ['\t', '\u21e5'], ['\r', '\u240d'], ['\u00a0', '\u237d']])

/** A character as one visible sign. @param {string} character */
export const sign = (character) => SIGNS.get(character) ?? (/\p{C}/u.test(character) ? '\ufffd' : character)

const UNSEEN = /\n{5,}|[\s\p{C}]{5,}$/gu // white space that looks like nothing at all

/** A text to look at: where it is only white space, or ends in much of it, that is written in signs. @param {string} text */
export const seen = (text) => (/[^\s\p{C}]/u.test(text) ? text.replace(UNSEEN, signs) : signs(text))

/** @param {string} text */
const signs = (text) => Array.from(text, sign).join('')
