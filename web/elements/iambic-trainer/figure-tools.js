// What the caption of each figure offers: to enlarge it, and to save it.
import { build, disclosure, find, onClick, say } from '../../views/kit/dom.js'
import { offerEnlarging } from '../../views/kit/enlarge.js'
import { problemOf } from '../../views/kit/problems.js'

/** Figures by their part, with the id of what each is called. @type {Record<string, string>} */
const FIGURES = { loss: 'loss-title', writing: 'writing-title', table: 'table-title', next: 'next-title' }

/** @param {string} part @param {string} title @param {string} others buttons @param {PanelStrings} strings */
const tools = (part, title, others, { save }) => `<span class="tools">${others}
  <button id="save-${part}" class="link" type="button" aria-expanded="false" aria-controls="saves-${part}" aria-describedby="${title}">${save}</button>
  <span id="saves-${part}" class="saves" role="group" aria-label="${save}" hidden></span>
</span>`

/** @param {string} part @param {string} title @param {PanelStrings} strings */
const enlarging = (part, title, { enlarge }) => `
  <button id="enlarge-${part}" class="link" type="button" aria-pressed="false" aria-describedby="${title}">${enlarge}</button>`

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */
/** @typedef {import('../../views/heat-map/index.js').HeatMap} HeatMap */

/** @param {Layout} layout @param {PanelStrings} strings @param {HeatMap} heat @param {typeof import('../../trainer/chunks.js').load} loads */
export function addFigureTools(layout, strings, heat, loads) {
  for (const [part, title] of Object.entries(FIGURES)) addTools(find(layout.root, title), part)
  addToDrawing()

  /** @param {HTMLElement} title @param {string} part */
  function addTools(title, part) {
    title.after(build(tools(part, title.id, enlarging(part, title.id, strings), strings)))
    const figure = /** @type {HTMLElement} */ (title.closest('section'))
    offerEnlarging(layout.root, figure, find(layout.root, `enlarge-${part}`, HTMLButtonElement), strings, layout.signal)
    offerSaving(layout, strings, heat, loads, part, figure)
  }

  /** The drawing in a chapter, which comes when the reader opens one. */
  function addToDrawing() {
    const chapter = find(layout.root, 'chapter')
    const come = new MutationObserver(() => {
      const figure = /** @type {HTMLElement | null} */ (chapter.querySelector('.drawn'))
      if (!figure) return
      come.disconnect()
      figure.append(build(tools('chapter', 'chapter-title', '', strings)))
      offerSaving(layout, strings, heat, loads, 'chapter', figure)
    })
    come.observe(chapter, { childList: true })
    layout.signal.addEventListener('abort', () => come.disconnect())
  }
}

/** @param {Layout} layout @param {PanelStrings} strings @param {HeatMap} heat @param {typeof import('../../trainer/chunks.js').load} loads @param {string} part @param {HTMLElement} figure */
function offerSaving({ root, experiment }, strings, heat, loads, part, figure) {
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
