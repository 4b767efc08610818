// What a reader of the page has fetched, and when.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Until Train can be pressed, and what comes until the chart is drawn. The text, and the core for transformers, are fetched beside these when they are wanted. */
const STAGES = [['index.html', 'iambic.js'], ['iambic-chart.js']]

/** Bytes that are promised to be enough until Train can be pressed. */
export const PROMISED = 100_000

/**
 * Bytes after the command gzip, because Node's differs by a hundredth from version to version.
 * @param {string} dist @returns {{ train: number, chart: number, sentence: string }} in all, when Train can be pressed and when the chart is drawn
 */
export function weigh(dist) {
  const [first, second] = STAGES.map((files) => files.map((file) => ({ file, bytes: execFileSync('gzip', ['-9c', join(dist, file)]).length })))
  const sum = (/** @type {{ bytes: number }[]} */ files) => files.reduce((all, { bytes }) => all + bytes, 0)
  const list = (/** @type {{ file: string, bytes: number }[]} */ files) => files.map(({ file, bytes }) => `${file} ${grouped(bytes)}`).join(', ')
  const [train, chart] = [sum(first), sum([...first, ...second])]
  const sentence = `${grouped(train)} bytes gzip when Train can be pressed (${list(first)}), ${grouped(chart)} when the chart is drawn (${list(second)}), without the text`
  return { train, chart, sentence }
}

/** 1,234,567 @param {number} count */
const grouped = (count) => count.toLocaleString('en-US')
