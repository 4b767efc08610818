// The list of keys: single ones can be switched off, R asks before it throws a run away, and Escape closes the list.
import { find } from '../views/kit/dom.js'
import { counted } from '../views/kit/format.js'
import { isWorthKeeping } from '../experiment/run-log.js'
import { listenForKeys } from './shortcuts.js'

const THROW_AWAY = 'Reset throws away'

/** @param {ShadowRoot} root @param {import('./iambic-trainer/desk.js').Desk} desk @param {AbortSignal} signal stops listening */
export function offerKeys(root, desk, signal) {
  const { host } = root
  const { experiment } = desk
  const box = find(root, 'single-keys', HTMLInputElement)
  const all = {
    ' ': () => desk.try(experiment.toggle()),
    s: () => desk.try(experiment.trainStep()),
    r: () => resetByKey(desk),
    n: () => desk.figures.renew(),
    '?': () => desk.showKeys(),
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
    if (key === 'Escape' && !find(root, 'keys', HTMLElement).hidden) desk.showKeys(false)
  }, { signal, capture: true })
}

/** A key is easily pressed by mistake: a run is thrown away only after a question, to which the same key says yes. @param {import('./iambic-trainer/desk.js').Desk} desk */
function resetByKey(desk) {
  const { experiment } = desk
  if (!isWorthKeeping(experiment.run) || desk.status.question.startsWith(THROW_AWAY)) return desk.reset()
  desk.status.ask(`${THROW_AWAY} ${counted(experiment.step, 'step')}.`, { 'Reset': () => desk.reset(), 'Keep it': () => desk.showStatus() })
}
