// Whether the host gives the element a height. Then it is laid out to fill it, by a part of its own.
import { find } from '../../views/kit/dom.js'

/** @typedef {(layout: import('./layout.js').Layout, given: boolean) => void} Fit */

const LEAST = 150 // pixels: in less, as while a box unfolds, nothing can be laid out

/** @param {import('./layout.js').Layout} layout @param {typeof import('../../trainer/chunks.js').load} loads */
export function watchHeight(layout, loads) {
  const { host, root, signal } = layout
  const page = find(root, 'page')
  /** @type {Promise<Fit> | undefined} */
  let loading
  let limit = -1 // a height that was only a limit: an element that fills it has none
  const observer = new ResizeObserver(() => requestAnimationFrame(async () => {
    if (signal.aborted || host.clientHeight === limit || (!loading && !isGiven(host, page))) return
    loading ??= loads('compact')
    const fit = await loading.catch(() => undefined) // without it the page is as high as it is
    if (signal.aborted) return
    const [height, before] = [host.clientHeight, page.classList.contains('compact')]
    fit?.(layout, isGiven(host, page))
    if (before || isGiven(host, page)) return
    limit = height
    fit?.(layout, false)
  }))
  observer.observe(host)
  signal.addEventListener('abort', () => observer.disconnect())
}

/** Of the page, which adds nothing to the height of the host when it is compact. @param {HTMLElement} host @param {HTMLElement} page */
function isGiven(host, page) {
  const { paddingTop, paddingBottom } = getComputedStyle(host)
  const height = host.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)
  if (height < LEAST) return false
  return page.classList.contains('compact') || height < page.offsetHeight - 2 || (height > page.offsetHeight + 2 && !grows(host, page))
}

/** Whether more in the page makes the host higher, as where that has a least height, or is as high as its neighbour. @param {HTMLElement} host @param {HTMLElement} page */
function grows(host, page) {
  const before = host.clientHeight
  page.style.marginBottom = '99999px'
  const after = host.clientHeight
  page.style.marginBottom = ''
  return after !== before
}
