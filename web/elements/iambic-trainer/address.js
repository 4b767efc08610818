// The settings of an element as its page gives them, in attributes and, where the element is the page, in the address: a lesson is a link.
import { attributeOf, parse, PROPERTIES, propertyOf, readAddress, writeAddress } from '../../experiment/settings.js'

/** Attributes first; the address of the page, where it has a say, goes before them. @param {HTMLElement} host */
export function settingsOf(host) {
  const texts = host.hasAttribute('page') ? readAddress(location) : new Map()
  for (const { name } of PROPERTIES) {
    const text = host.getAttribute(attributeOf(name))
    if (text !== null && !texts.has(name)) texts.set(name, text)
  }
  return texts
}

/** Gives an element all of these settings or, where one is refused with a Problem, none. @param {HTMLElement} host @param {object} settings by their names, dashed or not */
export function setAll(host, settings) {
  const texts = Object.entries(settings).map(([name, value]) => {
    const property = propertyOf(name)
    return [attributeOf(property.name), String(parse(property, String(value)))]
  })
  for (const [name, text] of texts) host.setAttribute(name, text)
}

/** What an attribute says; the usual value where it says nothing, or what will be refused. @param {HTMLElement} host @param {import('../../experiment/settings.js').Property} property */
export function givenTo(host, property) {
  try {
    return parse(property, host.getAttribute(attributeOf(property.name)) ?? '')
  } catch {
    return property.initial
  }
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
