// A figure that fills the window, for the last row of a class: on the whole screen where the page allows that, else in a layer over the page.
import { say } from './dom.js'

const REACHED = 'button, input, select, textarea, [tabindex="0"]'

/**
 * The button does it and undoes it, Escape undoes it.
 * @param {ShadowRoot} root @param {HTMLElement} figure @param {HTMLButtonElement} button in it @param {{ enlarge: string, shrink: string }} words @param {AbortSignal} signal
 */
export function offerEnlarging(root, figure, button, words, signal) {
  const page = /** @type {HTMLElement} */ (root.querySelector('.page'))
  const isLarge = () => figure.classList.contains('enlarged')
  /** @param {boolean} large */
  const show = (large) => {
    page.style.minHeight = large ? `${page.offsetHeight}px` : '' // what is behind it stays where it is
    figure.classList.toggle('enlarged', large)
    button.setAttribute('aria-pressed', String(large))
    say(button, large ? words.shrink : words.enlarge)
  }
  const open = async () => {
    show(true)
    if (document.fullscreenEnabled) await figure.requestFullscreen().catch(() => {})
    if (root.fullscreenElement !== figure && isLarge()) layOver(figure)
    button.focus({ preventScroll: true })
  }
  const close = () => {
    if (root.fullscreenElement === figure) document.exitFullscreen().catch(() => {})
    figure.removeAttribute('popover') // which also hides it
    show(false)
    button.focus()
  }
  button.addEventListener('click', () => (isLarge() ? close() : open()))
  figure.addEventListener('fullscreenchange', () => { if (isLarge() && root.fullscreenElement !== figure) close() })
  figure.addEventListener('keydown', (event) => { if (isLarge() && event.key === 'Tab') keepWithin(root, figure, event) })
  addEventListener('keydown', ({ key }) => { if (isLarge() && key === 'Escape' && !figure.querySelector('.saves:not([hidden])')) close() }, { signal, capture: true })
}

/** Above all else, whatever the page has done to the element around it. @param {HTMLElement} figure */
function layOver(figure) {
  figure.popover = 'manual'
  figure.getBoundingClientRect() // lays it out in its new place first: WebKit 2.50 crashes where that and the layer above come at once
  figure.showPopover?.() // else the style sheet does what it can
}

/** What is behind it cannot be seen, so Tab goes round. @param {ShadowRoot} root @param {HTMLElement} figure @param {KeyboardEvent} event */
function keepWithin(root, figure, event) {
  const all = /** @type {HTMLElement[]} */ ([...figure.querySelectorAll(REACHED)].filter((part) => part.getClientRects().length > 0 && !part.matches(':disabled')))
  const [from, to] = event.shiftKey ? [all[0], all[all.length - 1]] : [all[all.length - 1], all[0]]
  if (root.activeElement !== from) return
  event.preventDefault()
  to.focus()
}
