// The page in a frame: tells the page around how high it is and what happens, and does what that one asks for.
import { addGiven } from './iambic-trainer/address.js'
import { settingOf } from '../experiment/settings.js'
import { Height, tell } from './frame-height.js'
import { lockedIn } from '../views/kit/marks.js'

/** @typedef {import('./iambic-trainer/element.js').IambicTrainer} IambicTrainer */

/** What the lesson in the page has locked. @param {IambicTrainer} host */
const locked = ({ shadowRoot }) => (shadowRoot ? lockedIn(shadowRoot) : [])

/** @type {Record<string, (host: IambicTrainer, message: any, height: Height) => unknown>} */
const COMMANDS = {
  train: (host) => host.train(),
  pause: (host) => host.pause(),
  step: (host) => host.step(),
  reset: (host) => host.reset(),
  load(host, { bytes }) {
    const kept = locked(host)
    if (kept.length > 0) throw new Error(`this lesson has locked ${kept.join(', ')}, which a saved model would bring`)
    if (!(bytes instanceof ArrayBuffer || bytes instanceof Uint8Array)) throw new Error('load wants bytes, the ArrayBuffer or Uint8Array of a saved model')
    return host.load(/** @type {ArrayBuffer | Uint8Array<ArrayBuffer>} */ (bytes))
  },
  apply(host, { settings }) {
    if (typeof settings !== 'object' || settings === null) throw new Error('apply wants settings, an object of their names and values')
    const kept = Object.keys(settings).filter((name) => locked(host).includes(settingOf(name)?.name ?? name))
    if (kept.length > 0) throw new Error(`this lesson has locked ${kept.join(', ')}`)
    host.apply(settings)
    addGiven(settings)
  },
  height: (host, message, height) => height.follow(),
}

/** @param {IambicTrainer} host the page of a frame @param {AbortSignal} signal */
export function speakToParent(host, signal) {
  const tellOf = (/** @type {string} */ type, /** @type {object} */ detail) => tell({ iambic: 1, type, ...detail })
  for (const type of ['ready', 'state', 'progress', 'sample', 'done', 'error']) {
    host.addEventListener(`iambic-${type}`, (event) => tellOf(type, /** @type {CustomEvent} */ (event).detail), { signal })
  }
  const height = new Height(host, signal)
  addEventListener('message', async ({ source, data }) => {
    if (source !== parent) return
    if (data?.context === 'h5p') return height.answer(data.action)
    if (data?.iambic !== 1) return
    try {
      if (!Object.hasOwn(COMMANDS, data.type)) throw new Error(`there is no command ${data.type ?? 'without a type'}; there are ${Object.keys(COMMANDS).join(', ')}`)
      await COMMANDS[data.type](host, data, height)
    } catch (error) {
      tellOf('error', { message: /** @type {Error} */ (error).message })
    }
  }, { signal })
  if (host.state !== 'loading') tellOf('ready', {})
}
