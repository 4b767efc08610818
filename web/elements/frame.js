// The page in a frame: tells the page around how high it is and what happens, and does what that one asks for.
import { addGiven } from './iambic-trainer/address.js'
import { settingOf } from '../experiment/settings.js'
import { lockedIn } from '../views/kit/marks.js'

/** @typedef {import('./iambic-trainer/element.js').IambicTrainer} IambicTrainer */

/** What the lesson in the page has locked. @param {IambicTrainer} host */
const locked = ({ shadowRoot }) => (shadowRoot ? lockedIn(shadowRoot) : [])

/** @type {Record<string, (host: IambicTrainer, message: any) => unknown>} */
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
}

/** @param {object} message */
const tell = (message) => parent.postMessage(message, '*') // figures and sentences of a lesson, which are nobody's secret

/** @param {IambicTrainer} host the page of a frame @param {AbortSignal} signal */
export function speakToParent(host, signal) {
  const tellOf = (/** @type {string} */ type, /** @type {object} */ detail) => tell({ iambic: 1, type, ...detail })
  for (const type of ['ready', 'state', 'progress', 'sample', 'done', 'error']) {
    host.addEventListener(`iambic-${type}`, (event) => tellOf(type, /** @type {CustomEvent} */ (event).detail), { signal })
  }
  const height = new Height(signal)
  addEventListener('message', async ({ source, data }) => {
    if (source !== parent) return
    if (data?.context === 'h5p') return height.answer(data.action)
    if (data?.iambic !== 1) return
    try {
      if (!Object.hasOwn(COMMANDS, data.type)) throw new Error(`there is no command ${data.type ?? 'without a type'}; there are ${Object.keys(COMMANDS).join(', ')}`)
      await COMMANDS[data.type](host, data)
    } catch (error) {
      tellOf('error', { message: /** @type {Error} */ (error).message })
    }
  }, { signal })
  if (host.state !== 'loading') tellOf('ready', {})
}

/** How high the page is, in the three ways that pages listen to: ours, that of H5P's resizer, and that of Canvas and other learning platforms. */
class Height {
  #told = 0

  /** @param {AbortSignal} signal */
  constructor(signal) {
    const observer = new ResizeObserver(() => this.#tell())
    observer.observe(document.documentElement)
    signal.addEventListener('abort', () => observer.disconnect())
    tell({ context: 'h5p', action: 'hello' })
  }

  /** @param {string} action of H5P's resizer */
  answer(action) {
    if (action === 'ready') tell({ context: 'h5p', action: 'hello' })
    if (action === 'hello' || action === 'resize') this.#tell(true)
    if (action === 'resizePrepared') tell({ context: 'h5p', action: 'resize', scrollHeight: this.#told })
  }

  #tell(again = false) {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
    if (height === this.#told && !again) return
    this.#told = height
    tell({ iambic: 1, type: 'height', height })
    tell({ subject: 'lti.frameResize', height })
    tell({ context: 'h5p', action: 'prepareResize', scrollHeight: height, clientHeight: height })
  }
}
