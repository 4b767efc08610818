// English: a loss, told as the choice that would be as hard.
import { choices } from './format-panels.js'

/** @param {import('./format.js').Format} format */
export const enLoss = (format) => ({
  /** To stand behind a colon. */
  unsureAmong: (/** @type {number} */ loss) => `as unsure as if it chose among ${choices(loss, format)} characters`,
  /** To stand beside its number, where there is little room. */
  unsureShort: (/** @type {number} */ loss) => `as unsure as among ${choices(loss, format)} characters`,
})
