// A term on the screen, marked as one that terms.js explains.

/** @typedef {keyof import('../../locales/en-panels.js').PanelStrings['terms']} Term */

const ACTIVE = 'label, summary, button' // what has a focus of its own, or a field that has

/** Its sentence is said with it where there is a glossary. @param {HTMLElement} element @param {string} term */
export function markTerm(element, term) {
  element.classList.add('term')
  element.dataset.term = term
  if (!element.matches(ACTIVE)) element.tabIndex = 0
  const described = element.querySelector('input, select') ?? element
  const isTold = /** @type {Document | ShadowRoot} */ (element.getRootNode()).getElementById(`term-${term}`) !== null
  if (isTold && (!described.hasAttribute('aria-describedby') || described === element)) described.setAttribute('aria-describedby', `term-${term}`)
}

/** Finds the words of terms, each in a group of the term's name. @param {Partial<Record<Term, string>>} words */
export const finderOf = (words) => new RegExp(`\\b(?:${Object.entries(words).map(([term, word]) => `(?<${term}>${word})`).join('|')})\\b`, 'gu')

/** Marks each term of a sentence where it first stands there. @param {HTMLElement} element @param {RegExp} finder */
export function markWords(element, finder) {
  const told = new Set(Array.from(element.querySelectorAll('.term'), (marked) => /** @type {HTMLElement} */ (marked).dataset.term))
  const texts = /** @type {Text[]} */ (Array.from(element.childNodes).filter(({ nodeType }) => nodeType === Node.TEXT_NODE))
  for (const text of texts) {
    /** @type {[HTMLElement, string][]} */
    const found = []
    const pieces = []
    let from = 0
    for (const { 0: word, groups = {}, index } of text.data.matchAll(finder)) {
      const term = Object.keys(groups).find((name) => groups[name] !== undefined) ?? ''
      if (told.has(term)) continue
      told.add(term)
      const marked = Object.assign(document.createElement('span'), { textContent: word })
      found.push([marked, term])
      pieces.push(text.data.slice(from, index), marked)
      from = index + word.length
    }
    if (found.length > 0) text.replaceWith(...pieces, text.data.slice(from))
    for (const [marked, term] of found) markTerm(marked, term)
  }
}
