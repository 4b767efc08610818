// Keyboard shortcuts: single keys, never while somebody is typing or has a control of their own for that key.

const TYPING = 'input:not([type=range]):not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select, [contenteditable=""], [contenteditable=true]'
const TAKES_SPACE = 'button, input:not([type=radio]:checked), a[href], summary, [role=button]'

/**
 * @param {EventTarget} target where keys are heard: the element, or the whole document when it is the page
 * @param {Record<string, () => void>} actions by key, in lower case
 * @param {AbortSignal} signal stops listening
 */
export function listenForKeys(target, actions, signal) {
  const hear = (/** @type {Event} */ event) => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const origin = event.composedPath()[0]
    const at = origin instanceof Element ? origin : document.body
    if (at.closest(TYPING) || (event.key === ' ' && at.closest(TAKES_SPACE))) return
    const action = actions[event.key.toLowerCase()]
    if (!action || (event.repeat && event.key !== 's' && event.key !== 'n')) return
    event.preventDefault() // Space would scroll
    action()
  }
  target.addEventListener('keydown', hear, { signal })
}
