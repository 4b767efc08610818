// Tabs as the ARIA Authoring Practices describe them: one is in the order of the Tab key, arrows, Home and End go to the others and choose them.
import { say } from '../../views/kit/dom.js'

export class Tabs {
  /** @type {HTMLElement} */
  bar
  #select

  /** @param {Record<string, string>} labels by the tabs' names, in their order @param {string} label of them all @param {(name: string) => void} select */
  constructor(labels, label, select) {
    this.#select = select
    this.bar = Object.assign(document.createElement('div'), { className: 'tabs' })
    this.bar.setAttribute('role', 'tablist')
    this.bar.setAttribute('aria-label', label)
    for (const [name, text] of Object.entries(labels)) this.bar.append(tabOf(name, text))
    this.bar.addEventListener('click', ({ target }) => { if (target instanceof HTMLButtonElement) select(nameOf(target)) })
    this.bar.addEventListener('keydown', (event) => this.#move(event))
  }

  get #shown() { return /** @type {HTMLButtonElement[]} */ ([...this.bar.children]).filter((tab) => !tab.hidden) }

  /** Shows some of them: the names of these. @param {(name: string) => boolean} shows */
  offer(shows) {
    for (const tab of /** @type {HTMLButtonElement[]} */ ([...this.bar.children])) tab.hidden = !shows(nameOf(tab))
    this.bar.hidden = this.#shown.length < 2
    return this.#shown.map(nameOf)
  }

  /** @param {string} name of the tab that is chosen */
  mark(name) {
    for (const tab of /** @type {HTMLButtonElement[]} */ ([...this.bar.children])) {
      const chosen = nameOf(tab) === name
      tab.setAttribute('aria-selected', String(chosen))
      tab.tabIndex = chosen ? 0 : -1
    }
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const tabs = this.#shown
    const at = tabs.findIndex((tab) => tab.tabIndex === 0)
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const tab = tabs[(to + tabs.length) % tabs.length]
    this.#select(nameOf(tab))
    tab.focus({ preventScroll: true })
  }
}

/** @param {HTMLButtonElement} tab */
const nameOf = (tab) => String(tab.dataset.name)

/** @param {string} name @param {string} text */
function tabOf(name, text) {
  const tab = Object.assign(document.createElement('button'), { type: 'button', id: `tab-${name}` })
  tab.setAttribute('role', 'tab')
  tab.setAttribute('aria-controls', `tab-panel-${name}`)
  tab.dataset.name = name
  say(tab, text)
  return tab
}

/** The panel of a tab, with what is in it; where that has no heading, the tab's label is one for whoever goes by headings. @param {string} name @param {string} label @param {HTMLElement} part */
export function panelAround(name, label, part) {
  const panel = Object.assign(document.createElement('div'), { id: `tab-panel-${name}`, className: 'tab-panel', tabIndex: 0 })
  panel.setAttribute('role', 'tabpanel')
  panel.setAttribute('aria-labelledby', `tab-${name}`)
  if (!part.querySelector('h2')) panel.append(Object.assign(document.createElement('h2'), { className: 'spoken', textContent: label }))
  panel.append(part)
  return panel
}
