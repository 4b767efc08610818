// What a reader of the page has fetched, and when.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { STAGES, WANTED } from './bundles.mjs'

/** Bytes that are promised to be enough until Train can be pressed, and until the chart is drawn. */
export const PROMISED = { train: 100_000, chart: 130_000 }

/**
 * Bytes after the command gzip, because Node's differs by a hundredth from version to version.
 * @param {string} dist @returns {{ train: number, chart: number, sentence: string, wanted: string }} in all, when Train can be pressed and when the chart is drawn
 */
export function weigh(dist) {
  const bytesOf = (/** @type {string} */ file) => execFileSync('gzip', ['-9c', join(dist, file)]).length
  const stages = STAGES.map((files) => files.map((file) => ({ file, bytes: bytesOf(file) })))
  const totals = stages.map((_, i) => stages.slice(0, i + 1).flat().reduce((sum, { bytes }) => sum + bytes, 0))
  const lists = stages.map((files) => files.map(({ file, bytes }) => `${file} ${grouped(bytes)}`).join(', '))
  const when = ['when Train can be pressed', 'when the chart is drawn', 'in all']
  const sentence = totals.map((total, i) => `${grouped(total)}${i === 0 ? ' bytes gzip' : ''} ${when[i]} (${lists[i]})`).join(', ')
  const wanted = WANTED.map(({ file, when }) => `${file} ${grouped(bytesOf(file))} (${when})`).join(', ')
  return { train: totals[0], chart: totals[1], sentence: `${sentence}, without the text`, wanted }
}

/** 1,234,567 @param {number} count */
const grouped = (count) => count.toLocaleString('en-US')
