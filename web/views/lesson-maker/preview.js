// A frame of the page with the lesson that is made, once it is wanted and the teacher has stopped typing.
import { find } from '../kit/dom.js'

const MOMENT = 400 // milliseconds in which a teacher is still typing

export class Preview {
  #root
  #title
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer

  /** @param {HTMLElement} root the panel @param {string} title of the frame */
  constructor(root, title) {
    this.#root = root
    this.#title = title
  }

  /** Of the link as it is now. */
  show() {
    clearTimeout(this.#timer)
    const place = find(this.#root, 'maker-seen')
    if (!find(this.#root, 'maker-preview', HTMLDetailsElement).open) return place.replaceChildren()
    const { value } = find(this.#root, 'maker-link', HTMLTextAreaElement)
    const shown = place.firstElementChild
    if (value === '') return place.replaceChildren()
    if (shown instanceof HTMLIFrameElement && shown.dataset.link === value) return
    this.#timer = setTimeout(() => {
      const frame = Object.assign(document.createElement('iframe'), { title: this.#title, src: value.replace(/#|$/, '?preview$&') }) // browsers load no page within itself
      frame.dataset.link = value
      frame.addEventListener('load', () => frame.contentWindow?.postMessage({ iambic: 1, type: 'height' }, '*')) // as one that is made as high as it is
      place.replaceChildren(frame)
    }, shown ? MOMENT : 0)
  }
}
