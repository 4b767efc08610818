// "One step": what a press of Step does. Its place is there from the start, what is in it is loaded when Step is first pressed.
import { fillPlace } from './fill-place.js'
import { build, find } from '../../views/kit/dom.js'
import { hides } from '../../views/kit/marks.js'

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {PanelStrings} strings */
const place = ({ oneStepSeen }) => `
<section class="one-step" part="step" id="one-step" aria-labelledby="one-step-title" hidden>
  <div class="caption"><h2 id="one-step-title">${oneStepSeen}</h2><span id="one-step-where" class="at"></span></div>
  <div id="one-step-body"></div>
</section>`

/** @param {Layout} layout @param {PanelStrings} strings @param {typeof import('../../trainer/chunks.js').load} loads */
export function offerStep(layout, strings, loads) {
  const { root, experiment, signal } = layout
  find(root, 'status').parentElement?.after(build(place(strings)))
  let pressed = false // a program that takes steps wants to see nothing
  find(root, 'step').addEventListener('click', () => { pressed = true }, { capture: true })
  const look = async () => {
    if (!pressed || experiment.state === 'training' || hides(root, 'step') || find(root, 'page').classList.contains('compact')) return
    await fillPlace(layout, loads, 'step', find(root, 'one-step-body')) // which looks by itself from then on
    if (experiment.beforeStep === look) find(root, 'one-step').hidden = false // to say why there is nothing
    else await experiment.beforeStep?.()
  }
  experiment.beforeStep = look
  signal.addEventListener('abort', () => { experiment.beforeStep = undefined })
}
