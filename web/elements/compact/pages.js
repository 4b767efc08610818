// What is longer than the place of its tab stands in pages side by side, as in a book, and two buttons turn them.
import { build, say } from '../../views/kit/dom.js'

/** @param {import('../../locales/en-lesson.js').enLesson} strings */
const template = ({ pages, pageBefore, pageAfter }) => `<div class="pager" role="group" aria-label="${pages}" hidden>
  <button type="button" class="before" aria-label="${pageBefore}">\u2039</button><span role="status"></span><button type="button" class="after" aria-label="${pageAfter}">\u203a</button></div>`

export class Pages {
  bar
  #count
  #turners
  /** @type {HTMLElement} */
  #panel = document.createElement('div')
  #at = 0
  #asked = 0
  #sizes = new ResizeObserver(() => this.#request())
  #changes = new MutationObserver(() => this.#request())

  /** @param {import('../../locales/en-lesson.js').enLesson} strings */
  constructor(strings) {
    this.bar = /** @type {HTMLElement} */ (build(template(strings)).firstElementChild)
    this.#count = /** @type {HTMLElement} */ (this.bar.querySelector('span'))
    this.#turners = this.bar.querySelectorAll('button')
    this.#turners.forEach((button, i) => button.addEventListener('click', () => this.#turn(this.#at + (i === 0 ? -1 : 1))))
  }

  /** Of the panel that is shown, from its first page on. @param {HTMLElement} panel */
  show(panel) {
    this.stop()
    this.#panel = panel
    this.#at = panel.scrollLeft = 0
    panel.addEventListener('scroll', this.#follow)
    this.#sizes.observe(panel)
    this.#changes.observe(panel, { subtree: true, childList: true, characterData: true, attributeFilter: ['hidden'] })
  }

  stop() {
    cancelAnimationFrame(this.#asked)
    this.#panel.removeEventListener('scroll', this.#follow)
    this.#sizes.disconnect()
    this.#changes.disconnect()
  }

  /** Once a frame, for what is laid out again. */
  #request() {
    cancelAnimationFrame(this.#asked)
    this.#asked = requestAnimationFrame(() => this.#turn(this.#at))
  }

  /** From a page to the next, in pixels. */
  get #step() { return this.#panel.clientWidth + this.#gap }

  get #gap() { return parseFloat(getComputedStyle(this.#panel).columnGap) || 0 }

  /** @param {number} to a page, from 0 */
  #turn(to) {
    const pages = Math.max(1, Math.ceil((this.#panel.scrollWidth + this.#gap - 2) / this.#step))
    this.#at = Math.max(0, Math.min(pages - 1, to))
    this.#panel.scrollTo({ left: this.#at * this.#step, top: 0, behavior: 'instant' })
    this.bar.hidden = pages === 1
    say(this.#count, `${this.#at + 1} / ${pages}`)
    this.#turners.forEach((button, i) => button.setAttribute('aria-disabled', String(this.#at === (i === 0 ? 0 : pages - 1))))
  }

  /** The browser brought something into sight, as what got the focus: its whole page is shown. */
  #follow = () => {
    const { scrollLeft, scrollTop, scrollWidth, clientWidth } = this.#panel
    const wanted = Math.min(this.#at * this.#step, scrollWidth - clientWidth)
    if (Math.abs(scrollLeft - wanted) < 2 && scrollTop === 0) return
    const to = scrollLeft / this.#step
    this.#turn(scrollLeft > wanted ? Math.ceil(to - 0.01) : Math.floor(to + 0.01))
  }
}
