// The script that comes after the first frame: training need not wait for it.
import { runScript } from '../engine/beside.js'

/** @typedef {import('../chart.js').Later} Later */

/** Rejects with a sentence where the script cannot be had. @returns {Promise<Later>} */
export async function loadLater() {
  const scope = /** @type {{ IambicLater?: Later }} */ (globalThis)
  if (!scope.IambicLater) await runScript('iambic-chart.js')
  if (!scope.IambicLater) throw new Error('iambic-chart.js could not be run')
  return scope.IambicLater
}
