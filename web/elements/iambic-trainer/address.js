// The settings of an element as its page gives them, in attributes and, where the element is the page, in the address: a lesson is a link.
import { attributeOf, BESIDES, parse, PROPERTIES, propertyOf, readAddress, settingOf, writeAddress } from '../../experiment/settings.js'

/** @param {HTMLElement} host @returns {Map<string, string>} */
const addressOf = (host) => (host.hasAttribute('page') ? readAddress(location) : new Map())

/** What is asked for beside settings: by the address of the page, where it has a say, or by an attribute. @param {HTMLElement} host @param {string} name */
export const wishOf = (host, name) => addressOf(host).get(name) ?? host.getAttribute(name)

/** Attributes that ask for nothing beyond settings. */
const PLAIN = /^((page|id|name|class|style|lang|hidden)=|theme=(light|dark)?$|keys=(on|off)?$|(data|aria)-|on)/

/** What is asked for by names that are no settings, or that nobody knows. @param {HTMLElement} host */
export const besidesOf = (host) => [...addressOf(host).keys(), ...host.getAttributeNames().filter((name) => !PLAIN.test(`${name}=${host.getAttribute(name)}`))]
  .filter((name) => !settingOf(name))

/** Whether more than settings is asked for: then the part `lesson` is needed. @param {HTMLElement & { text?: unknown }} host */
export const asksForMore = (host) => host.text !== undefined || Boolean(host.querySelector(':scope > script, :scope > [slot]')) || besidesOf(host).length > 0

/** Reads the address of the page again whenever it changes. @param {HTMLElement} host @param {AbortSignal} signal @param {() => void} read */
export function followAddress(host, signal, read) {
  addEventListener('hashchange', () => {
    dressAsAddress(host)
    read()
  }, { signal })
}

/** Theme and language of the page, where its address says them. @param {HTMLElement} host */
export function dressAsAddress(host) {
  for (const [name, text] of addressOf(host)) if (name === 'theme' || name === 'lang') host.setAttribute(name, text)
}

/** Attributes first; the address of the page, where it has a say, goes before them. @param {HTMLElement} host @param {Map<string, string>} [texts] of the address */
export function settingsOf(host, texts = addressOf(host)) {
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

/** What an attribute says; the usual value where it says nothing, or what will be refused. @param {HTMLElement} host @param {import('../../experiment/settings.js').Property} property */
export function givenTo(host, property) {
  try {
    return parse(property, host.getAttribute(attributeOf(property.name)) ?? '')
  } catch {
    return property.initial
  }
}

/** Writes those of what is running into the address, and leaves what else it asks for; the history keeps the address that was given. @param {import('../../experiment/experiment.js').Experiment} experiment */
export function tellAddress({ settings, refused, trainer }) {
  if (!trainer || refused.size > 0) return // what was asked for stays to be read, and corrected
  const besides = location.hash.slice(1).split('&').filter((part) => BESIDES.includes(part.split('=')[0]))
  const wanted = [writeAddress(settings.running), ...besides].filter(Boolean).join('&')
  if (wanted === location.hash.slice(1) || (wanted === '' && location.search !== '')) return
  try {
    history.replaceState(history.state ?? location.hash, '', wanted ? `#${wanted}` : location.pathname + location.search)
  } catch {
    // a frame without an address of its own has nothing to write to
  }
}

/** What followed # before that was written. */
const givenHash = () => (typeof history.state === 'string' ? history.state : location.hash)

/** The settings of an element as they were given, whatever runs now. @param {HTMLElement} host */
export const settingsGiven = (host) => settingsOf(host, host.hasAttribute('page') ? readAddress({ hash: givenHash(), search: location.search }) : new Map())

/** Whether somebody has made a lesson of it: an element, a frame, or a link that asks for something. @param {HTMLElement} host */
export const isLesson = (host) => !host.hasAttribute('page') || parent !== self || readAddress({ hash: givenHash(), search: location.search }).size > 0

/** Settings that the page around a frame asks for: part of what is given from now on. @param {object} settings by their names, dashed or not */
export function addGiven(settings) {
  const given = new URLSearchParams(givenHash().slice(1))
  for (const [name, value] of Object.entries(settings)) given.set(attributeOf(propertyOf(name).name), String(value))
  try {
    history.replaceState(`#${given}`, '')
  } catch {
    // a frame without an address of its own
  }
}
