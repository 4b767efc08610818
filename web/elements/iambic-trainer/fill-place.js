// A part that is loaded when the reader wants it.
import { say } from '../../views/kit/dom.js'
import { problemOf } from '../../views/kit/problems.js'

/** Loads a part that fills a place, once; where it cannot be had, that is said there. @param {import('./layout.js').Layout} layout @param {typeof import('../../trainer/chunks.js').load} loads @param {string} name @param {HTMLElement} place */
export async function fillPlace(layout, loads, name, place) {
  try {
    const fill = /** @type {import('./later.js').Part} */ (await loads(name))
    if (!layout.signal.aborted && place.childElementCount === 0) fill(layout, loads)
  } catch (error) {
    say(place, layout.strings.missingPart(name, problemOf(/** @type {Error} */ (error), layout.strings)))
  }
}
