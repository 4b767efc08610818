// The list of keys: single ones can be switched off, R asks before it throws a run away, and Escape closes the list.
import { build, disclosure, find } from '../views/kit/dom.js'
import { hides, onMarks } from '../views/kit/marks.js'
import { isWorthKeeping } from '../experiment/run-log.js'
import { listenForKeys } from './shortcuts.js'

/** @typedef {import('../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {PanelStrings} strings */
const footer = ({ keys }) => `
<footer id="footer">
  <button id="keys-toggle" class="link" type="button" aria-expanded="false" aria-controls="keys" aria-keyshortcuts="?">${keys}</button>
</footer>`

/** @param {PanelStrings} strings */
const floating = ({ keysPanel, language, ...strings }) => `
<div id="keys" lang="${language}" class="keys floating" role="region" aria-label="${keysPanel}" hidden>${list(strings)}</div>`

/** @param {Pick<PanelStrings, 'keyNames' | 'keyDoes' | 'singleKeys'>} strings */
const list = ({ keyNames, keyDoes, singleKeys }) => `
  <dl>
    <div><dt><kbd>${keyNames.space}</kbd></dt><dd>${keyDoes.space}</dd></div>
    <div><dt><kbd>S</kbd></dt><dd>${keyDoes.s}</dd></div>
    <div><dt><kbd>R</kbd></dt><dd>${keyDoes.r}</dd></div>
    <div><dt><kbd>N</kbd></dt><dd>${keyDoes.n}</dd></div>
    <div><dt><kbd>?</kbd></dt><dd>${keyDoes.help}</dd></div>
    <div><dt><kbd>${keyNames.escape}</kbd></dt><dd>${keyDoes.escape}</dd></div>
    <div><dt><kbd>\u2190</kbd> <kbd>\u2191</kbd> <kbd>\u2192</kbd> <kbd>\u2193</kbd></dt><dd>${keyDoes.arrows}</dd></div>
  </dl>
  <label class="check"><input id="single-keys" type="checkbox" checked> ${singleKeys}</label>`

/** @typedef {import('./iambic-trainer/layout.js').Layout} Layout */

/** Of which part each is. @type {Record<string, string>} */
const PART_OF = { ' ': 'controls', 's': 'controls', 'r': 'controls', 'n': 'writing', '?': 'controls' }

/** What each is told beside. */
const BUTTONS = { 'train': 'Space', 'step': 'S', 'reset': 'R', 'renew': 'N' }

/** @param {Layout} layout @param {PanelStrings} strings */
export function offerKeys(layout, strings) {
  const { host, root, experiment, status, signal } = layout
  find(root, 'page').append(build(footer(strings)))
  root.append(build(floating(strings)))
  for (const [id, key] of Object.entries(BUTTONS)) find(root, id).setAttribute('aria-keyshortcuts', key)
  const showList = disclosure(root, 'keys-toggle', 'keys')
  const box = find(root, 'single-keys', HTMLInputElement)
  const all = {
    ' ': () => status.attempt(experiment.toggle()),
    s: () => find(root, 'step').click(),
    r: () => resetByKey(layout, strings),
    n: () => layout.sample.renew(),
    '?': () => showList(),
  }
  /** Those that are heard. @type {Record<string, () => void>} */
  const keys = {}
  const heed = () => {
    box.checked = host.getAttribute('keys') !== 'off'
    for (const key of Object.keys(all)) delete keys[key]
    if (box.checked) Object.assign(keys, Object.fromEntries(Object.entries(all).filter(([key]) => !hides(root, PART_OF[key]))))
  }
  heed()
  listenForKeys(root, host.hasAttribute('page'), keys, signal)
  box.addEventListener('change', () => {
    if (box.checked) host.removeAttribute('keys')
    else host.setAttribute('keys', 'off')
  })
  const observer = new MutationObserver(heed)
  observer.observe(host, { attributeFilter: ['keys'] })
  signal.addEventListener('abort', () => observer.disconnect())
  onMarks(root, heed, signal)
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !find(root, 'keys').hidden) showList(false)
  }, { signal, capture: true })
}

/** A key is easily pressed by mistake: a run is thrown away only after a question, to which the same key says yes. @param {Layout} layout @param {PanelStrings} strings */
function resetByKey({ experiment, status }, { throwsAway, keepIt, reset: yes }) {
  const reset = () => status.attempt(experiment.reset())
  if (!isWorthKeeping(experiment.run) || status.question === 'reset') return reset()
  status.ask('reset', throwsAway(experiment.step), { [yes]: reset, [keepIt]: () => status.showState() })
}
