// The characters along a matrix: as many as there is room for, and the one that is followed.
import { sign } from '../kit/characters.js'

const ROOM = 22 // letters along a matrix

/** @param {HTMLElement} box @param {string[]} characters @param {import('../../experiment/trace-way.js').Sequence} sequence @param {number} [here] */
export function letter(box, characters, sequence, here) {
  while (box.children.length > characters.length) box.lastElementChild?.remove()
  while (box.children.length < characters.length) box.append(document.createElement('span'))
  const every = Math.ceil(characters.length / ROOM)
  characters.forEach((character, index) => {
    const span = /** @type {HTMLElement} */ (box.children[index])
    const text = index === here || (index % every === 0 && Math.abs(index - (here ?? -every)) >= every - 1) ? sign(character) : ''
    if (span.textContent !== text) span.textContent = text
    Object.assign(span.dataset, { sequence, index })
    span.classList.toggle('here', index === here)
  })
}

/** Marks the one that is pointed at. @param {HTMLElement} box @param {import('./spotlight.js').Place | undefined} over */
export function lightLetter(box, over) {
  for (const span of /** @type {HTMLCollectionOf<HTMLElement>} */ (box.children)) {
    span.classList.toggle('over', over !== undefined && span.dataset.sequence === over.sequence && Number(span.dataset.index) === over.index)
  }
}
