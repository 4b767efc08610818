// The parts of the element that come after the first frame: training need not wait for them.
import { asksForMore } from './address.js'
import { load } from '../../trainer/chunks.js'
import { find, say } from '../../views/kit/dom.js'
import { problemOf } from '../../views/kit/problems.js'

/** What each part fills. */
const PLACES = { chart: ['chart'], panels: ['settings', 'corpus-panel'] }

/** Joins a layout; `loads` other parts, which each script could only do for itself. @typedef {(layout: import('./layout.js').Layout, loads: typeof load) => void} Part */

/**
 * What the page asks for beside settings. Resolves with whether it is as it asked: else nothing is shown but why, for who knows what must be hidden.
 * @param {import('./layout.js').Layout} layout
 */
export async function joinLesson(layout) {
  const { experiment, root, signal } = layout
  try {
    const join = /** @type {Part} */ (await load('lesson'))
    if (!signal.aborted) join(layout, load)
    return true
  } catch (error) {
    const page = find(root, 'page')
    page.classList.add('awaited')
    page.hidden = false
    find(root, 'status').style.visibility = 'visible'
    experiment.refuse(/** @type {Error} */ (error), () => true)
    experiment.begin()
    return false
  }
}

/** Where one cannot be had, that is said in its places. @param {import('./layout.js').Layout} layout */
export async function joinLater(layout) {
  if (asksForMore(layout.host) && !await joinLesson(layout)) return
  for (const [name, places] of Object.entries(PLACES)) {
    try {
      const join = /** @type {Part} */ (await load(name))
      if (layout.signal.aborted) return
      join(layout, load)
    } catch (error) {
      const why = problemOf(/** @type {Error} */ (error), layout.strings)
      for (const id of places) say(find(layout.root, id), layout.strings.missingPart(name, why))
    }
  }
}

/** In a frame, whose page lays it out: no title, no margins, and its height is told. @param {import('./element.js').IambicTrainer} host the page @param {AbortSignal} signal */
export async function joinParent(host, signal) {
  document.documentElement.classList.add('framed')
  const speak = await load('guest').catch(() => undefined) // without it the frame is as high as its page made it
  if (speak && !signal.aborted) speak(host, signal)
}
