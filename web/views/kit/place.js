// Lays out a view once more, or alone in a page: beside others of its kind, and beside whatever ids the page has.
import { build } from './dom.js'

const NAMES = ['id', 'for', 'name', 'aria-labelledby', 'aria-describedby', 'aria-controls'] // which hold in all of a document

let copies = 0

/** Fills an element, which is the view's root from then on, with the view's markup: its ids, and what refers to them, end with a number. @param {HTMLElement} root @param {string} markup */
export function place(root, markup) {
  const copy = root.dataset.copy = `-${++copies}`
  const made = build(markup)
  for (const name of NAMES) {
    for (const part of made.querySelectorAll(`[${name}]`)) part.setAttribute(name, String(part.getAttribute(name)).replace(/\S+/g, `$&${copy}`))
  }
  root.replaceChildren(made)
}
