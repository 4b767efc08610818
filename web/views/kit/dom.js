// Makes views of their markup, finds their parts by their id, and complains at once when one is missing.

/** An id within a view: in a copy it ends with the copy's number. @param {ParentNode} root @param {string} id */
export const idIn = (root, id) => id + (/** @type {Partial<HTMLElement>} */ (root).dataset?.copy ?? '')

/**
 * @template {HTMLElement} [E=HTMLElement]
 * @param {ParentNode} root
 * @param {string} id
 * @param {new () => E} type
 * @returns {E}
 */
export function find(root, id, type = /** @type {any} */ (HTMLElement)) {
  const element = root.querySelector(`#${idIn(root, id)}`)
  if (element instanceof type) return element
  throw new Error(`the page has no ${type.name} ${id}`)
}

/** @param {ParentNode} root @param {string} id @param {() => void} action */
export function onClick(root, id, action) {
  find(root, id, HTMLButtonElement).addEventListener('click', action)
}

/**
 * A button that shows and hides a part of the page.
 * @param {ParentNode} root @param {string} buttonId @param {string} partId @returns {(open?: boolean) => void}
 */
export function disclosure(root, buttonId, partId) {
  const button = find(root, buttonId, HTMLButtonElement)
  const part = find(root, partId)
  const toggle = (open = part.hidden) => {
    part.hidden = !open
    button.setAttribute('aria-expanded', String(open))
  }
  button.addEventListener('click', () => toggle())
  part.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    toggle(false)
    button.focus()
  })
  return toggle
}

/** Sets text only when it differs, so that nothing is laid out or announced twice. @param {HTMLElement} element @param {string} text */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text
}

const TOKEN = /<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+/g
const ATTRIBUTE = /([a-z-]+)(?:="([^"]*)")?/g

/**
 * Makes elements of markup as the templates write it. innerHTML would do so in most pages only: XHTML reads it as XML, and
 * Trusted Types refuse it.
 * @param {string} markup without entities and comments; only inputs have no end tag
 */
export function build(markup) {
  const fragment = document.createDocumentFragment()
  /** @type {ParentNode & Node} */
  let at = fragment
  for (const [text, end, name, attributes] of markup.matchAll(TOKEN)) {
    if (!name) at.append(text)
    else if (end) at = /** @type {ParentNode & Node} */ (at.parentNode)
    else {
      const element = document.createElementNS('http://www.w3.org/1999/xhtml', name)
      for (const [, key, value = ''] of attributes.matchAll(ATTRIBUTE)) element.setAttribute(key, value)
      at.append(element)
      if (name !== 'input') at = element
    }
  }
  return fragment
}

/** @type {Map<string, CSSStyleSheet>} one of each for all elements of a page */
const sheets = new Map()

/**
 * Adds a style sheet once, also where a browser refuses the usual way (in the page of another window, say).
 * @param {ShadowRoot} root @param {string} styles
 */
export function dress(root, styles) {
  try {
    let sheet = sheets.get(styles)
    if (!sheet) {
      sheets.set(styles, sheet = new CSSStyleSheet())
      sheet.replaceSync(styles)
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    if (Array.from(root.querySelectorAll('style')).some(({ textContent }) => textContent === styles)) return
    root.append(Object.assign(document.createElement('style'), { textContent: styles }))
  }
}
