// Keeps the runs of an element that is the page, or has a name or an id, and asks the reader about those that were interrupted.
import { Autosave } from '../../experiment/autosave.js'
import { wishOf } from './address.js'
import { claim, Store } from '../../experiment/key-value-store.js'
import { onChange } from '../../views/kit/changes.js'
import { lockedIn } from '../../views/kit/marks.js'
import { modelName } from '../../views/kit/names.js'

/** One for each experiment, which outlives its layout. @type {WeakMap<import('../../experiment/experiment.js').Experiment, Autosave>} */
const autosaves = new WeakMap()

/** What tells the runs of an element that is the page, or has a name or an id, from those of others; undefined where nothing can. @param {HTMLElement} host */
export function placeOf(host) {
  const name = wishOf(host, 'keep') || (host.hasAttribute('page') ? '' : host.id || host.getAttribute('name'))
  return name || host.hasAttribute('page') ? location.pathname + (name && `#${name}`) : undefined
}

/** @param {import('./layout.js').Layout} layout @param {import('../../locales/en-panels.js').PanelStrings} strings */
export function offerInterrupted({ host, root, experiment, corpora, status, signal }, strings) {
  const place = placeOf(host)
  if (place === undefined) return
  const texts = () => [corpora.shakespeare, corpora.sample]
  const autosave = autosaves.get(experiment) ?? new Autosave(experiment, { store: new Store(), claim, place, corpora: texts })
  autosaves.set(experiment, autosave)
  document.addEventListener('visibilitychange', () => { if (document.hidden) autosave.leave() }, { signal })
  addEventListener('pagehide', () => autosave.leave(), { signal })

  /** While nothing else has begun. */
  async function offer() {
    const offered = await autosave.offer()
    if (!offered || experiment.state !== 'idle' || lockedIn(root).some((name) => offered.made[name] !== experiment.settings.made[name])) return
    const { goOn, forget } = offered
    const answer = (/** @type {() => Promise<void>} */ act) => () => {
      status.showState()
      status.attempt(act())
    }
    status.ask('interrupted', sentenceOf(offered, strings), { ...(goOn && { [strings.answers.goOn]: answer(goOn) }), [strings.answers.forget]: answer(() => forget().then(offer)) })
  }
  onChange(experiment, { opened: offer, reset: offer }, signal) // again, for it was not answered
  experiment.ready.then(offer)
}

/** @param {import('../../experiment/autosave.js').Offer} offer @param {import('../../locales/en-panels.js').PanelStrings} strings */
function sentenceOf({ made, text, step, target, lost }, strings) {
  const sentence = strings.interrupted(modelName(made, strings), text, step, target)
  return lost ? `${sentence} ${lost === 'too-long' ? strings.textTooLong : strings.textNotAtHand}` : sentence
}
