// English: what a single step does.
import { enShares } from './en-shares.js'
import { enLoss } from './en-loss.js'
import { apartOf } from './format-panels.js'

/** @typedef {ReturnType<typeof enStep>} StepStrings */

/** @param {import('./format.js').Format} format */
export const enStep = (
  format, { quoted } = enShares(format), { apart, share } = apartOf(format), { unsureShort } = enLoss(format), { grouped, unit } = format,
) => ({
  where: (/** @type {number} */ step, /** @type {number} */ row, /** @type {number} */ rows) => `step ${grouped(step)}, line ${grouped(row)} of the ${grouped(rows)} in its batch`,
  gave: (/** @type {string} */ read, /** @type {string} */ next, /** @type {number} */ before, /** @type {number} */ after) => {
    const [first, second] = apart(100 * before, 100 * after)
    return `The model read ${quoted(read)} and gave ${quoted(next)} ${share(first)}. After this step it gives ${share(second)}.`
  },
  /** @param {string} read @param {string} written @param {string} next @param {number} before @param {number} after */
  gaveTurned: (read, written, next, before, after) => {
    const [first, second] = apart(100 * before, 100 * after)
    const place = written ? `, after ${quoted(written)},` : ''
    return `To turn ${quoted(read)} around${place} the model gave ${quoted(next)} ${share(first)}. After this step it gives ${share(second)}.`
  },
  heldLikeliest: (/** @type {string} */ character, /** @type {number} */ most) => `It held ${quoted(character)} likeliest, at ${share(apart(100 * most, 100 * most)[0])}.`,
  wasLikeliest: 'It held that likeliest.',
  lossMoved: (/** @type {number} */ before, /** @type {number} */ after) => {
    const [first, second] = apart(before / unit.nats, after / unit.nats, 2)
    return `On this line the loss ${after < before ? 'fell' : after > before ? 'rose' : 'went'} from ${first} to ${second}, ${unsureShort(after)}.`
  },
  line: 'The line that the model learned from. Arrow keys move from character to character.',
  moved: (/** @type {string} */ character, /** @type {number} */ before, /** @type {number} */ after) => `${quoted(character)}: ${apart(100 * before, 100 * after).map(share).join(' before, ')} after`,
  explained: 'Each bar is how likely the model now holds that character; the arrow says whether the step made it likelier. All lines of the batch pull at once.',
})
