// English: characters and shares in a sentence.
import { sharesOf } from './format-panels.js'

const MARKS = /** @type {[string, string]} */ (['\u201c', '\u201d'])
const NAMES = { '\n': 'new line', ' ': 'space', '\t': 'tab', '\r': 'carriage return', '\u00a0': 'fixed space' }

/** @param {import('./format.js').Format} format */
export const enShares = (format) => sharesOf(format, MARKS, NAMES, 'token')
