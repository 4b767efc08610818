// How high the page in a frame is, in the three ways that pages around it listen to: ours, that of H5P's resizer, and that of Canvas and other
// learning platforms. A frame that nobody makes so high has a height that is given: the element fills it.

const NEAR = 12 // pixels: so much of what it was told a page around may take for the frame's borders
const PATIENCE = 1000 // milliseconds that it has to follow
const LEAST = 240 // pixels: nothing can be laid out to fill less

/** @param {object} message */
export const tell = (message) => parent.postMessage(message, '*') // figures and sentences of a lesson, which are nobody's secret

export class Height {
  #host
  #told = 0
  #isFollowed = false
  #fills = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting

  /** @param {HTMLElement} host the page's element @param {AbortSignal} signal */
  constructor(host, signal) {
    this.#host = host
    const observer = new ResizeObserver(() => this.#tell())
    observer.observe(document.documentElement)
    addEventListener('resize', () => this.#resized(), { signal })
    signal.addEventListener('abort', () => {
      observer.disconnect()
      clearTimeout(this.#waiting)
    })
    tell({ context: 'h5p', action: 'hello' })
  }

  /** @param {string} action of H5P's resizer */
  answer(action) {
    if (action === 'ready') tell({ context: 'h5p', action: 'hello' })
    if (action === 'hello' || action === 'resize') this.follow()
    if (action === 'resizePrepared') tell({ context: 'h5p', action: 'resize', scrollHeight: this.#told })
  }

  /** The page around has said, or shown, that it makes the frame as high as it is told. */
  follow() {
    this.#isFollowed = true
    clearTimeout(this.#waiting)
    if (this.#fills) this.#host.style.height = ''
    this.#fills = false
    this.#tell(true)
  }

  #tell(again = false) {
    if (this.#fills || this.#host.shadowRoot?.querySelector('.compact')) return // its height is the frame's, which is nothing to tell
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
    if (height === this.#told && !again) return
    this.#told = height
    tell({ iambic: 1, type: 'height', height })
    tell({ subject: 'lti.frameResize', height })
    tell({ context: 'h5p', action: 'prepareResize', scrollHeight: height, clientHeight: height })
    this.#wait()
  }

  #wait() {
    clearTimeout(this.#waiting)
    if (!this.#isFollowed) this.#waiting = setTimeout(() => this.#fill(), PATIENCE)
  }

  #resized() {
    if (this.#isFollowed || this.#told === 0) return
    if (Math.abs(innerHeight - this.#told) <= NEAR) this.follow()
    else if (!this.#fills) this.#wait()
  }

  /** Nobody has followed. */
  #fill() {
    if (innerHeight < LEAST || Math.abs(innerHeight - this.#told) < 2) return
    const around = document.documentElement.getBoundingClientRect().height - this.#host.getBoundingClientRect().height
    this.#fills = true
    this.#host.style.height = `calc(100vh - ${around}px)`
  }
}
