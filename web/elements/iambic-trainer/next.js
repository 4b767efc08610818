// "What comes next", on every rung: its place is there from the start, what is in it is loaded when the reader comes near.
import { fillPlace } from './fill-place.js'
import { build, find } from '../../views/kit/dom.js'

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
    fillPlace(layout, loads, 'next', find(root, 'next-body'))
  }, { rootMargin: NEAR })
  near.observe(find(root, 'next'))
  signal.addEventListener('abort', () => near.disconnect())
}
