// Keeps the runs of an element that is the page, or has a name or an id, and asks the reader about those that were interrupted.
import { Keeper } from './keeper.js'
import { claim, Store } from './store.js'

/**
 * @param {HTMLElement} host @param {import('./desk.js').Desk} desk @param {AbortSignal} signal stops listening
 * @returns {Keeper | undefined}
 */
export function keepRuns(host, { experiment, library }, signal) {
  const name = host.hasAttribute('page') ? '' : host.id || host.getAttribute('name')
  if (name === null) return undefined
  const place = location.pathname + (name && `#${name}`)
  const keeper = new Keeper(experiment, { store: new Store(), claim, place, corpora: () => [library.shakespeare, library.sample] })
  document.addEventListener('visibilitychange', () => { if (document.hidden) keeper.leave() }, { signal })
  addEventListener('pagehide', () => keeper.leave(), { signal })
  return keeper
}
