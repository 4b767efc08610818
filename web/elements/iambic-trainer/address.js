// The settings of an element as its page gives them, in attributes and, where the element is the page, in the address: a lesson is a link.
import { attributeOf, PROPERTIES, readAddress, writeAddress } from '../../experiment/settings.js'

/** Attributes first; the address of the page, where it has a say, goes before them. @param {HTMLElement} host */
export function settingsOf(host) {
  const texts = host.hasAttribute('page') ? readAddress(location) : new Map()
  for (const { name } of PROPERTIES) {
    const text = host.getAttribute(attributeOf(name))
    if (text !== null && !texts.has(name)) texts.set(name, text)
  }
  return texts
}

/** Writes those of what is running into the address. @param {import('../../experiment/experiment.js').Experiment} experiment */
export function tellAddress({ settings, refused, trainer }) {
  if (!trainer || refused.size > 0) return // what was asked for stays to be read, and corrected
  const wanted = writeAddress(settings.running)
  if (wanted === location.hash.slice(1) || (wanted === '' && location.search !== '')) return
  try {
    history.replaceState(history.state, '', wanted ? `#${wanted}` : location.pathname + location.search)
  } catch {
    // a frame without an address of its own has nothing to write to
  }
}
