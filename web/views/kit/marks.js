// What a lesson hides and locks, as its page is marked with it: views of any script can ask.

/** @param {ParentNode} root @param {'hides' | 'locks'} mark @returns {string[]} */
const marked = (root, mark) => (/** @type {HTMLElement | null} */ (root.querySelector('.page'))?.dataset[mark] ?? '').split(' ').filter(Boolean)

/** Whether a part is hidden. @param {ParentNode} root @param {string} part */
export const hides = (root, part) => marked(root, 'hides').includes(part)

/** Whether the reader may not change a setting, or the `text`. @param {ParentNode} root @param {string} name */
export const locks = (root, name) => marked(root, 'locks').includes(name)

/** All that are locked. @param {ParentNode} root */
export const lockedIn = (root) => marked(root, 'locks')

/** Says of a field why it cannot be changed, if so. @param {HTMLElement} field @param {boolean} locked @param {string} why */
export function explainLock(field, locked, why) {
  if (locked) field.setAttribute('aria-description', why)
  else field.removeAttribute('aria-description')
}

/** Calls `act` when the marks change. @param {ParentNode} root @param {() => void} act @param {AbortSignal} signal */
export function onMarks(root, act, signal) {
  const page = root.querySelector('.page')
  if (!page) return
  const observer = new MutationObserver(act)
  observer.observe(page, { attributeFilter: ['data-hides', 'data-locks'] })
  signal.addEventListener('abort', () => observer.disconnect())
}
