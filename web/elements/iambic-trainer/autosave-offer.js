// Keeps the runs of an element that is the page, or has a name or an id, and asks the reader about those that were interrupted.
import { Autosave } from '../../experiment/autosave.js'
import { claim, Store } from '../../experiment/key-value-store.js'
import { onChange } from '../../views/kit/changes.js'

/** @param {import('./layout.js').Layout} layout */
export function offerInterrupted({ host, experiment, corpora, status, signal }) {
  const name = host.hasAttribute('page') ? '' : host.id || host.getAttribute('name')
  if (!name && !host.hasAttribute('page')) return
  const place = location.pathname + (name && `#${name}`)
  const autosave = new Autosave(experiment, { store: new Store(), claim, place, corpora: () => [corpora.shakespeare, corpora.sample] })
  document.addEventListener('visibilitychange', () => { if (document.hidden) autosave.leave() }, { signal })
  addEventListener('pagehide', () => autosave.leave(), { signal })

  /** While nothing else has begun. */
  async function offer() {
    const { sentence, goOn, forget } = await autosave.offer() ?? {}
    if (!sentence || !forget || experiment.state !== 'idle') return
    const answer = (/** @type {() => Promise<void>} */ act) => () => {
      status.showState()
      status.attempt(act())
    }
    status.ask(sentence, { ...(goOn && { 'Go on': answer(goOn) }), 'Forget it': answer(() => forget().then(offer)) })
  }
  onChange(experiment, { opened: offer, reset: offer }, signal) // again, for it was not answered
  experiment.ready.then(offer)
}
