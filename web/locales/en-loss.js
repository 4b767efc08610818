// English: a loss, told as the choice that would be as hard.
import { choices, isKnown } from './format-panels.js'

/** @param {import('./format.js').Format} format */
export const enLoss = (format) => ({
  /** To stand behind a colon. */
  unsureAmong: (/** @type {number} */ loss) => `as unsure as if it chose among ${choices(loss, format)} characters`,
  /** To stand beside its number, where there is little room. */
  unsureShort: (/** @type {number} */ loss) => `as unsure as among ${choices(loss, format)} characters`,
  /** With its number, where more is said of it elsewhere: "2.45 (11.6 characters)". */
  lossTold: (/** @type {number | null | undefined} */ loss) => (isKnown(loss) ? `${format.nats(loss)} (${choices(loss, format)} characters)` : format.nats(loss)),
  /** The same where it is clear what stands in brackets. */
  lossBriefly: (/** @type {number | null | undefined} */ loss) => (isKnown(loss) ? `${format.nats(loss)} (${choices(loss, format)})` : format.nats(loss)),
})
