// "Letters or pieces of words", on every rung: its place is there from the start, what is in it is loaded when the reader opens it.
import { fillPlace } from './fill-place.js'
import { build, find } from '../../views/kit/dom.js'

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {PanelStrings} strings */
const place = ({ lettersOrPieces }) => `
<details class="lesson subwords" part="subwords" id="subwords">
  <summary>${lettersOrPieces}</summary>
  <div id="subwords-body"></div>
</details>`

/** @param {Layout} layout @param {PanelStrings} strings @param {typeof import('../../trainer/chunks.js').load} loads */
export function offerSubwords(layout, strings, loads) {
  const { root } = layout
  find(root, 'lesson').before(build(place(strings)))
  const section = find(root, 'subwords', HTMLDetailsElement)
  section.addEventListener('toggle', () => { if (section.open) fillPlace(layout, loads, 'subwords', find(root, 'subwords-body')) })
}
