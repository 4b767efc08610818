// As light or dark as the page around it, and free of what that page wants for its own words.
import assert from 'node:assert/strict'
import { course, openCourse } from '../harness/course.mjs'
import { TrainerPage } from '../harness/page.mjs'
import { test } from '../harness/suite.mjs'

const ELEMENT = '<iambic-trainer></iambic-trainer>'
const style = (/** @type {string} */ css) => `<style>${css}</style>`

/** Pages, and whether they are dark for a reader whose system is light, and for one whose system is dark. @type {[string, { head?: string, body?: string, html?: string }, boolean, boolean][]} */
const PAGES = [
  ['says nothing', {}, false, false],
  ['is dark by a class', { html: 'class="dark"', head: style('.dark { background: #12141a; color: #e8e8ee }') }, true, true],
  ['is dark by a ground alone', { head: style('body { background: oklch(0.21 0.03 264) }') }, true, true],
  ['is dark by a picture', { head: style('body { background: linear-gradient(#000, #223); color: white }') }, true, true],
  ['is dark in the section of the element', { body: `<section style="background: rgb(20 20 20)"><div>${ELEMENT}</div></section>` }, true, true],
  ['has a light box in a dark page', { head: style('body { background: #111; color: #eee }'), body: `<div style="background: white; color: #222">${ELEMENT}</div>` }, false, false],
  ['is dark by color-scheme', { head: style(':root { color-scheme: dark }') }, true, true],
  ['leaves it to the system', { head: style(':root { color-scheme: light dark }') }, false, true],
  ['is light whatever the system wants', { head: style('body { background: white; color: black }') }, false, false],
  ['says dark at the element', { body: ELEMENT.replace('>', ' theme="dark">') }, true, true],
  ['says light at the element', { html: 'style="background: black; color: white"', body: ELEMENT.replace('>', ' theme="light">') }, false, false],
]

for (const calm of [false, true]) {
  test(`the element is as light or dark as its page, with a ${calm ? 'dark' : 'light'} system`, async (t) => {
    const files = Object.fromEntries(PAGES.map(([, { body = ELEMENT, ...rest }], i) => [`${i}.html`, course(body, rest)]))
    // Frames, and so far down that no worker is started: eleven tabs took WebKit a minute. What a frame prefers is what its host supports.
    const frames = PAGES.map((_, i) => `<iframe src="${i}.html"></iframe>`).join('')
    const host = `<!doctype html><meta name="color-scheme" content="light dark"><div style="height: 9000px"></div>${frames}`
    const page = new TrainerPage(await t.open(`${t.server.site({ files: { ...files, 'host.html': host } })}host.html`))
    await page.until('eleven elements', (_element, _root, count) => {
      const elements = Array.from(document.querySelectorAll('iframe'), (frame) => frame.contentDocument?.querySelector('iambic-trainer')?.shadowRoot)
      return elements.filter(Boolean).length === count
    }, PAGES.length)
    const dark = await page.run(() => Array.from(document.querySelectorAll('iframe'), (frame) => frame.contentDocument?.querySelector('iambic-trainer')?.matches(':state(dark)')))
    assert.deepEqual(PAGES.map(([name], i) => [name, dark[i]]), PAGES.map(([name, ...rest]) => [name, rest[1 + Number(calm)]]))
  }, { calm })
}

test('the element follows a page that becomes dark, by a class or a style sheet', async (t) => {
  const page = await openCourse(t, ELEMENT, { head: style('body { transition: all 0.2s; background: white; color: black } .dark body { background: #111; color: #eee }') })
  const is = (/** @type {boolean} */ dark) => page.until(dark ? 'dark' : 'light', (element, _, wanted) => element.matches(':state(dark)') === wanted, dark)
  await is(false)
  await page.run(() => document.documentElement.classList.add('dark'))
  await is(true)
  await page.run(() => document.documentElement.classList.remove('dark'))
  await is(false)
  await page.run(() => document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { background: #222; color: #ddd !important }' })))
  await is(true)
})

test('what a page wants for its own words does not change the element', async (t) => {
  const loud = 'text-transform: uppercase; white-space: nowrap; letter-spacing: 0.3em; word-spacing: 2em; line-height: 3; text-align: right; text-indent: 3em; font: italic bold 40px/2 serif; cursor: wait; text-shadow: 1px 1px red'
  const boxes = async (/** @type {string} */ body, /** @type {string} */ html) => {
    const page = await openCourse(t, body, { html, size: { width: 1000 } })
    await page.ready()
    return page.run((_, root) => {
      const styles = ['textTransform', 'whiteSpace', 'letterSpacing', 'wordSpacing', 'lineHeight', 'textAlign', 'textIndent', 'fontStyle', 'fontWeight', 'fontSize', 'direction', 'textShadow']
      return ['status', 'number-step', 'train', 'loss-title', 'prompt'].map((id) => {
        const part = root.getElementById(id)
        const computed = getComputedStyle(part)
        return [id, Math.round(part.getBoundingClientRect().width), ...styles.map((name) => computed[/** @type {any} */ (name)])]
      })
    })
  }
  const plain = await boxes(`<div style="width: 900px">${ELEMENT}</div>`, '')
  assert.deepEqual(await boxes(`<div style="${loud}; width: 900px">${ELEMENT}</div>`, 'dir="rtl"'), plain)
})

test('in a page written from right to left, "300 of 300" stays in this order, left to right', async (t) => {
  const page = await openCourse(t, ELEMENT, { html: 'dir="rtl" lang="ar"' })
  await page.ready()
  const [step, target] = await page.run((_, root) => ['number-step', 'number-target'].map((id) => root.getElementById(id).getBoundingClientRect().left))
  assert.ok(step < target, `the step is at ${step}, the target at ${target}`)
})

test('an element that its page hides, as slides do, is hidden', async (t) => {
  const page = await openCourse(t, `<section style="visibility: hidden">${ELEMENT}</section>`)
  await page.ready()
  const shown = await page.run((_, root) => [...root.querySelectorAll('*')].filter((part) => getComputedStyle(part).visibility === 'visible').map((part) => part.id || part.localName))
  assert.deepEqual(shown, [])
})

test('a page in XHTML has the whole element', async (t) => {
  const course = `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>a course</title><link rel="icon" href="data:,"/><script src="recorder.js"></script><script src="iambic.js" defer="defer"></script></head>
    <body><iambic-trainer page="page"><h1>A lesson</h1></iambic-trainer></body></html>`
  const page = new TrainerPage(await t.open(`${t.server.site({ files: { 'course.xhtml': course } })}course.xhtml`))
  await page.ready()
  await page.until('the chart', (_, root) => root.querySelector('.u-over') !== null)
  await page.train(300)
  await page.unfold('settings')
  await page.climb('self-attention')
  await page.train(20)
})
