// What the caption of each figure offers: to enlarge it, and to save it.
import { build, disclosure, find, onClick, say } from '../../views/kit/dom.js'
import { offerEnlarging } from '../../views/kit/enlarge.js'
import { problemOf } from '../../views/kit/problems.js'

/** Figures by their part, with the id of what each is called. @type {Record<string, string>} */
const FIGURES = { loss: 'loss-title', writing: 'writing-title', table: 'table-title', next: 'next-title' }

/** @param {string} part @param {string} title @param {PanelStrings} strings */
const tools = (part, title, { enlarge, save }) => `<span class="tools">
  <button id="enlarge-${part}" class="link" type="button" aria-pressed="false" aria-describedby="${title}">${enlarge}</button>
  <button id="save-${part}" class="link" type="button" aria-expanded="false" aria-controls="saves-${part}" aria-describedby="${title}">${save}</button>
  <span id="saves-${part}" class="saves" role="group" aria-label="${save}" hidden></span>
</span>`

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */
/** @typedef {import('../../views/heat-map/index.js').HeatMap} HeatMap */

/** @param {Layout} layout @param {PanelStrings} strings @param {HeatMap} heat @param {typeof import('../../trainer/chunks.js').load} loads */
export function addFigureTools(layout, strings, heat, loads) {
  for (const [part, title] of Object.entries(FIGURES)) addTools(layout, strings, heat, loads, part, find(layout.root, title))
}

/** @param {Layout} layout @param {PanelStrings} strings @param {HeatMap} heat @param {typeof import('../../trainer/chunks.js').load} loads @param {string} part @param {HTMLElement} title */
function addTools({ root, experiment, signal }, strings, heat, loads, part, title) {
  title.after(build(tools(part, title.id, strings)))
  const figure = /** @type {HTMLElement} */ (title.closest('section'))
  offerEnlarging(root, figure, find(root, `enlarge-${part}`, HTMLButtonElement), strings, signal)
  disclosure(root, `save-${part}`, `saves-${part}`)
  const menu = find(root, `saves-${part}`)
  onClick(root, `save-${part}`, async () => {
    try {
      const offer = /** @type {typeof import('../../views/save/index.js').offerFiles} */ (await loads('save'))
      if (menu.childElementCount === 0) offer(part, menu, { root, figure, experiment, strings, heat })
    } catch (error) {
      say(menu, problemOf(/** @type {Error} */ (error), strings))
    }
  })
}
