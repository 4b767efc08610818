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
