// Finds the parts of the element by their id, and complains at once when one is missing.

/**
 * @template {HTMLElement} E
 * @param {ShadowRoot} root
 * @param {string} id
 * @param {new () => E} type
 * @returns {E}
 */
export function find(root, id, type) {
  const element = root.getElementById(id)
  if (element instanceof type) return element
  throw new Error(`the page has no ${type.name} ${id}`)
}

/** @param {ShadowRoot} root @param {string} id @param {() => void} action */
export function onClick(root, id, action) {
  find(root, id, HTMLButtonElement).addEventListener('click', action)
}

/**
 * A button that shows and hides a part of the page.
 * @param {ShadowRoot} root @param {string} buttonId @param {string} partId @returns {(open?: boolean) => void}
 */
export function disclosure(root, buttonId, partId) {
  const button = find(root, buttonId, HTMLButtonElement)
  const part = find(root, partId, HTMLElement)
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

/**
 * Adds a style sheet, also where a Content-Security-Policy refuses the usual way.
 * @param {ShadowRoot} root @param {string} styles
 */
export function dress(root, styles) {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    root.append(Object.assign(document.createElement('style'), { textContent: styles }))
  }
}
