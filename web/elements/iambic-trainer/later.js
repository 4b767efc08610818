// The script that comes after the first frame: training need not wait for it.
import { runScript } from '../../trainer/script-loader.js'
import { find, say } from '../../views/kit/dom.js'

/** @typedef {{ complete: (layout: import('./layout.js').Layout) => void }} Later */

/** What it fills, by its place. */
const PARTS = { 'chart': 'The chart is', 'settings': 'This panel is', 'corpus-panel': 'This panel is', 'keys': 'The list is' }

/** Where it cannot be had, that is said in the place of each part. @param {ShadowRoot} root @returns {Promise<Later | undefined>} */
export async function loadLater(root) {
  const scope = /** @type {{ IambicLater?: Later }} */ (globalThis)
  try {
    if (!scope.IambicLater) await runScript('iambic-chart.js')
    return scope.IambicLater
  } catch (error) {
    for (const [id, part] of Object.entries(PARTS)) {
      say(find(root, id, HTMLElement), `${part} missing, because ${/** @type {Error} */ (error).message}; the model trains without it.`)
    }
  }
}
