// What the table of a stage says: of one character its numbers, of all characters those of one head, or of each head what it finds in each character.
import { sign } from '../kit/characters.js'
import { formOf } from '../../experiment/trace-way.js'
import { ranked } from '../../experiment/ranked.js'

/** @typedef {import('../../experiment/trace-reading.js').Reading} Reading */
/** @typedef {import('../../experiment/trace-way.js').Stage} Traced */
/** @typedef {{ caption: string, numbers: import('./numbers.js').Numbers }} Table */
/** Of which character, which head, and whether of the line that an encoder has read. @typedef {{ words: import('../../locales/en-inside.js').InsideStrings, number: (value: number) => string, at: number, head: number, line: boolean }} Of */

const IN_A_ROW = 8 // numbers of a character

/** @param {Traced} stage @param {Reading} reading @param {Of} of @returns {Table} */
export function tableOf(stage, reading, of) {
  if (stage.kind === 'logits' || stage.kind === 'shares') return ofAlphabet(stage, reading, of)
  return { vector: ofVector, vectors: ofVectors, pairs: ofPairs }[formOf(stage.kind)](stage, reading, of)
}

/** @param {Traced} stage @param {Reading} reading @param {Of} of @returns {Table} */
function ofVector({ kind, tensors }, reading, { words, number, at }) {
  const values = joined(tensors.map((name) => reading.row(name, at)))
  const rows = Array.from({ length: Math.ceil(values.length / IN_A_ROW) }, (_, i) => {
    const row = Array.from(values.slice(i * IN_A_ROW, (i + 1) * IN_A_ROW), number)
    return rowOf(words.fromTo(i * IN_A_ROW + 1, i * IN_A_ROW + row.length), row)
  })
  const columns = Array.from({ length: IN_A_ROW }, (_, i) => String(i + 1))
  return { caption: words.numbersOf(words.stage[kind][0], reading.own[at]), numbers: { corner: words.number, columns, rows } }
}

/** @param {Traced} stage @param {Reading} reading @param {Of} of @returns {Table} */
function ofVectors({ kind, tensors }, reading, { words, number, head, line }) {
  const shown = Math.min(head, tensors.length - 1)
  const names = line || kind === 'memory' ? reading.line : reading.own
  const rows = names.map((character, i) => rowOf(sign(character), Array.from(reading.row(tensors[shown], i), number)))
  const columns = rows[0].slice(1).map((_, i) => String(i + 1))
  const ofHead = tensors.length > 1 ? words.headNumber(shown + 1) : ''
  return { caption: words.numbersOfAll(words.stage[kind][0], ofHead), numbers: { corner: words.character, columns, rows } }
}

/** @param {Traced} stage @param {Reading} reading @param {Of} of @returns {Table} */
function ofPairs({ kind, tensors }, reading, { words, number, at, line }) {
  const all = tensors.map((name) => reading.row(name, at))
  const write = kind === 'softmax' ? words.percent : number
  const rows = (line ? reading.line : reading.own).map((character, i) => rowOf(sign(character), all.map((row) => write(row[i]))))
  const columns = all.map((_, i) => words.headNumber(i + 1))
  return { caption: words.numbersOfPairs(words.stage[kind][0], reading.own[at]), numbers: { corner: words.character, columns, rows } }
}

/** The likeliest first. @param {Traced} stage @param {Reading} reading @param {Of} of @returns {Table} */
function ofAlphabet({ kind, tensors }, reading, { words, number, at }) {
  const values = reading.row(tensors[0], at)
  const write = kind === 'shares' ? words.percent : number
  const rows = ranked(values).map((i) => rowOf(sign(reading.vocabulary[i]), [write(values[i])]))
  const columns = [words.stage[kind][1]]
  return { caption: words.numbersOf(words.stage[kind][0], reading.own[at]), numbers: { corner: words.character, columns, rows } }
}

/** @param {string} name @param {string[]} texts @returns {[string, ...string[]]} */
const rowOf = (name, texts) => [name, ...texts]

/** Rows one after the other. @param {Float32Array[]} rows */
export function joined(rows) { return beside(rows, 1) }

/** Matrices side by side. @param {Float32Array[]} matrices as large as one another @param {number} rows of each */
export function beside(matrices, rows) {
  if (matrices.length === 1) return matrices[0]
  const columns = matrices[0].length / rows
  const all = new Float32Array(matrices.length * matrices[0].length)
  for (let row = 0; row < rows; row++) {
    matrices.forEach((matrix, i) => all.set(matrix.subarray(row * columns, (row + 1) * columns), (row * matrices.length + i) * columns))
  }
  return all
}
