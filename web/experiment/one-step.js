// One step, seen: a line of the batch that it learns from, and how likely the model held each of its characters, before and after.
import { reverses } from './expectations.js'
import { softmax } from './softmax.js'

/** @typedef {import('../trainer/trainer.js').Trainer} Trainer */
/**
 * The beginning of a row of a batch, in ids; what the model reads and must foretell of it, in characters; and how much of that it has before it foretells the t-th.
 * @typedef {object} Line
 * @property {number[]} x
 * @property {number[]} y
 * @property {number} row        in its batch, from 0
 * @property {number} rows       of the batch
 * @property {string[]} read
 * @property {string[]} foretold
 */
/** What the model gives the t-th character, and its likeliest instead. @typedef {{ share: number, likeliest: string, most: number }} Odds */
/** The loss per character of the line. @typedef {{ loss: number, odds: Odds[] }} Look */

const MOST = 128 // characters of a row: more of them cannot be taken in
const SHORT = 4 // characters of a line that is hardly worth turning around
const LINE_BREAK = 0 // the id where a line that is turned around ends

/** The first line worth looking at of the batch that comes next. Draws nothing from the training stream. @param {Trainer} trainer @returns {Promise<Line>} */
export async function nextLine(trainer) {
  const { x, y } = await trainer.batch()
  return reverses({ trainer }) ? turned(trainer, x, y) : straight(trainer, x, y)
}

/** @param {Trainer} trainer @param {number[][]} x @param {number[][]} y @returns {Line} */
function straight({ info: { vocabulary } }, x, y) {
  const [from, to] = [x[0].slice(0, MOST), y[0].slice(0, MOST)]
  const characters = (/** @type {number[]} */ ids) => ids.map((id) => vocabulary[id])
  return { x: from, y: to, row: 0, rows: x.length, read: characters(from), foretold: characters(to) }
}

/** The first line of a window, and the same backwards with its line break. @param {Trainer} trainer @param {number[][]} x @param {number[][]} y @returns {Line} */
function turned({ info: { vocabulary } }, x, y) {
  const lengths = x.map((ids) => (ids.includes(LINE_BREAK) ? ids.indexOf(LINE_BREAK) : ids.length))
  const row = Math.max(0, lengths.findIndex((length) => length >= SHORT))
  const read = x[row].slice(0, lengths[row])
  const written = [...read].reverse().concat(LINE_BREAK).slice(0, x[row].length)
  return { x: x[row], y: y[row], row, rows: x.length, read: read.map((id) => vocabulary[id]), foretold: written.map((id) => vocabulary[id]) }
}

/** What the model as it is thinks of a line. @param {Trainer} trainer @param {Line} line @returns {Promise<Look>} */
export async function lookAt(trainer, { x, y, foretold }) {
  const { loss = NaN, data } = await trainer.logits([x], [y])
  const { vocabulary } = trainer.info
  const V = vocabulary.length
  const characters = foretold.reduce((sum, token) => sum + Array.from(token).length, 0)
  return { loss: loss * foretold.length / characters, odds: foretold.map((character, t) => oddsOf(data.subarray(t * V, (t + 1) * V), character, vocabulary)) }
}

/** @param {Float32Array} logits (V) @param {string} character @param {string[]} vocabulary @returns {Odds} */
function oddsOf(logits, character, vocabulary) {
  const shares = softmax(logits)
  const most = Math.max(...shares)
  return { share: shares[vocabulary.indexOf(character)], likeliest: vocabulary[shares.indexOf(most)], most }
}

/** Where the odds grew most. @param {Look} before @param {Look} after */
export function mostGained(before, after) {
  const gains = after.odds.map(({ share }, t) => share - before.odds[t].share)
  return gains.indexOf(Math.max(...gains))
}
