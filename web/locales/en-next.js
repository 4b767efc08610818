// English: what the model would write next.
import { enShares } from './en-shares.js'

/** @typedef {ReturnType<typeof enNext>} NextStrings */

/** @param {import('./format.js').Format} format */
export const enNext = (format, { percent, quoted } = enShares(format), { fixed, grouped } = format) => ({
  percent,
  prose: 'Write something: the bars are what the model holds likeliest to follow, and how likely each is. Writing is nothing but drawing one of these, again and again. Press a character that the model has written above to see what it was drawn from.',
  words: 'after these words',
  draw: 'draw one',
  drawOn: 'draw on',
  takeBack: 'take one back',
  among: 'among the',
  amongAll: 'all',
  amongLikeliest: (/** @type {number} */ count) => `${grouped(count)} likeliest`,
  isLocked: 'Set by this lesson.',
  caption: 'What is likeliest to follow',
  character: 'what follows',
  share: 'share',
  others: (/** @type {number} */ count, /** @type {number} */ share) => `${grouped(count)} others: ${percent(share)}`,
  drawn: (/** @type {string} */ character, /** @type {number} */ die, /** @type {number} */ from, /** @type {number} */ share) =>
    `The die fell on ${fixed(die)}: ${quoted(character)}, which holds ${fixed(from)} to ${fixed(from + share)}.`,
  wrote: (/** @type {string} */ character, /** @type {number} */ share) => `Here it wrote ${quoted(character)}; now it would with ${percent(share)}.`,
})
