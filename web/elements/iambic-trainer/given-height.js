// Whether the host gives the element a height. Then it is laid out to fill it, by a part of its own.
import { find } from '../../views/kit/dom.js'

/** @typedef {(layout: import('./layout.js').Layout, given: boolean) => void} Fit */

const LEAST = 150 // pixels: in less, as while a box unfolds, nothing can be laid out

/** @param {import('./layout.js').Layout} layout @param {typeof import('../../trainer/chunks.js').load} loads */
export function watchHeight(layout, loads) {
  const { host, root, signal } = layout
  /** @type {Promise<Fit> | undefined} */
  let loading
  const observer = new ResizeObserver(async () => {
    const given = isGiven(host, root)
    if (!given && !loading) return
    loading ??= loads('compact')
    const fit = await loading.catch(() => undefined) // without it the page is as high as it is
    if (!signal.aborted) fit?.(layout, isGiven(host, root))
  })
  observer.observe(host)
  signal.addEventListener('abort', () => observer.disconnect())
}

/** A height that no content changes, neither none nor very much: so it is the same in either layout, and they do not take turns. @param {HTMLElement} host @param {ShadowRoot} root */
function isGiven(host, root) {
  const [page, { style }] = [find(root, 'page'), find(root, 'strut')]
  style.marginBottom = page.classList.contains('compact') ? '' : `${-page.offsetHeight}px`
  const least = host.offsetHeight
  style.cssText = 'height: 99999px'
  const most = host.offsetHeight
  style.cssText = ''
  return least === most && least >= LEAST
}
