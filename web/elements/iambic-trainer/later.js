// The parts of the element that come after the first frame: training need not wait for them.
import { load } from '../../trainer/chunks.js'
import { find, say } from '../../views/kit/dom.js'

/** Joins a layout. @typedef {(layout: import('./layout.js').Layout) => void} Part */

/** What each fills, by its place. @type {Record<string, Record<string, string>>} */
const PLACES = {
  chart: { 'chart': 'The chart is' },
  panels: { 'settings': 'This panel is', 'corpus-panel': 'This panel is', 'keys': 'The list is' },
}

/** Where one cannot be had, that is said in its places. @param {import('./layout.js').Layout} layout */
export async function joinLater(layout) {
  for (const name of Object.keys(PLACES)) {
    try {
      const join = /** @type {Part} */ (await load(name))
      if (layout.signal.aborted) return
      join(layout)
    } catch (error) {
      for (const [id, part] of Object.entries(PLACES[name])) {
        say(find(layout.root, id, HTMLElement), `${part} missing, because ${/** @type {Error} */ (error).message}; the model trains without it.`)
      }
    }
  }
}
