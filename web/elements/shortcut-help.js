// The list of keys: single ones can be switched off, R asks before it throws a run away, and Escape closes the list.
import { build, find } from '../views/kit/dom.js'
import { counted } from '../views/kit/format.js'
import { isWorthKeeping } from '../experiment/run-log.js'
import { listenForKeys } from './shortcuts.js'

const THROW_AWAY = 'Reset throws away'

const LIST = `
  <dl>
    <div><dt><kbd>Space</kbd></dt><dd>train, pause</dd></div>
    <div><dt><kbd>S</kbd></dt><dd>one step</dd></div>
    <div><dt><kbd>R</kbd></dt><dd>reset</dd></div>
    <div><dt><kbd>N</kbd></dt><dd>new text</dd></div>
    <div><dt><kbd>?</kbd></dt><dd>this list</dd></div>
    <div><dt><kbd>Esc</kbd></dt><dd>close this list</dd></div>
    <div><dt><kbd>\u2190</kbd> <kbd>\u2191</kbd> <kbd>\u2192</kbd> <kbd>\u2193</kbd></dt><dd>read the chart or the table</dd></div>
  </dl>
  <label class="check"><input id="single-keys" type="checkbox" checked> letters, Space and ? do this</label>`

/** @typedef {import('./iambic-trainer/layout.js').Layout} Layout */

/** @param {Layout} layout */
export function offerKeys(layout) {
  const { host, root, experiment, status, signal } = layout
  find(root, 'keys', HTMLElement).replaceChildren(build(LIST))
  const box = find(root, 'single-keys', HTMLInputElement)
  const all = {
    ' ': () => status.attempt(experiment.toggle()),
    s: () => status.attempt(experiment.trainStep()),
    r: () => resetByKey(layout),
    n: () => layout.sample.renew(),
    '?': () => layout.showKeys(),
  }
  /** Those that are heard. @type {Record<string, () => void>} */
  const keys = {}
  const heed = () => {
    box.checked = host.getAttribute('keys') !== 'off'
    for (const key of Object.keys(all)) delete keys[key]
    if (box.checked) Object.assign(keys, all)
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
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && !find(root, 'keys', HTMLElement).hidden) layout.showKeys(false)
  }, { signal, capture: true })
}

/** A key is easily pressed by mistake: a run is thrown away only after a question, to which the same key says yes. @param {Layout} layout */
function resetByKey({ experiment, status }) {
  const reset = () => status.attempt(experiment.reset())
  if (!isWorthKeeping(experiment.run) || status.question.startsWith(THROW_AWAY)) return reset()
  status.ask(`${THROW_AWAY} ${counted(experiment.step, 'step')}.`, { 'Reset': reset, 'Keep it': () => status.showState() })
}
