// Light or dark: as the page is around the element, unless its `theme` attribute says which; print is always light.

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} probe within it, to measure colours with; what it inherits is the page's
 * @param {(dark: boolean) => void} mark called after a change, before a page is printed, and after it
 * @returns {{ update: () => void, stop: () => void }}
 */
export function followTheme(host, probe, mark) {
  const stopping = new AbortController()
  const { signal } = stopping
  let printing = false
  /** @type {boolean | undefined} */
  let dark

  const update = () => {
    const wanted = host.getAttribute('theme')
    const now = !printing && (wanted === 'dark' || (wanted !== 'light' && darkAround(host, probe)))
    if (now !== dark) mark(dark = now)
  }
  const print = (/** @type {Event} */ { type }) => {
    printing = type === 'beforeprint'
    dark = undefined // what is printed must be up to date, also where the colours stay
    update()
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', update, { signal })
  for (const type of ['beforeprint', 'afterprint']) addEventListener(type, print, { signal })
  probe.addEventListener('transitionend', update, { signal }) // of its ink, whatever changed the page's
  document.addEventListener('transitionend', ({ propertyName }) => { if (propertyName.endsWith('color')) update() }, { signal })
  const observer = new MutationObserver(update)
  for (const part of [document.documentElement, document.body]) if (part) observer.observe(part, { attributes: true })
  update()
  return {
    update,
    stop() {
      stopping.abort()
      observer.disconnect()
    },
  }
}

/** Whether the ground behind the element is dark; where that is a picture or the browser's own, whether the ink on it is light. @param {HTMLElement} host @param {HTMLElement} probe */
function darkAround(host, probe) {
  const parentOf = (/** @type {any} */ at) => at.assignedSlot ?? at.parentElement ?? at.getRootNode().host
  const parent = parentOf(host)
  for (let at = parent; at; at = parentOf(at)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(at)
    if (backgroundImage !== 'none') break
    const [light, alpha] = measure(backgroundColor, probe)
    if (alpha > 0.5) return light < 0.5
  }
  return parent && measure(getComputedStyle(parent).color, probe)[0] > 0.5
}

/** How light and how opaque any colour is, each from 0 to 1. @param {string} name @param {HTMLElement} probe */
function measure(name, probe) {
  const swatch = /** @type {HTMLElement} */ (probe.firstElementChild)
  swatch.style.color = `color-mix(in srgb, ${name}, ${name})`
  const [red = 0, green = 0, blue = 0, alpha = 1] = getComputedStyle(swatch).color.replace('srgb', '').match(/[\d.e-]+/g)?.map(Number) ?? []
  return [0.2126 * red + 0.7152 * green + 0.0722 * blue, alpha]
}
