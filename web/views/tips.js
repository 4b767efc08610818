// What a control of the first frame does: told while a pointer or the focus is on it; to a finger that rests there, until it touches something else.
import { find } from './kit/dom.js'

const RESTING = 400 // milliseconds of a finger that does not just press

/** @param {ShadowRoot} root @param {import('../locales/en-panels.js').PanelStrings} strings */
export function addTips(root, { tips }) {
  for (const [name, text] of Object.entries(tips)) {
    const control = find(root, name, HTMLElement)
    const tip = Object.assign(document.createElement('span'), { className: 'tip', id: `${name}-help`, textContent: text })
    control.parentElement?.append(tip)
    let timer = 0
    control.addEventListener('pointerdown', ({ pointerType }) => {
      if (pointerType !== 'mouse') timer = window.setTimeout(() => tip.classList.add('open'), RESTING)
    })
    for (const type of ['pointerup', 'pointercancel']) control.addEventListener(type, () => clearTimeout(timer))
    root.addEventListener('pointerdown', () => tip.classList.remove('open'))
  }
}
