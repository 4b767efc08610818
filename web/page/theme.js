// Light or dark: follows the reader's system unless the element's `theme` attribute says which; print is always light.

/**
 * Keeps data-theme on the host up to date.
 * @param {HTMLElement} host
 * @param {() => void} repaint called after a change, before a page is printed, and after it
 * @returns {{ update: () => void, stop: () => void }}
 */
export function followTheme(host, repaint) {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let printing = false

  const update = () => {
    const wanted = host.getAttribute('theme')
    const theme = printing ? 'light' : wanted === 'light' || wanted === 'dark' ? wanted : dark.matches ? 'dark' : 'light'
    if (host.dataset.theme === theme) return
    host.dataset.theme = theme
    repaint()
  }
  const print = (/** @type {Event} */ { type }) => {
    printing = type === 'beforeprint'
    update()
    repaint() // also where the colours stay: what is printed must be up to date
  }
  dark.addEventListener('change', update)
  addEventListener('beforeprint', print)
  addEventListener('afterprint', print)
  update()
  return {
    update,
    stop() {
      dark.removeEventListener('change', update)
      removeEventListener('beforeprint', print)
      removeEventListener('afterprint', print)
    },
  }
}

/** The value of a colour that the style sheet names. @param {HTMLElement} host @param {string} name */
export const colour = (host, name) => getComputedStyle(host).getPropertyValue(`--iambic-${name}`).trim()

export const prefersReducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches
