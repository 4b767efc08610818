// The settings of an element as its page gives them, in attributes and, where the element is the page, in the address: a lesson is a link.
import { attributeOf, BESIDES, parse, PROPERTIES, propertyOf, readAddress, writeAddress } from '../../experiment/settings.js'

/** @param {HTMLElement} host @returns {Map<string, string>} */
const addressOf = (host) => (host.hasAttribute('page') ? readAddress(location) : new Map())

/** What is asked for beside settings: by the address of the page, where it has a say, or by an attribute. @param {HTMLElement} host @param {string} name */
export const wishOf = (host, name) => addressOf(host).get(name) ?? host.getAttribute(name)

/** Attributes that ask for nothing beyond settings. */
const PLAIN = /^(page|theme|keys|id|name|class|style|lang|dir|title|hidden|slot|part|role|tabindex)$|^(data|aria)-|^on/

/** Whether the page asks for more than settings, or for what nobody knows: then the part `lesson` is needed. @param {HTMLElement} host */
export const asksForMore = (host) => Boolean(host.querySelector(':scope > script, :scope > [slot]')) || BESIDES.some((name) => addressOf(host).has(name)) ||
  host.getAttributeNames().some((name) => !PLAIN.test(name) && !PROPERTIES.some((property) => attributeOf(property.name) === name))

/** Attributes first; the address of the page, where it has a say, goes before them. @param {HTMLElement} host */
export function settingsOf(host) {
  const texts = addressOf(host)
  for (const name of BESIDES) texts.delete(name)
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

/** Takes over what was set as a property before the script came. @param {HTMLElement} host */
export function upgrade(host) {
  for (const { name } of PROPERTIES) {
    if (!Object.hasOwn(host, name)) continue
    const value = Reflect.get(host, name)
    Reflect.deleteProperty(host, name)
    host.setAttribute(attributeOf(name), String(value)) // what is wrong with it is said on the page
  }
}

/** What an attribute says; the usual value where it says nothing, or what will be refused. @param {HTMLElement} host @param {import('../../experiment/settings.js').Property} property */
export function givenTo(host, property) {
  try {
    return parse(property, host.getAttribute(attributeOf(property.name)) ?? '')
  } catch {
    return property.initial
  }
}

/** Writes those of what is running into the address, and leaves what else it asks for. @param {import('../../experiment/experiment.js').Experiment} experiment */
export function tellAddress({ settings, refused, trainer }) {
  if (!trainer || refused.size > 0) return // what was asked for stays to be read, and corrected
  const besides = location.hash.slice(1).split('&').filter((part) => BESIDES.includes(part.split('=')[0]))
  const wanted = [writeAddress(settings.running), ...besides].filter(Boolean).join('&')
  if (wanted === location.hash.slice(1) || (wanted === '' && location.search !== '')) return
  try {
    history.replaceState(history.state, '', wanted ? `#${wanted}` : location.pathname + location.search)
  } catch {
    // a frame without an address of its own has nothing to write to
  }
}
