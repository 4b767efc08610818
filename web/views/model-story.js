// What a rung is about, and what one may expect of it. Comes after the first frame.
import { find, say } from './kit/dom.js'
import { counted, nats } from './kit/format.js'

/** @typedef {import('../experiment/session.js').Session} Session */

const SHAKESPEARE = '86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed' // SHA-256 of the text that the ladder was measured on

/** The validation loss that the session's run may end with, where that is known: on the text, with the settings and after the steps of the ladder. @param {Session} session */
export function expectedLoss(session) {
  const own = /** @type {Record<string, unknown> | undefined} */ (/** @type {unknown} */ (session.trainer?.info.config))
  const isMadeLike = (/** @type {object} */ config) => own !== undefined && Object.entries(config).every(([name, value]) => name === 'seed' || own[name] === value) // another seed changes little
  return expectedOf(session, session.presets.find(({ config }) => isMadeLike(config)), session.target)
}

/** What a rung reaches on this text in so many steps, where that is known. @param {Session} session @param {import('../protocol/messages.js').Preset | undefined} rung @param {number} [steps] */
function expectedOf({ trainer }, rung, steps = rung?.steps) {
  return rung && steps === rung.steps && trainer?.info.corpusSha256 === SHAKESPEARE ? rung.valLoss : undefined
}

/** The story, and the numbers of the rung in use. @param {ShadowRoot} root @param {Session} session @param {string} chosen @param {string} pointed at, or '' */
export function tellRung(root, session, chosen, pointed) {
  const { presets, trainer } = session
  const shown = presets.find(({ name }) => name === (pointed || chosen))
  if (!shown || !trainer) return
  const elsewhere = pointed !== '' && pointed !== chosen
  const changes = elsewhere ? '' : session.name.split(', ').slice(1).join(', ')
  say(find(root, 'story', HTMLElement), `${shown.story}${changes && ` Here with ${changes}.`}`)
  const expected = elsewhere ? expectedOf(session, shown) : expectedLoss(session)
  const facts = elsewhere ? [] : [counted(trainer.info.parameters, 'parameter')]
  if (expected !== undefined) facts.push(`expected loss about ${nats(expected)}`)
  say(find(root, 'facts', HTMLElement), facts.join(' \u00b7 '))
}
