// Keyboard shortcuts, and what a page around the element hears of the keyboard: nothing that was typed or used within.

const TYPING = 'input:not([type=range]):not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select, [contenteditable=""], [contenteditable=true]'
const TAKES_SPACE = 'button, input:not([type=radio]:checked), a[href], summary, [role=button]'
const MOVES = /^(Arrow.*|Page.*|Home|End)$/

/** What the browser itself does with a key, by the control that has the focus. @type {[string, RegExp][]} */
const USES = [
  [TYPING, /./],
  ['button, summary, a[href], [type=checkbox], [type=file]', /^( |Enter)$/],
  ['[type=radio]', /^( |Arrow.*)$/],
  ['[type=range]', MOVES],
]

/**
 * Heard first, at the window: a page that listens to keys in the capture phase must not hear them either. So what is ours is
 * stopped there, after the element's own parts were told by an event of ours.
 * @param {ShadowRoot} root
 * @param {boolean} everywhere whether the shortcuts work in the whole document, because the element is the page
 * @param {Record<string, () => void>} actions by key, in lower case
 * @param {AbortSignal} signal stops listening
 */
export function listenForKeys(root, everywhere, actions, signal) {
  /** Keys of which the page did not hear that they went down: it need not hear them go up. @type {Set<string>} */
  const kept = new Set()

  const hear = (/** @type {Event} */ event) => {
    if (!(event instanceof KeyboardEvent)) return // a browser that fills in a field sends keydown without a key
    const name = event.code || event.key
    const ours = event.type === 'keydown' ? use(event) : kept.has(name)
    if (event.type === 'keydown' && ours) kept.add(name)
    else if (event.type !== 'keypress') kept.delete(name)
    if (ours) event.stopImmediatePropagation()
  }

  /** Whether the key was used. @param {KeyboardEvent} event */
  function use(event) {
    const path = event.composedPath()
    const at = path[0] instanceof Element ? path[0] : document.body
    const within = root.contains(at) // and not in what the page has put into the element
    if (event.defaultPrevented || (within && forThePage(event))) return false
    const action = everywhere || path.includes(root.host) ? shortcut(event, at) : undefined
    if (action) action()
    else if (!within || !tell(at, event)) return within && usedBy(at, event.key)
    event.preventDefault() // Space would scroll
    return true
  }

  /** @param {KeyboardEvent} event @param {Element} at */
  function shortcut({ key, repeat, ctrlKey, metaKey, altKey }, at) {
    if (ctrlKey || metaKey || altKey || at.closest(TYPING) || (key === ' ' && at.closest(TAKES_SPACE))) return undefined
    return repeat && !/^[sn]$/i.test(key) ? undefined : actions[key.toLowerCase()]
  }

  for (const type of ['keydown', 'keypress', 'keyup']) addEventListener(type, hear, { capture: true, signal })
}

/** Escape, Tab and combinations with Ctrl or Meta, but not the signs that AltGr writes, which some systems call Ctrl and Alt. @param {KeyboardEvent} event */
const forThePage = ({ key, metaKey, ctrlKey, altKey }) => key === 'Escape' || key === 'Tab' || metaKey || (ctrlKey && !(altKey && /^[^a-z0-9]$/i.test(key)))

/**
 * Tells the parts of the element that listen to keys. Gives whether one of them has used it. No KeyboardEvent, which in Firefox
 * would leave the element.
 * @param {Element} at @param {KeyboardEvent} event
 */
const tell = (at, { key, shiftKey, altKey, repeat }) =>
  !at.dispatchEvent(Object.assign(new Event('keydown', { bubbles: true, cancelable: true }), { key, shiftKey, altKey, repeat }))

/** Whether the browser does something with the key in this place. @param {Element} at @param {string} key */
function usedBy(at, key) {
  const scrolls = at.scrollHeight > at.clientHeight || at.scrollWidth > at.clientWidth
  return USES.some(([controls, keys]) => at.matches(controls) && keys.test(key)) || (scrolls && at.matches('[tabindex]') && (key === ' ' || MOVES.test(key)))
}
