// What the model would say, as a few bars.
import { sign } from '../kit/characters.js'

/** @param {HTMLElement} list @param {import('../../experiment/next-character.js').Candidate[]} said @param {(share: number) => string} percent */
export function showSaid(list, said, percent) {
  while (list.children.length > said.length) list.lastElementChild?.remove()
  while (list.children.length < said.length) {
    const item = document.createElement('li')
    item.append(document.createElement('b'), document.createElement('span'))
    list.append(item)
  }
  said.forEach(({ character, share }, i) => {
    const item = /** @type {HTMLElement} */ (list.children[i])
    const [name, bar] = item.children
    name.textContent = sign(character)
    bar.textContent = percent(share)
    item.style.setProperty('--share', String(share))
  })
}
