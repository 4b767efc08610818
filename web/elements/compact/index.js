// The element in a height that its host gives: controls, status, the loss beside the text, and all else behind tabs.
import { enLesson } from '../../locales/en-lesson.js'
import { dress, find } from '../../views/kit/dom.js'
import { hides, onMarks } from '../../views/kit/marks.js'
import styles from './compact.css'
import { Pages } from './pages.js'
import { panelAround, Tabs } from './tabs.js'

/** @typedef {import('../iambic-trainer/layout.js').Layout} Layout */
/** @typedef {keyof typeof enLesson.tab} Tab */

/** What each tab shows, in their order; elsewhere the table stands within the figures. @type {Record<Tab, string>} */
const PARTS = { figures: '.figures', ladder: '.ladder', table: '#table-section', next: '#next', settings: '#settings', source: '#corpus-panel', answers: '#lesson', gradients: '#gradients', numbers: '#numbers' }
const TABS = /** @type {Tab[]} */ (Object.keys(PARTS))
/** Of what is more or less than the part of its name: gone when all of these are hidden. @type {Partial<Record<Tab, string[]>>} */
const SHOWN_WITH = { figures: ['loss', 'writing', 'ask'], numbers: ['loss', 'table'] }

/** Those that elsewhere a button opens. */
const DISCLOSED = /** @type {const} */ (['settings', 'source'])

/** @param {ShadowRoot} root @param {string} name */
const partOf = (root, name) => /** @type {HTMLElement} */ (root.querySelector(PARTS[/** @type {Tab} */ (name)]))

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
  const pages = new Pages(strings)
  const tabs = new Tabs(strings.tab, strings.tabs, select)
  const bar = Object.assign(document.createElement('div'), { className: 'tab-bar' })
  bar.append(tabs.bar, pages.bar)
  page.append(bar)
  const moved = TABS.map((name) => moveBehind(name, strings.tab[name], partOf(root, name), page))
  page.classList.add('compact')

  /** @param {string} name of a tab */
  function select(name) {
    page.dataset.tab = name
    tabs.mark(name)
    disclose(layout, name)
    for (const { panel } of moved) panel.hidden = panel.id !== `tab-panel-${name}`
    pages.show(find(root, `tab-panel-${name}`))
  }
  const update = () => {
    const shown = tabs.offer((name) => !(SHOWN_WITH[/** @type {Tab} */ (name)] ?? [name]).every((part) => hides(root, part)))
    select(shown.includes(String(page.dataset.tab)) ? String(page.dataset.tab) : shown[0] ?? 'figures')
  }
  onMarks(root, update, stop.signal)
  followDisclosed(root, select, stop.signal)
  update()
  return () => {
    stop.abort()
    pages.stop()
    disclose(layout, 'figures')
    page.classList.remove('compact')
    delete page.dataset.tab
    bar.remove()
    for (const { goBack } of moved) goBack()
  }
}

/** Moves a part behind its tab; what it gives moves it back. @param {string} name @param {string} label @param {HTMLElement} part @param {HTMLElement} page */
function moveBehind(name, label, part, page) {
  const place = document.createComment('')
  part.replaceWith(place)
  const panel = panelAround(name, label, part)
  page.append(panel)
  const goBack = () => {
    place.replaceWith(part)
    panel.remove()
  }
  return { panel, goBack }
}

/** Opens what the tab shows where elsewhere the reader opens it, and closes the others. @param {Layout} layout @param {string} name of the tab */
function disclose({ root, showSettings, showCorpus }, name) {
  const discloses = { settings: showSettings, source: showCorpus }
  for (const each of TABS) {
    const part = partOf(root, each)
    if (part instanceof HTMLDetailsElement) part.open = each === name
  }
  for (const each of DISCLOSED) if (partOf(root, each).hidden === (name === each)) discloses[each](name === each)
}

/** Selects the tab of a part that something else opens, as a setting that is refused. @param {ShadowRoot} root @param {(name: string) => void} select @param {AbortSignal} signal */
function followDisclosed(root, select, signal) {
  const opened = new MutationObserver(() => {
    const { tab } = find(root, 'page').dataset
    for (const name of DISCLOSED) {
      const { hidden } = partOf(root, name)
      if (hidden === (tab === name)) select(hidden ? 'figures' : name)
    }
  })
  for (const name of DISCLOSED) opened.observe(partOf(root, name), { attributeFilter: ['hidden'] })
  signal.addEventListener('abort', () => opened.disconnect())
}
