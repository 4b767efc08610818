// The element in a height that its host gives, and the page in a frame that keeps its own: nothing scrolls but the text that the model writes.
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

const SMALL = 'width: 640px; height: 360px'
const SLIDE = 'width: 1920px; height: 1080px'
/** Tabs whose content is all in sight in these two. */
const WHOLE = ['figures', 'ladder', 'table', 'settings', 'source', 'gradients']

/** Nothing is wrong in any tab, once it is laid out. @param {import('../harness/page.mjs').TrainerPage} page @param {string} what @param {string[]} whole tabs without pages */
async function looksRight(page, what, whole = WHOLE) {
  const wrong = await page.run(async (element, root, tabs) => {
    const find = (/** @type {string} */ id) => root.getElementById(id)
    const named = (/** @type {any} */ part) => part.id || part.className || part.localName
    const see = (/** @type {string} */ name) => {
      const host = element.getBoundingClientRect()
      const panel = find(`tab-panel-${name}`)
      const paged = !root.querySelector('.pager').hidden
      const seen = [...root.querySelectorAll('#page *')].filter((part) => part.getClientRects().length > 0 && !part.closest('.spoken, .uplot, #text'))
      const out = seen.filter((part) => {
        const { bottom, right } = part.getBoundingClientRect()
        return bottom > host.bottom + 1 || (right > host.right + 1 && !(paged && panel.contains(part)))
      })
      const overflows = (/** @type {any} */ part) => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1
      const scrolls = seen.filter((part) => /auto|scroll/.test(getComputedStyle(part).overflow) && overflows(part))
      const text = find('text')
      return [
        ...new Set(out.map((part) => `${named(part)} is outside`)), ...scrolls.map((part) => `${named(part)} scrolls`),
        ...(tabs.includes(name) && paged && !root.querySelector('#teachers:not([hidden])') ? ['has pages'] : []), // a line less is left beside that button
        ...(!paged && panel.scrollWidth > panel.clientWidth + 1 ? ['is cut off'] : []),
        ...(text.scrollWidth > text.clientWidth + 1 ? ['text is cut off'] : []),
      ].map((fault) => `${name}: ${fault}`)
    }
    const faults = []
    for (const tab of root.querySelectorAll('[role=tab]:not([hidden])')) {
      tab.click()
      let found = ['not looked at']
      for (const began = performance.now(); found.length > 0 && performance.now() - began < 5000;) { // it is laid out a frame later, and what comes late after that
        await new Promise(requestAnimationFrame)
        found = see(tab.dataset.name)
      }
      faults.push(...found)
    }
    find('tab-figures').click()
    return faults
  }, whole)
  assert.deepEqual(wrong, [], what)
}

test('in a height that its host gives the element fills it on every rung, and nothing scrolls but the text: what is longer has pages', async (t) => {
  const page = await openCourse(t, `<iambic-trainer lang="de" workers="1" style="${SMALL}"></iambic-trainer>`, { size: { width: 1940, height: 1100 } })
  await page.until('the compact layout', (element, root) => element.state === 'idle' && root.querySelector('.compact .u-over') !== null)
  await looksRight(page, 'before')
  const rungs = await page.run((_, root) => [...root.querySelectorAll('#rungs input')].map(({ value }) => value))
  for (const rung of rungs.slice(1)) {
    await page.run((element, _, name) => element.apply({ preset: name }), rung)
    await page.until(rung, (element, root, name) => element.state === 'idle' && element.trainer.info.config.model !== '' && root.querySelector('#rungs :checked').value === name, rung)
    await looksRight(page, rung)
  }
  await page.run((element) => element.apply({ preset: 'gpt', steps: 1000, pace: 5 }))
  await page.until('a model', (element) => element.state === 'idle' && element.trainer.info.config.model === 'gpt')
  await page.run((_, root) => root.getElementById('train').click())
  await page.until('some steps', (element) => element.trainer.step > 2)
  for (const [style, lang, theme] of [[SLIDE, 'de', 'light'], [SLIDE, 'en', 'dark'], [SMALL, 'en', 'dark']]) {
    await page.run((element, _, given) => Object.assign(element, { lang: given.lang, theme: given.theme }).setAttribute('style', given.style), { style, lang, theme })
    await page.until(`${lang}, ${theme}`, (element, root, given) => root.getElementById('page').lang === given.lang && root.querySelector('.compact .u-over') !== null && element.matches(':state(dark)') === (given.theme === 'dark'), { lang, theme })
    await looksRight(page, `while training, ${style}, ${lang}, ${theme}`)
  }
  await page.run((element) => { element.apply({ steps: element.trainer.step + 2, pace: 'full' }) })
  await page.state('done')
  await looksRight(page, 'done')
  await page.run((element) => element.setAttribute('learning-rate', '-1'))
  await page.until('what is refused', (_, root) => root.getElementById('learningRate-problem').textContent)
  await looksRight(page, 'with an error', WHOLE.filter((name) => name !== 'settings'))
})

