// Characters as one can see them.

const SIGNS = new Map([['\n', '\u21b5'], [' ', '\u2423'], ['\t', '\u21e5'], ['\r', '\u240d'], ['\u00a0', '\u237d']])

/** A token in visible signs, one for each of its characters. @param {string} token */
export const sign = (token) => Array.from(token, (character) => SIGNS.get(character) ?? (/\p{C}/u.test(character) ? '\ufffd' : character)).join('')

const UNSEEN = /\n{5,}|[\s\p{C}]{5,}$/gu // white space that looks like nothing at all

/** A text to look at: where it is only white space, or ends in much of it, that is written in signs. @param {string} text */
export const seen = (text) => (/[^\s\p{C}]/u.test(text) ? text.replace(UNSEEN, sign) : sign(text))
