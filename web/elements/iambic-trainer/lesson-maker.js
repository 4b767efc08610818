// "Make a lesson", where the element is the page and no lesson itself: its buttons, at the top and at the foot, are always there, its panel is
// loaded when one is pressed.
import { wishOf } from './address.js'
import { fillPlace } from './fill-place.js'
import { build, disclosure, find, onClick } from '../../views/kit/dom.js'

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {PanelStrings} strings */
const button = ({ makeLesson }) => `<button id="maker-toggle" class="link" type="button" aria-expanded="false" aria-controls="maker">${makeLesson}</button>`

/** @param {PanelStrings} strings */
const wayDown = ({ makeLesson }) => `<button id="maker-open" class="link" type="button">${makeLesson}</button>`

/** @param {PanelStrings} strings */
const panel = ({ makeLesson }) => `<section id="maker" class="panel maker" aria-label="${makeLesson}" hidden></section>`

/** @param {Layout} layout @param {PanelStrings} strings @param {typeof import('../../trainer/chunks.js').load} loads */
export function offerLesson(layout, strings, loads) {
  const { host, root } = layout
  if (!host.hasAttribute('page') || parent !== self || wishOf(host, 'show') !== null) return // a reader sees what the lesson needs and nothing else
  const footer = find(root, 'footer')
  footer.prepend(build(button(strings)))
  footer.after(build(panel(strings)))
  const toggle = disclosure(root, 'maker-toggle', 'maker')
  onClick(root, 'maker-toggle', () => join(layout, loads))
  const links = /** @type {HTMLElement} */ (root.querySelector('.links'))
  links[getComputedStyle(links).justifyContent === 'end' ? 'prepend' : 'append'](build(wayDown(strings))) // where none of the others moves
  onClick(root, 'maker-open', () => {
    toggle(true)
    find(root, 'maker-toggle').focus()
    join(layout, loads)
  })
}

/** @param {Layout} layout @param {typeof import('../../trainer/chunks.js').load} loads */
async function join(layout, loads) {
  const panel = find(layout.root, 'maker')
  await fillPlace(layout, loads, 'lesson-maker', panel)
  if (!panel.hidden) panel.scrollIntoView({ block: 'nearest' })
}
