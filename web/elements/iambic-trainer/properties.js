// The properties of the element: each attribute is one.
import { dressAsAddress } from './address.js'
import { attributeOf, BESIDES, PROPERTIES } from '../../experiment/settings.js'

const FLAGS = ['autoplay', 'page']
const NAMES = [...BESIDES.filter((name) => name !== 'text' && name !== 'lang'), 'page'] // which HTML has, and the element itself

/** @param {HTMLElement} host @param {string} name @param {unknown} value */
function reflect(host, name, value) {
  if (value === null || value === undefined || (value === false && FLAGS.includes(name))) host.removeAttribute(name)
  else host.setAttribute(name, FLAGS.includes(name) ? '' : String(value))
}

/** Texts of lessons, which no attribute can hold. @type {WeakMap<object, unknown>} */
const texts = new WeakMap()

/** Takes over what was set as a property before the script came; what is wrong with it is said on the page. @param {HTMLElement} host */
export function upgrade(host) {
  for (const name of [...PROPERTIES.map((property) => property.name), ...NAMES, 'text']) {
    if (!Object.hasOwn(host, name)) continue
    const value = Reflect.get(host, name)
    Reflect.deleteProperty(host, name)
    if (NAMES.includes(name) || name === 'text') Reflect.set(host, name, value)
    else host.setAttribute(attributeOf(name), String(value))
  }
  dressAsAddress(host)
}

/** element.learningRate = 0.01 is the same as the attribute learning-rate. @param {any} prototype */
export function addProperties(prototype) {
  for (const { name } of PROPERTIES) define(prototype, name, (host) => host.setting(name), (host, value) => host.apply({ [name]: value }))
  define(prototype, 'text', (host) => texts.get(host), (host, text) => {
    texts.set(host, text ?? undefined)
    host.attributeChangedCallback('text')
  })
  for (const name of NAMES) {
    define(prototype, name, (host) => (FLAGS.includes(name) ? host.hasAttribute(name) : host.getAttribute(name) ?? ''), (host, value) => reflect(host, name, value))
  }
}

/** @param {object} prototype @param {string} name @param {(host: any) => unknown} read @param {(host: any, value: unknown) => void} write */
function define(prototype, name, read, write) {
  Object.defineProperty(prototype, name, { get() { return read(this) }, set(value) { write(this, value) }, enumerable: true })
}
