// "See inside", on every rung that attends: its place is there from the start, what is in it is loaded when the reader opens it.
import { fillPlace } from './fill-place.js'
import { onChange } from '../../views/kit/changes.js'
import { build, find } from '../../views/kit/dom.js'

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {PanelStrings} strings */
const place = ({ seeInside }) => `
<details class="lesson inside" part="inside" id="inside" hidden>
  <summary>${seeInside}</summary>
  <div id="inside-body"></div>
</details>`

/** @param {Layout} layout @param {PanelStrings} strings @param {typeof import('../../trainer/chunks.js').load} loads */
export function offerInside(layout, strings, loads) {
  const { root, experiment, signal } = layout
  find(root, 'lesson').before(build(place(strings)))
  const section = find(root, 'inside', HTMLDetailsElement)
  const fill = () => { if (section.open && !section.hidden) fillPlace(layout, loads, 'inside', find(root, 'inside-body')) }
  const offer = () => {
    section.hidden = !experiment.trainer || experiment.trainer.info.heads === 0
    fill()
  }
  onChange(experiment, { opened: offer, reset: offer }, signal)
  offer()
  section.addEventListener('toggle', fill)
}
