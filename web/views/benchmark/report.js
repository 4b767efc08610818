// What was measured, as text to copy: columns that stay columns in a mail or an issue.
import { figuresOf } from '../../experiment/benchmark.js'

/** @typedef {import('../../experiment/benchmark.js').Row} Row */
/** @typedef {import('../../locales/en-bench.js').BenchStrings} BenchStrings */

const ABSENT = '-'

/** Three digits that count, in a form that every program reads. @param {number | undefined} value */
const digits = (value) => (value === undefined ? ABSENT : value >= 100 ? value.toFixed(0) : value.toPrecision(3))

/** @param {Row} row @param {BenchStrings} strings */
export function answerOf({ stage, right, error }, strings) {
  if (error) return strings.brokenOff
  return right === false ? strings.wrong : strings.stages[stage]
}

/** @param {Row[]} rows @param {BenchStrings} strings @param {{ version: string, browser: string, processors: number, date: Date }} about */
export function reportOf(rows, strings, { version, browser, processors, date }) {
  const head = [strings.model, strings.parameters, strings.milliseconds, strings.perSecond, strings.gflops, strings.answer]
  const lines = rows.map((row) => {
    const figures = row.rounds.length > 0 && !row.error ? figuresOf(row) : undefined
    const measured = [figures?.milliseconds, figures?.perSecond, figures?.gflops].map(digits)
    return [row.preset, String(row.parameters ?? ABSENT), ...measured, answerOf(row, strings)]
  })
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i].length)))
  const table = [head, ...lines].map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ').trimEnd())
  return [`${strings.report(version)}, ${strings.processors(processors)}, ${date.toISOString().slice(0, 10)}`, browser, '', ...table, ''].join('\n')
}
