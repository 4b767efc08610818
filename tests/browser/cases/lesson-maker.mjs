// "Make a lesson": what the panel gives leads to the page that it was made on.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { elementOf, frameOf, lessonOf, linkOf } from '../../../web/experiment/lesson.js'
import { hiddenBy, lockedBy } from '../../../web/experiment/parts.js'
import { LESSONS, seeded } from '../../experiment/seeded_lessons.mjs'
import { TrainerPage } from '../harness/page.mjs'
import { sha256, test } from '../harness/suite.mjs'

const LINK = (/** @type {any} */ _, /** @type {any} */ root) => root.getElementById('maker-link')?.value

test('a lesson is made on the page as it stands, and its link, its frame and its element say so', async (t) => {
  const page = await t.openPage({ settings: 'preset=self-attention&seed=7&steps=40&lock=seed,text' })
  await page.until('what comes after the first frame', (_, root) => root.getElementById('maker-toggle') !== null)
  await page.unfold('maker')
  const address = await page.run(() => location.href.replace(/#.*/, ''))
  const lesson = { settings: { preset: 'self-attention', seed: 7, steps: 40 }, lock: 'text seed' }
  assert.equal(await page.until('the link', LINK), linkOf(lesson, address))

  await page.fill('maker-own', 'Rose is a "rose" & </script> is a rose 🌹')
  await page.click('[name=maker-show][value=ladder]')
  await page.click('[name=maker-lock][value=all]')
  await page.fill('maker-prompt', 'Rose')
  const parts = await page.run((_, root) => Array.from(root.querySelectorAll('[name=maker-show]:checked'), ({ value }) => value).join(' '))
  const link = linkOf({ ...lesson, text: 'Rose is a "rose" & </script> is a rose 🌹', prompt: 'Rose', show: parts, lock: 'all' }, address)
  assert.equal(await page.run(LINK), link)
  assert.ok(!parts.includes('ladder') && parts.includes('loss'))
  const codes = await page.run((_, root) => ['frame', 'element'].map((kind) => root.getElementById(`maker-${kind}`).value))
  assert.ok(codes[0].includes(`src="${link.replaceAll('&', '&amp;')}"`))
  assert.match(codes[1], /<iambic-trainer preset="self-attention" steps="40" seed="7" prompt="Rose" show=".*" lock="all">/)

  await page.run((_, root) => { root.getElementById('maker-preview').open = true })
  await page.until('the place of the preview', (_, root) => root.querySelector('#maker-seen iframe') !== null)
  await page.run((_, root) => root.getElementById('maker-seen').scrollIntoView({ block: 'center' })) // it begins when it is near
  await page.until('the preview', (_, root) => root.querySelector('#maker-seen iframe')?.contentDocument?.querySelector('iambic-trainer')?.state === 'idle')
  assert.equal(await page.run((_, root) => root.querySelector('#maker-seen iframe').contentDocument.querySelector('iambic-trainer').shadowRoot.getElementById('maker-toggle')), null, 'a lesson within the lesson')

  await page.fill('maker-own', 'a'.repeat(2001))
  assert.match(await page.text('maker-note'), /^A text of 2,001 characters is too long for a link/)
  assert.deepEqual(await page.run((_, root) => ['link', 'frame', 'element'].map((kind) => root.getElementById(`maker-copy-${kind}`).disabled)), [true, true, false])
})

const POEM = `Whose woods these are I think I know.
His house is in the village though;
He will not see me stopping here
To watch his woods fill up with snow.
`

test('a newcomer makes \u201cattention only, seed 7, my own poem, locked\u201d, and the code in a plain page is that lesson, and trains', async (t) => {
  const page = await t.openPage()
  await page.until('what comes after the first frame', (_, root) => root.getElementById('maker-toggle') !== null)
  const height = () => page.run((_, root) => root.querySelector('.figures').getBoundingClientRect().height)
  await page.until('the table', (_, root) => root.getElementById('table-counted').textContent !== '')
  const before = await height()
  await page.climb('self-attention')
  await page.until('what it looks at', (_, root) => root.getElementById('strip').childElementCount > 0)
  assert.equal(await height(), before, 'all below moves when the table comes')
  await page.unfold('settings')
  await page.fill('seed', '7')
  await page.until('a model with that seed', (element) => element.trainer.info.config.seed === 7)
  await page.unfold('maker')
  await page.until('the panel', (_, root) => root.getElementById('maker-own') !== null)
  await page.fill('maker-own', POEM)
  await page.click('[name=maker-lock][value=all]')
  await page.click('maker-copy-element')
  await page.until('a word that it is copied', (_, root) => /^Copied$|^This browser/.test(root.getElementById('maker-copied').textContent))
  assert.match(await page.text('maker-note'), /^This page has an address on this computer only/) // as tests are
  const code = await page.run((_, root) => root.getElementById('maker-element').value)

  const plain = new TrainerPage(await t.open(`${t.server.site({ files: { 'mine.html': `<!doctype html><title>mine</title><p>Before.</p>${code}<p>After.</p>` } })}mine.html`))
  await plain.until('the lesson', (element, root) => element?.state === 'idle' && root.getElementById('page').dataset.locks)
  const { seed, nLayer, model } = await plain.config()
  assert.deepEqual([model, seed, nLayer], ['self-attention', 7, 1])
  assert.equal(await plain.run((element) => element.trainer.info.corpusSha256), sha256(Buffer.from(POEM)))
  assert.equal(await plain.run((_, root) => [...root.querySelectorAll('#rungs input')].every(({ disabled }) => disabled)), true)
  await plain.click('train')
  await plain.until('steps', (element) => element.trainer.step > 10)
})

/** Opens the panel of a page that was opened as a file, and reads what it says of the places of things. @param {import('../harness/suite.mjs').Test} t @param {string} address */
async function saidOfFiles(t, address) {
  const page = await t.openPage({ address })
  await page.until('what comes after the first frame', (_, root) => root.getElementById('maker-toggle') !== null)
  await page.unfold('maker')
  await page.until('the link', LINK)
  return page.run((_, root) => ['note', 'link', 'frame', 'element'].map((id) => { const part = root.getElementById(`maker-${id}`); return part.value ?? part.textContent }))
}

test('made in a file on a disk, or in the page in one file, a lesson says where it works, and its codes name no place on that disk', async (t) => {
  const here = /^This page has an address on this computer only, so its link and its frame work here only\. /
  const address = pathToFileURL(join(t.dist, 'index.html')).href
  const [note, link, frame, element] = await saidOfFiles(t, address)
  assert.match(note, here)
  assert.doesNotMatch(note, /in one file/)
  assert.equal(link, address)
  assert.match(frame, /<script src="iambic-frame.js"><\/script>/)
  assert.match(element, /<script src="iambic\.js"/)

  const copy = t.file('a lesson by mail.html', readFileSync(join(t.dist, 'iambic-standalone.html')))
  const [noteOfOne, linkOfOne, frameOfOne, elementOfOne] = await saidOfFiles(t, pathToFileURL(copy).href)
  assert.match(noteOfOne, here)
  assert.match(noteOfOne, /This is Iambic in one file, which has no scripts beside it: for the element, put iambic\.all\.js, of the same release, beside your page\.$/)
  assert.equal(linkOfOne, pathToFileURL(copy).href)
  assert.doesNotMatch(frameOfOne, /iambic-frame/)
  assert.match(elementOfOne, /<script src="iambic\.all\.js"/)
})

test(`what each browser reads in the code of ${LESSONS} lessons is the lesson`, async (t) => {
  const tab = await t.openBlank()
  const given = { page: 'https://example.org/index.html', script: 'https://example.org/iambic.js?a&b', title: 'A "lesson" & more' }
  const lessons = Array.from({ length: LESSONS }, (_, seed) => seeded(seed))
  const codes = lessons.map((lesson) => elementOf(lesson, given) + frameOf(lesson, given))
  const read = await tab.run(`(${readAll})(${JSON.stringify(codes)})`)
  for (const [i, { attributes, text, link, script }] of read.entries()) {
    const found = new Map(Object.entries({ ...attributes, ...(text !== null && { text }) }))
    assert.deepEqual(lessonOf((name) => found.get(name) ?? null), lessons[i], codes[i])
    assert.deepEqual([link, script], [linkOf(lessons[i], given.page), given.script])
  }
})

/** In a browser. @param {string[]} codes */
function readAll(codes) {
  return codes.map((code) => {
    const page = new DOMParser().parseFromString(`<!doctype html><body>${code}`, 'text/html')
    const element = /** @type {Element} */ (page.querySelector('iambic-trainer'))
    const after = element.nextElementSibling?.textContent ?? ''
    const within = element.querySelector('script[type="text/plain"]')?.textContent ?? null
    return {
      attributes: Object.fromEntries(Array.from(element.attributes, ({ name, value }) => [name, value])),
      text: after ? new Function('document', `${after}; return document.currentScript.previousElementSibling.text`)({ currentScript: { previousElementSibling: {} } }) : within,
      link: page.querySelector('iframe')?.src,
      script: page.scripts[0].src,
    }
  })
}

const OPENED = 16
const FRAMES = 8

/** One that can be trained at once: some of what a seeded lesson asks for, on a text that is long enough. @param {number} seed @returns {import('../../../web/experiment/lesson.js').Lesson} */
function small(seed) {
  const { show, lock, prompt, theme, lang, text = '' } = seeded(seed)
  const settings = { ...seed % 2 && { preset: 'self-attention' }, steps: 10 + seed, learningRate: 0.01 / (1 + seed), batchSize: 1 + seed % 8, seed, temperature: 0.5 }
  const all = { text: `${POEM}${text}${POEM}`, prompt, show, lock, theme, lang }
  return { settings, ...Object.fromEntries(Object.entries(all).filter(([, value]) => value)) }
}

/** What a lesson says of itself, once all its parts have come. @param {any} element */
async function told(element) {
  await element.ready
  const root = element.shadowRoot
  while (!root.getElementById('teachers')) await new Promise((resolve) => { setTimeout(resolve, 10) })
  const page = root.getElementById('page')
  const { preset, steps, learningRate, batchSize, seed, temperature, trainer } = element
  const marks = (/** @type {string} */ name) => page.dataset[name].split(' ').filter(Boolean).sort()
  return {
    settings: { preset, steps, learningRate, batchSize, seed, temperature }, made: trainer.info.config.seed, text: trainer.info.corpusSha256, prompt: root.getElementById('prompt').value,
    hides: marks('hides'), locks: marks('locks'), dark: element.matches(':is(:state(dark), [data-dark])'), lang: page.lang, changed: !root.getElementById('teachers').hidden,
  }
}

/** @param {import('../../../web/experiment/lesson.js').Lesson} lesson */
const expected = ({ settings, text = '', prompt = '', show = '', lock = '', theme, lang = 'en' }) => ({
  settings: { preset: 'bigram', ...settings }, made: settings.seed, text: sha256(Buffer.from(text)), prompt: prompt.replaceAll('\n', ''), hides: [...hiddenBy(show.split(' ').filter(Boolean)).names].sort(),
  locks: [...lockedBy(lock.split(' ').filter(Boolean)).names].sort(), dark: theme === 'dark', lang, changed: false,
})

test(`${OPENED} elements and ${FRAMES} frames with the code of a lesson are that lesson`, async (t) => {
  const lessons = Array.from({ length: OPENED }, (_, seed) => small(seed))
  const codes = lessons.map((lesson) => elementOf(lesson, { script: 'iambic.js' }))
  const frames = lessons.slice(0, FRAMES).map((lesson) => frameOf(lesson, { page: 'index.html', script: 'iambic-frame.js', title: 'a lesson' }))
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>a course</title>${codes.join('\n')}${frames.join('\n')}`
  const page = new TrainerPage(await t.open(`${t.server.site({ files: { 'course.html': html } })}course.html`))
  for (const [i, lesson] of lessons.entries()) {
    const seen = await page.tab.run(`(async () => {
      const element = document.querySelector('iambic-trainer')
      const seen = await (${told})(element)
      element.remove()
      return seen
    })()`)
    assert.deepEqual(seen, expected(lesson), codes[i])
  }
  for (const [i, lesson] of lessons.slice(0, FRAMES).entries()) {
    const { hash, ...seen } = await page.tab.run(`(async () => {
      const frame = document.querySelector('iframe')
      frame.scrollIntoView()
      while (!frame.contentDocument?.querySelector('iambic-trainer')?.ready) await new Promise((resolve) => { setTimeout(resolve, 10) })
      const seen = await (${told})(frame.contentDocument.querySelector('iambic-trainer'))
      const { hash } = frame.contentWindow.location
      frame.remove()
      return { ...seen, hash }
    })()`)
    assert.deepEqual(seen, expected(lesson), frames[i])
    const found = new URLSearchParams(hash.slice(1))
    assert.deepEqual(linkOf(lessonOf((name) => found.get(name)), ''), linkOf(lesson, ''), 'the link that it has become')
  }
})
