// A lesson as a link, a frame and an element: what is to be trained, on which text, and what of it is shown and locked, under the same names in all three.
import { attributeOf, parse, PROPERTIES, writeAddress } from './settings.js'

/**
 * What a lesson asks for; what it does not name is as usual. `settings`: those that are not the rung's own, and the rung unless it is the first.
 * `show`, `lock`: the parts and the settings, separated by spaces.
 * @typedef {object} Lesson
 * @property {import('./settings.js').Values} settings
 * @property {string} [src]      the address of a text
 * @property {string} [text]     the text itself
 * @property {string} [prompt]
 * @property {string} [show]
 * @property {string} [lock]
 * @property {boolean} [autoplay]
 * @property {string} [theme]
 * @property {string} [lang]
 */

/** Of a text in an address: browsers and mail programs carry a few thousand signs. */
export const LONGEST_IN_LINK = 2000

/** Of a text in a page, whose author still has to handle it. */
export const LONGEST_IN_PAGE = 1_000_000

/** The order in which they follow the settings. */
const NAMES = /** @type {const} */ (['src', 'text', 'prompt', 'show', 'lock', 'autoplay', 'theme', 'lang'])

/**
 * What was asked for, wherever: by the parameters of an address, by the attributes of an element. A setting with a wrong value is left out.
 * @param {(name: string) => string | null} get what stands under a name, dashed
 * @returns {Lesson}
 */
export function lessonOf(get) {
  const settings = Object.fromEntries(PROPERTIES.flatMap((property) => {
    try {
      return [[property.name, parse(property, get(attributeOf(property.name)) ?? '')]]
    } catch {
      return []
    }
  }))
  const given = NAMES.map((name) => [name, get(name)]).filter(([name, text]) => text || (name === 'autoplay' && text === ''))
  return { settings, ...Object.fromEntries(given.map(([name, text]) => [name, read(String(name), String(text))])) }
}

/** @param {string} name @param {string} text */
function read(name, text) {
  if (name === 'autoplay') return text !== 'off'
  return isList(name) ? text.split(/[\s,]+/).filter(Boolean).join(' ') : text
}

const isList = (/** @type {string} */ name) => name === 'show' || name === 'lock'

/** Whether a link can carry its text. @param {Lesson} lesson */
export const fitsLink = ({ text = '' }) => text.length <= 2 * LONGEST_IN_LINK && Array.from(text).length <= LONGEST_IN_LINK // no list of a long one

/** @param {Lesson} lesson @param {string} page the address of the page, without what follows # */
export function linkOf(lesson, page) {
  const given = NAMES.filter((name) => lesson[name]).map((name) => `${name}=${spell(name, lesson)}`)
  const address = [writeAddress(lesson.settings), ...given].filter(Boolean).join('&')
  return address ? `${page}#${address}` : page
}

/** @param {typeof NAMES[number]} name @param {Lesson} lesson */
function spell(name, lesson) {
  if (name === 'autoplay') return 'on'
  const value = String(lesson[name])
  const listed = isList(name) ? value.replaceAll(' ', ',') : value
  return encodeURIComponent(listed).replace(/%(2C|2F|3A)/g, decodeURIComponent) // which an address may hold, and a reader can read
}

/** A frame that is as high as the lesson in it. @param {Lesson} lesson @param {{ page: string, script: string, title: string }} given `script` the address of iambic-frame.js, without which its height is fixed */
export const frameOf = (lesson, { page, script, title }) => `\
<iframe src="${escaped(linkOf(lesson, page))}" title="${escaped(title)}" style="width: 100%; height: 600px; border: 0" loading="lazy"></iframe>
${script && `<script src="${escaped(script)}"></script>
`}`

/** @param {Lesson} lesson @param {{ script: string }} given the address of iambic.js */
export function elementOf(lesson, { script }) {
  const settings = PROPERTIES.filter(({ name }) => name in lesson.settings).map(({ name }) => [attributeOf(name), String(lesson.settings[name])])
  const given = NAMES.filter((name) => name !== 'text' && lesson[name]).map((name) => [name, name === 'autoplay' ? '' : String(lesson[name])])
  const attributes = [...settings, ...given].map(([name, value]) => ` ${name}${value && `="${escaped(value)}"`}`).join('')
  const { before = '', after = '' } = lesson.text ? holding(lesson.text) : {}
  return `<script src="${escaped(script)}" defer></script>\n<iambic-trainer${attributes}>${before}</iambic-trainer>\n${after}`
}

/** A text within the element or, where its end would not be seen (</script) or be seen too late (<!--), set by a script after it. @param {string} text */
function holding(text) {
  if (!/<(\/script|!--)/i.test(text)) return { before: `<script type="text/plain">${text}</script>` }
  return { after: `<script>document.currentScript.previousElementSibling.text = ${JSON.stringify(text).replaceAll('<', '\\x3c')}</script>\n` }
}

/** As an attribute's value. @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
