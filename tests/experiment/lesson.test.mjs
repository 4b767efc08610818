// A lesson as a link, a frame and an element: each says the same, whatever is in it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elementOf, fitsLink, frameOf, lessonOf, linkOf, LONGEST_IN_LINK } from '../../web/experiment/lesson.js'
import { meant, nearest } from '../../web/experiment/nearest.js'
import { lockedBy } from '../../web/experiment/parts.js'
import { LESSONS, seeded } from './seeded_lessons.mjs'

const LIMIT = { timeout: 30_000 }
const PAGE = 'https://example.org/a%20b/index.html'

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

test('a word that nobody knows is answered with the nearest one, or, where others may mean something else, only with one that is near', LIMIT, () => {
  const settings = ['all', 'text', 'seed', 'batch-size', 'block-size', 'n-head']
  assert.deepEqual(lockedBy(['block', 'batch', 'nHeads']).unknown.map(({ nearest }) => nearest), ['block-size', 'batch-size', 'n-head'])
  assert.deepEqual(['sede', 'blok-size', 'tax'].map((word) => nearest(word, settings)), ['seed', 'block-size', 'text'])
  assert.deepEqual(['sede', 'blok-size', 'height', 'block'].map((word) => meant(word, settings)), ['seed', 'block-size', undefined, undefined])
})
