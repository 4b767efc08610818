// What a control of the first frame does: told while a pointer or the focus is on it; to a finger that rests there, until it touches something else.
import { idIn } from './kit/dom.js'

const RESTING = 400 // milliseconds of a finger that does not just press

/** @param {ParentNode} root @param {import('../locales/en-panels.js').PanelStrings} strings @param {AbortSignal} signal */
export function addTips(root, { tips }, signal) {
  for (const [name, text] of Object.entries(tips)) {
    const control = /** @type {HTMLElement | null} */ (root.querySelector(`#${idIn(root, name)}`))
    if (!control) continue
    const tip = Object.assign(document.createElement('span'), { className: 'tip', id: idIn(root, `${name}-help`), textContent: text })
    control.after(tip)
    control.setAttribute('aria-describedby', tip.id)
    let timer = 0
    control.addEventListener('pointerdown', ({ pointerType }) => {
      if (pointerType !== 'mouse') timer = window.setTimeout(() => tip.classList.add('open'), RESTING)
    })
    for (const type of ['pointerup', 'pointercancel']) control.addEventListener(type, () => clearTimeout(timer))
    root.addEventListener('pointerdown', () => tip.classList.remove('open'), { signal })
  }
}
