// The element in a height that its host gives: controls, status, the loss beside the text, and all else behind tabs.
import { enLesson } from '../../locales/en-lesson.js'
import { dress, find, say } from '../../views/kit/dom.js'
import { hides, onMarks } from '../../views/kit/marks.js'
import styles from './compact.css'

/** @typedef {import('../iambic-trainer/layout.js').Layout} Layout */
/** @typedef {keyof typeof enLesson.tab} Tab */

/** What each tab shows, in their order. @type {Record<Tab, string>} */
const PANELS = { figures: '.figures', ladder: '.ladder', table: '#table-section', settings: '#settings', source: '#corpus-panel', answers: '#lesson', gradients: '#gradients', numbers: '#numbers' }
const TABS = /** @type {Tab[]} */ (Object.keys(PANELS))
/** Those that stand before the controls elsewhere: here they follow their tab. @type {Tab[]} */
const MOVED = ['ladder', 'settings', 'source']
/** Of what is more or less than the part of its name: gone when all of these are hidden. @type {Partial<Record<Tab, string[]>>} */
const PARTS_OF = { figures: ['loss', 'writing', 'ask'], numbers: ['loss', 'table'] }

/** Those that elsewhere a button opens. */
const DISCLOSED = /** @type {const} */ (['settings', 'source'])

/** @param {ShadowRoot} root @param {Tab} name */
const panelOf = (root, name) => /** @type {HTMLElement} */ (root.querySelector(PANELS[name]))

/** Of the layouts that are compact. @type {WeakMap<Layout, () => void>} */
const undo = new WeakMap()

/** @param {Layout} layout @param {boolean} given whether there is a height to fill */
export function fit(layout, given) {
  const { host, root } = layout
  if (given) {
    if (!undo.has(layout)) undo.set(layout, compact(layout))
    const em = parseFloat(getComputedStyle(find(root, 'page')).fontSize)
    const scale = Math.min(host.clientWidth / 70, host.clientHeight / 36) / em
    find(root, 'page').style.setProperty('--scale', String(Math.max(0.8125, Math.min(1.6, scale))))
  } else {
    undo.get(layout)?.()
    undo.delete(layout)
  }
}

/** Gives what takes it back. @param {Layout} layout */
function compact(layout) {
  const { root, locale } = layout
  const page = find(root, 'page')
  const strings = locale.lesson ?? enLesson
  const stop = new AbortController()
  dress(root, styles)
  const bar = Object.assign(document.createElement('div'), { className: 'tabs' })
  bar.setAttribute('aria-label', strings.tabs)
  bar.setAttribute('role', 'tablist')
  for (const name of TABS) bar.append(tabOf(name, strings.tab[name]))
  page.querySelector('.figures')?.before(bar)
  const places = MOVED.map((name) => follow(panelOf(root, name), bar))
  page.classList.add('compact')
  const select = (/** @type {string} */ name) => show(layout, bar, name)
  const update = () => choose(root, bar, select)
  bar.addEventListener('click', ({ target }) => { if (target instanceof HTMLButtonElement) select(String(target.dataset.name)) })
  bar.addEventListener('keydown', (event) => move(event, bar, select))
  onMarks(root, update, stop.signal)
  const opened = new MutationObserver(() => {
    for (const name of DISCLOSED) {
      const { hidden } = panelOf(root, name)
      if (hidden === (page.dataset.tab === name)) select(hidden ? 'figures' : name)
    }
  })
  for (const name of DISCLOSED) opened.observe(panelOf(root, name), { attributeFilter: ['hidden'] })
  update()
  return () => {
    stop.abort()
    opened.disconnect()
    select('figures')
    page.classList.remove('compact')
    delete page.dataset.tab
    bar.remove()
    for (const goBack of places.reverse()) goBack()
  }
}

/** @param {Tab} name @param {string} label */
function tabOf(name, label) {
  const tab = Object.assign(document.createElement('button'), { type: 'button', id: `tab-${name}` })
  tab.setAttribute('role', 'tab')
  tab.dataset.name = name
  say(tab, label)
  return tab
}

/** Moves a part behind the tabs; what it gives moves it back. @param {Element} part @param {Element} bar */
function follow(part, bar) {
  const place = document.createComment('')
  part.replaceWith(place)
  bar.after(part)
  return () => place.replaceWith(part)
}

/** Offers the tabs of what is shown. @param {ShadowRoot} root @param {HTMLElement} bar @param {(name: string) => void} select */
function choose(root, bar, select) {
  const tabs = /** @type {HTMLButtonElement[]} */ ([...bar.children])
  for (const tab of tabs) {
    const name = /** @type {Tab} */ (tab.dataset.name)
    tab.hidden = (PARTS_OF[name] ?? [name]).every((part) => hides(root, part))
  }
  const shown = tabs.filter((tab) => !tab.hidden)
  bar.hidden = shown.length < 2
  const now = shown.find(({ dataset }) => dataset.name === find(root, 'page').dataset.tab) ?? shown[0]
  select(now?.dataset.name ?? 'figures')
}

/** @param {Layout} layout @param {HTMLElement} bar @param {string} name of the tab to show */
function show({ root, showSettings, showCorpus }, bar, name) {
  const discloses = { settings: showSettings, source: showCorpus }
  find(root, 'page').dataset.tab = name
  for (const tab of /** @type {HTMLButtonElement[]} */ ([...bar.children])) {
    const chosen = tab.dataset.name === name
    tab.setAttribute('aria-selected', String(chosen))
    tab.tabIndex = chosen ? 0 : -1
    const panel = panelOf(root, /** @type {Tab} */ (tab.dataset.name))
    if (panel instanceof HTMLDetailsElement) panel.open = chosen
  }
  for (const each of DISCLOSED) if (panelOf(root, each).hidden === (name === each)) discloses[each](name === each)
}

/** Arrow keys, Home and End. @param {KeyboardEvent} event @param {HTMLElement} bar @param {(name: string) => void} select */
function move(event, bar, select) {
  const tabs = /** @type {HTMLButtonElement[]} */ ([...bar.children]).filter((tab) => !tab.hidden)
  const at = tabs.findIndex((tab) => tab.tabIndex === 0)
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  const tab = tabs[(to + tabs.length) % tabs.length]
  select(String(tab.dataset.name))
  tab.focus({ preventScroll: true })
}
