// What a lesson has set for good: the reader sees it, and changes it neither by form, nor by link, key or message. A script of the page around
// still can: to an element it is the teacher's own hand, and cannot be told from it.
import { attributeOf, readAddress } from '../../experiment/settings.js'
import { find } from '../../views/kit/dom.js'
import { explainLock, lockedIn } from '../../views/kit/marks.js'

/** @typedef {import('../iambic-trainer/layout.js').Layout} Layout */

/** Parameters of an address that say which text is learned from. */
const TEXT = ['src', 'corpus', 'text', 'checkpoint']

/** What the address asked for at first. @type {WeakMap<import('../../experiment/experiment.js').Experiment, Map<string, string>>} */
const asked = new WeakMap()

/** @param {Layout} layout @param {Set<string>} names of settings, and `text` @param {string} why the reader is told */
export function lockSettings({ root }, names, why) {
  find(root, 'page').dataset.locks = [...names].join(' ')
  /** @param {HTMLInputElement} field @param {string} name */
  const lock = (field, name) => {
    field.disabled = names.has(name)
    explainLock(field, field.disabled, why)
  }
  for (const radio of find(root, 'rungs').querySelectorAll('input')) lock(radio, 'preset')
  for (const name of ['pace', 'temperature']) lock(find(root, name, HTMLInputElement), name)
  find(root, 'rungs').title = names.has('preset') ? why : ''
}

/** The reader of a page cannot change by its address what is locked: that is put back before anybody reads it. @param {Layout} layout */
export function guardAddress({ host, root, experiment, signal }) {
  if (!host.hasAttribute('page')) return
  if (!asked.has(experiment)) asked.set(experiment, readAddress(location))
  const first = /** @type {Map<string, string>} */ (asked.get(experiment))
  addEventListener('popstate', () => {
    const names = lockedIn(root)
    if (names.length === 0) return
    const kept = [...names, 'lock', ...names.includes('text') ? TEXT : []]
    const now = readAddress(location)
    for (const name of kept) {
      if (first.has(name)) now.set(name, String(first.get(name)))
      else now.delete(name)
    }
    history.replaceState(history.state, '', `#${Array.from(now, ([name, text]) => `${attributeOf(name)}=${encodeURIComponent(text)}`).join('&')}`)
  }, { signal }) // comes before hashchange, to which the element listens
}
