// German: characters and shares in a sentence.
import { sharesOf } from './format-panels.js'

const MARKS = /** @type {[string, string]} */ (['„', '“'])
const NAMES = { '\n': 'Zeilenumbruch', ' ': 'Leerzeichen', '\t': 'Tabulator', '\r': 'Wagenrücklauf', '\u00a0': 'geschütztes Leerzeichen' }

/** @type {typeof import('./en-shares.js').enShares} */
export const deShares = (format) => sharesOf(format, MARKS, NAMES, 'Token')
