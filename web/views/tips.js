// What a control of the first frame does: told while a pointer or the focus is on it; to a finger that rests there, until it touches something else.
import { find } from './kit/dom.js'

const RESTING = 400 // milliseconds of a finger that does not just press

const TIPS = {
  step: 'One step: one batch is read, the model is corrected once.',
  reset: 'Back to the untrained model, with the settings as they are now.',
  pace: 'How many steps a second, from one to as many as the machine can; it may be moved while training.',
  temperature: 'Below 1 it plays safe, above 1 it dares.',
}

/** @param {ShadowRoot} root */
export function addTips(root) {
  for (const [name, text] of Object.entries(TIPS)) {
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
