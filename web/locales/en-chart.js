// English: what the loss chart says.
import { enLandmarks } from './en-landmarks.js'
import { enLoss } from './en-loss.js'

/** @typedef {import('./en.js').Strings & ReturnType<typeof enChart>} ChartStrings what every language has */

/** @param {import('./format.js').Format} format */
export const enChart = (format, { counted, grouped, nats } = format, loss = enLoss(format), { lossTold } = loss) => ({
  ...loss,
  chartWith: (/** @type {string[]} */ points) => `Loss against steps${points.length > 0 ? `: ${points.join('; ')}` : ''}. Arrow keys read it off; a table stands below.`,
  chartPoint: (/** @type {number} */ step, /** @type {number} */ train, /** @type {number | null} */ val) => `at step ${grouped(step)} train ${lossTold(train)}, validation ${lossTold(val)}`,
  chartSpoken: (/** @type {number | null} */ step, /** @type {number | null} */ train, /** @type {number | null} */ val) => `step ${step}: train ${lossTold(train)}, validation ${lossTold(val)}`,
  atStep: (/** @type {number} */ step) => `at step ${grouped(step)}`,
  baselines: enLandmarks,
  expectedShort: (/** @type {number} */ loss) => `expected ${nats(loss)}`,
  expectedAtEnd: (/** @type {number} */ loss) => `expected at the end: about ${nats(loss)}`,
  earlierRun: (/** @type {string} */ run, /** @type {number} */ step, /** @type {number | null | undefined} */ val) => `${run}, ${counted(step, 'step', 'steps')}, val ${nats(val)}`,
  clear: 'clear',
})
