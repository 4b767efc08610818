// A lesson as a link, a frame and an element: each says the same, whatever is in it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elementOf, fitsLink, frameOf, lessonOf, linkOf, LONGEST_IN_LINK } from '../../web/experiment/lesson.js'
import { PROPERTIES } from '../../web/experiment/settings.js'

const LIMIT = { timeout: 30_000 }
const PAGE = 'https://example.org/a%20b/index.html'
const LESSONS = 500
const PARTS = ['ladder', 'controls', 'settings', 'source', 'status', 'loss', 'table', 'writing', 'ask', 'answers', 'gradients']
const NASTY = ['a', 'to be ', '"', "'", '&', '&amp;', '&#38;', '<', '>', '\n', '\t', '😀', 'ä', 'שלום', '\u202e', '%', '%41', '+', '#', '?', '=', ',', ';', '\\', '\u2028', '</script>', '</SCRIPT ', '<!--', '<script>', '$&', '`${a}`']

/** Numbers from 0 to 1, the same ones for the same seed. @param {number} seed */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** @param {number} seed @returns {import('../../web/experiment/lesson.js').Lesson} */
function seeded(seed) {
  const random = randomFrom(seed)
  const below = (/** @type {number} */ count) => Math.floor(random() * count)
  const some = (/** @type {string[]} */ all) => all.filter(() => random() < 0.3).join(' ')
  const words = (/** @type {number} */ most) => Array.from({ length: 1 + below(most) }, () => NASTY[below(NASTY.length)]).join('')
  const settings = Object.fromEntries(PROPERTIES.filter(() => random() < 0.25).map(({ name, choices, whole, low = 0, high = 1 }) => {
    if (choices) return [name, choices[below(choices.length)]]
    const value = low + random() * (Math.min(high, 1000) - low)
    return [name, whole ? Math.ceil(value) : value]
  }))
  const source = [{}, { text: words(40) }, { src: `texts/${words(3)}` }][below(3)]
  const all = { ...source, prompt: words(3), show: some(PARTS), lock: random() < 0.3 ? 'all' : some(['seed', 'learning-rate', 'preset']), autoplay: true, theme: 'dark', lang: 'de' }
  return { settings, ...source, ...Object.fromEntries(Object.entries(all).filter(([name, value]) => value && (name in source || random() < 0.5))) }
}

/** What the page finds in its address. @param {string} link */
const ofLink = (link) => {
  const found = new URLSearchParams(new URL(link).hash.slice(1))
  return lessonOf((name) => found.get(name))
}

const ENTITIES = /** @type {Record<string, string>} */ ({ '&amp;': '&', '&quot;': '"', '&lt;': '<' })
/** @param {string} text of an attribute */
const plain = (text) => text.replace(/&(amp|quot|lt);/g, (entity) => ENTITIES[entity])

/** The attributes of the first such tag, read as HTML is. @param {string} code @param {string} tag @returns {Map<string, string>} */
function attributesOf(code, tag) {
  const [, list = ''] = new RegExp(`<${tag}((?: [a-z0-9-]+(?:="[^"]*")?)*)>`).exec(code) ?? []
  return new Map([...list.matchAll(/ ([a-z0-9-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name, plain(value)]))
}

/** What a page finds in an element. @param {string} code */
function ofElement(code) {
  const attributes = attributesOf(code, 'iambic-trainer')
  const child = /<script type="text\/plain">(.*?)<\/script/is.exec(code)?.[1]
  const after = /previousElementSibling\.text = (".*")<\/script>/s.exec(code)?.[1]
  if (/<script>document/.test(code)) assert.ok(after, code)
  const text = child ?? (after && JSON.parse(after.replaceAll('\\x3c', '<')))
  return lessonOf((name) => (name === 'text' ? text ?? null : attributes.get(name) ?? null))
}

test(`link, frame and element of ${LESSONS} lessons lead back to the same lesson`, LIMIT, () => {
  const kinds = new Set()
  for (let seed = 0; seed < LESSONS; seed++) {
    const lesson = seeded(seed)
    const link = linkOf(lesson, PAGE)
    assert.match(link, /^[!-~]+$/, 'signs that an address does not have')
    assert.deepEqual(ofLink(link), lesson, link)
    assert.equal(linkOf(ofLink(link), PAGE), link)

    const given = { page: PAGE, script: 'https://example.org/iambic-frame.js?a&b', title: 'A "lesson" & more' }
    const frame = frameOf(lesson, given)
    const attributes = attributesOf(frame, 'iframe')
    assert.equal(attributes.get('src'), link)
    assert.equal(attributes.get('title'), given.title)
    assert.equal(attributesOf(frame.slice(frame.indexOf('<script')), 'script').get('src'), given.script)
    assert.equal(frameOf(ofLink(attributes.get('src') ?? ''), given), frame)

    const element = elementOf(lesson, given)
    assert.deepEqual(ofElement(element), lesson, element)
    assert.equal(elementOf(ofElement(element), given), element)
    assert.equal(element.match(/<\/script/gi)?.length, element.match(/<script(?= src| type="text\/plain"|>document)/g)?.length, element)
    for (const name of Object.keys(lesson)) kinds.add(name)
  }
  assert.deepEqual([...kinds].sort(), ['autoplay', 'lang', 'lock', 'prompt', 'settings', 'show', 'src', 'text', 'theme'])
})

test('a link can be read, and says what the lesson asks for and nothing else', LIMIT, () => {
  assert.equal(linkOf({ settings: { preset: 'gpt', steps: 500 }, src: 'poem.txt', show: 'loss writing', lock: 'all' }, PAGE), `${PAGE}#preset=gpt&steps=500&src=poem.txt&show=loss,writing&lock=all`)
  assert.equal(linkOf({ settings: {} }, PAGE), PAGE)
  assert.deepEqual(ofLink(`${PAGE}#show=loss,%20writing&autoplay=&steps=-3&seed=7&colour=red`), { settings: { seed: 7 }, show: 'loss writing', autoplay: true })
  assert.equal(ofLink(`${PAGE}#autoplay=off`).autoplay, false)
})

test('a text is too long for a link from one sign beyond the limit, however many units it takes', LIMIT, () => {
  for (const sign of ['a', '😀']) {
    assert.equal(fitsLink({ settings: {}, text: sign.repeat(LONGEST_IN_LINK) }), true)
    assert.equal(fitsLink({ settings: {}, text: sign.repeat(LONGEST_IN_LINK + 1) }), false)
  }
  assert.equal(fitsLink({ settings: {}, src: 'poem.txt' }), true)
})
