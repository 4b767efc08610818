// The numbers of a run, and shares, as CSV (RFC 4180), with lines that begin with # to say what they are of.
import { viewOf } from '../kit/curve-view.js'

/** @param {unknown} value */
const field = (value) => (/[",\r\n#]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value ?? ''))

/** @param {string[]} about a line each @param {unknown[][]} rows */
const csv = (about, rows) => [...about.map((line) => `# ${line}`), ...rows.map((row) => row.map(field).join(','))].join('\r\n') + '\r\n'

/** Of each point that the chart draws: the smoothed mean and the mean of its batch losses, and what was measured there. @param {import('../../experiment/loss-curve.js').Curve} curve @param {string[]} about */
export function curveCsv(curve, about) {
  const { step, train, val } = viewOf(curve, false)
  const bins = curve.linear.flatMap((bin) => bin ?? [])
  return csv(about, [['step', 'train', 'validation', 'batch_loss'], ...bins.map(({ sum, count }, i) => [step[i], train[i], val[i], count ? sum / count : null])])
}

/** A row of the table is a line. @param {import('../kit/shares.js').Shares} shares @param {string[]} about */
export function sharesCsv({ rows, characters, shares }, about) {
  const size = characters.length
  return csv(about, [['', ...characters], ...rows.map((name, row) => [name, ...Array.from({ length: size }, (_, column) => shares[row * size + column])])])
}

/** @param {import('../../experiment/next-character.js').Candidate[]} candidates @param {string[]} about */
export const candidatesCsv = (candidates, about) => csv(about, [['character', 'share'], ...candidates.map(({ character, share }) => [character, share])])
