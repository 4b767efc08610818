// "What comes next", on every rung: its place is there from the start, what is in it is loaded when the reader comes near.
import { find, build, say } from '../../views/kit/dom.js'
import { problemOf } from '../../views/kit/problems.js'

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

const NEAR = '200px' // from what the reader sees

/** @param {PanelStrings} strings */
const place = ({ whatComesNext }) => `
<section class="next" part="next" id="next" aria-labelledby="next-title">
  <div class="caption"><h2 id="next-title">${whatComesNext}</h2></div>
  <div id="next-body"></div>
</section>`

/** @param {Layout} layout @param {PanelStrings} strings @param {typeof import('../../trainer/chunks.js').load} loads */
export function offerNext(layout, strings, loads) {
  const { root, signal } = layout
  find(root, 'lesson').before(build(place(strings)))
  const near = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    near.disconnect()
    join(layout, loads)
  }, { rootMargin: NEAR })
  near.observe(find(root, 'next'))
  signal.addEventListener('abort', () => near.disconnect())
}

/** @param {Layout} layout @param {typeof import('../../trainer/chunks.js').load} loads */
async function join(layout, loads) {
  try {
    const fill = /** @type {import('./later.js').Part} */ (await loads('next'))
    if (!layout.signal.aborted) fill(layout, loads)
  } catch (error) {
    say(find(layout.root, 'next-body'), layout.strings.missingPanel(problemOf(/** @type {Error} */ (error), layout.strings)))
  }
}
