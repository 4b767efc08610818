// Keeps the runs of an element that is the page, or has a name or an id, and asks the reader about those that were interrupted.
import { Keeper } from '../../experiment/autosave.js'
import { claim, Store } from '../../experiment/key-value-store.js'

/**
 * @param {HTMLElement} host @param {import('./desk.js').Desk} desk
 * @param {(sentence: string, answers: Record<string, () => Promise<void>>) => void} ask @param {AbortSignal} signal stops listening
 * @returns {((change: import('../../experiment/training.js').Change) => void) | undefined} is to be told what changes
 */
export function keepRuns(host, { experiment, library }, ask, signal) {
  const name = host.hasAttribute('page') ? '' : host.id || host.getAttribute('name')
  if (!name && !host.hasAttribute('page')) return undefined
  const place = location.pathname + (name && `#${name}`)
  const keeper = new Keeper(experiment, { store: new Store(), claim, place, corpora: () => [library.shakespeare, library.sample] })
  document.addEventListener('visibilitychange', () => { if (document.hidden) keeper.leave() }, { signal })
  addEventListener('pagehide', () => keeper.leave(), { signal })

  /** While nothing else has begun. */
  async function offer() {
    const { sentence, goOn, forget } = await keeper.offer() ?? {}
    if (!sentence || !forget || experiment.state !== 'idle') return
    ask(sentence, { ...(goOn && { 'Go on': goOn }), 'Forget it': () => forget().then(offer) })
  }
  experiment.ready.then(offer)
  return (change) => {
    keeper.changed(change)
    if (change === 'opened' || change === 'reset') offer() // again, for it was not answered
  }
}