test('tabs and pages are used by keys, and what gets the focus is on the page that is shown', async (t) => {
  const page = await openCourse(t, `<iambic-trainer workers="1" style="${SMALL}"></iambic-trainer>`)
  await page.until('the compact layout', (element, root) => element.state === 'idle' && root.querySelector('[role=tablist]') !== null)
  const chosen = () => page.run((_, root) => [root.activeElement.id, root.querySelector('[aria-selected=true]').id, [...root.querySelectorAll('[role=tabpanel]')].filter((panel) => panel.getClientRects().length > 0).map(({ id }) => id).join()])
  await page.run((_, root) => root.getElementById('tab-figures').focus())
  await page.press('ArrowRight')
  assert.deepEqual(await chosen(), ['tab-ladder', 'tab-ladder', 'tab-panel-ladder'])
  await page.press('Tab')
  assert.equal(await page.run((_, root) => root.activeElement.id), 'tab-panel-ladder')
  assert.deepEqual(await page.run((_, root) => [...root.querySelectorAll('[role=tab]')].filter((tab) => root.getElementById(tab.getAttribute('aria-controls'))?.getAttribute('aria-labelledby') !== tab.id)), [])

  await page.run((_, root) => root.getElementById('tab-answers').click())
  const at = () => page.run((_, root) => root.querySelector('.pager [role=status]').textContent)
  await page.until('pages', (_, root) => !root.querySelector('.pager').hidden)
  const [first, all] = (await at()).split(' / ')
  assert.ok(first === '1' && Number(all) > 2, `${first} of ${all}`)
  await page.run((_, root) => root.querySelector('.pager .after').click())
  assert.match(await at(), /^2 \/ \d+$/) // a page more, perhaps: what comes late is still coming
  await page.run((_, root) => root.querySelector('#lesson .scroller').focus())
  await page.until('the page of what got the focus', (_, root) => root.querySelector('.pager [role=status]').textContent.startsWith('1 /'))
})

test('the height may come later and go again, and may be so small that a phone shows more', async (t) => {
  const page = await openCourse(t, '<iambic-trainer style="width: 300px; height: 400px"></iambic-trainer>')
  await page.until('the compact layout', (element, root) => element.state === 'idle' && root.querySelector('.compact .u-over') !== null)
  await looksRight(page, 'small', ['figures'])
  const order = () => page.run((_, root) => [...root.querySelectorAll('#page > [id], .figures, .figures > *')].map((part) => part.id || part.className))
  const compact = () => page.run((_, root) => root.getElementById('page').classList.contains('compact'))
  for (const [style, expected] of /** @type {[string, boolean][]} */ ([['', false], ['max-height: 300px', false], ['min-height: 3000px', false], ['height: 500px', true]])) {
    await page.run(async (element, _, given) => {
      element.style.cssText = given
      await new Promise((resolve) => { setTimeout(resolve, 150) }) // in which what should not be compact could become so
    }, style)
    await soon(compact, expected, style)
    if (style === '') assert.deepEqual((await order()).filter((/** @type {string} */ id) => /^(settings|figures|loss|table-section|writing|lesson|gradients|numbers|footer)$/.test(id)), ['settings', 'figures', 'loss', 'table-section', 'writing', 'lesson', 'gradients', 'numbers', 'footer'])
  }
})

test('a frame whose height is its own is filled; one that is made as high as it is told never is, and once it is told so, it is no more', async (t) => {
  const frames = '<iframe style="width: 640px; height: 360px; border: 0" src="index.html#workers=1"></iframe>'
  const tab = await t.open(`${t.server.site({ files: { 'course.html': `<!doctype html><title>a course</title>${frames}` } })}course.html`)
  const within = (/** @type {string} */ expression) => tab.run(`(() => {
    const frame = document.querySelector('iframe')
    const page = frame.contentDocument
    const root = page?.querySelector('iambic-trainer')?.shadowRoot
    return ${expression}
  })()`)
  await soon(() => within("Boolean(root?.querySelector('.compact .u-over'))"), true, 'filled')
  const scrolls = 'page.documentElement.scrollHeight > page.documentElement.clientHeight || page.documentElement.scrollWidth > page.documentElement.clientWidth'
  await soon(() => within(scrolls), false, 'scrolls while it is filled')
  await tab.run("document.head.append(Object.assign(document.createElement('script'), { src: 'iambic-frame.js' }))") // late, but it asks
  await soon(() => within("root.querySelector('.compact') === null && frame.clientHeight > 600"), true, 'as high as it is')
  await soon(() => within(scrolls), false, 'scrolls')
})

/** What is seen is as expected, at once or as soon as the page is laid out anew. @param {() => Promise<unknown>} see @param {unknown} expected @param {string} what */
async function soon(see, expected, what) {
  const deadline = Date.now() + 20_000
  let seen = await see()
  while (!isDeepStrictEqual(seen, expected) && Date.now() < deadline) {
    await new Promise((resolve) => { setTimeout(resolve, 30) })
    seen = await see()
  }
  assert.deepEqual(seen, expected, what)
}
