// web/examples/slides.html, in the real reveal.js: a lesson on a slide waits until it is shown, fills it, and keeps its keys to itself.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { TrainerPage } from '../harness/page.mjs'
import { test } from '../harness/suite.mjs'

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../../web/${path}`, import.meta.url), 'utf8')
const REVEAL = 'node_modules/reveal.js/dist/'
const FILES = {
  'slides.html': read('examples/slides.html').replace(/"\.\.\/[^"]*\/([^"/]+)"/g, '"./$1"'),
  'reveal.js': read(`${REVEAL}reveal.js`), 'reveal.css': read(`${REVEAL}reveal.css`),
  'white.css': read(`${REVEAL}theme/white.css`).replace(/@import.*/g, ''), // fonts that the deck does without
}

/** @param {TrainerPage} page @param {number} number @param {string} why */
async function assertSlide(page, number, why) {
  assert.equal(await page.tab.run('Reveal.getIndices().h'), number, why)
}

/** In the middle of the chart half the steps are read, though the slide is scaled; once the chart is drawn for all of them. @param {TrainerPage} page */
async function assertReading(page) {
  const steps = await page.step()
  let reading = ''
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
    const { x, y } = await page.middle('.u-over')
    await page.tab.move(x + 1, y)
    await page.tab.move(x, y)
    reading = await page.until('a reading', (_, root) => root.getElementById('reading-step').textContent)
    if (Math.abs(Number(reading.replace(/\D/g, '')) - steps / 2) <= steps / 50) return steps
  }
  return assert.fail(`in the middle of ${steps} steps it reads ${reading}`)
}

/** The lesson of the second slide, once that is shown. @param {import('../harness/suite.mjs').Test} t */
async function openSlide(t) {
  const page = new TrainerPage(await t.open(`${t.server.site({ files: FILES })}slides.html`, { width: 960, height: 540 }))
  await page.ready() // though nobody sees it: it lies transparent under the first slide
  await page.until('the lesson after it', () => /** @type {any} */ (document.querySelectorAll('iambic-trainer')[1]).state === 'idle')
  assert.deepEqual(await page.run((element) => [element.state, element.trainer.step]), ['idle', 0], 'it has begun before its slide was shown')
  await page.press('ArrowRight')
  await page.state('training')
  await assertSlide(page, 1, 'a key of the deck')
  await page.run((element) => { Object.assign(element, { pace: 'full', steps: element.trainer.step + 1000 }) })
  await page.state('done')
  return page
}

test('in a deck of reveal.js a lesson begins when its slide is shown, fills that, reads its chart right, and no key typed in it turns the slide', async (t) => {
  const page = await openSlide(t)
  const { compact, box, slide, scrolls } = await page.run((element, root) => {
    const boxOf = (/** @type {Element} */ part) => part.getBoundingClientRect().toJSON()
    return {
      compact: root.getElementById('page').classList.contains('compact'),
      box: boxOf(element), slide: boxOf(/** @type {Element} */ (document.querySelector('.slides'))),
      scrolls: [...root.querySelectorAll('.compact, .compact > *, .chart')].filter((part) => part.scrollHeight > part.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(part).overflowY)).map((part) => part.className),
    }
  })
  assert.ok(compact && box.width > 0.95 * slide.width && box.bottom <= slide.bottom, JSON.stringify({ compact, box, slide }))
  assert.deepEqual(scrolls, [])

  const steps = await assertReading(page)
  await page.run((_, root) => root.getElementById('prompt').focus())
  for (const key of ['n', ' ', 'l', 'ArrowRight']) await page.press(key)
  await assertSlide(page, 1, 'keys typed in a field')
  assert.equal(await page.run((_, root) => root.getElementById('prompt').value), 'n l')
  await page.run((_, root) => root.querySelector('input[type=range]').focus())
  for (const key of ['ArrowRight', 'ArrowRight']) await page.press(key)
  await assertSlide(page, 1, 'keys of a slider')
  await page.run((_, root) => root.getElementById('train').focus())
  await page.press(' ')
  await page.until('more steps', (element, _, before) => element.trainer.step > before, steps)
  await assertSlide(page, 1, 'the space that trains')
  await page.run((_, root) => root.activeElement.blur())
  await page.press('ArrowRight')
  await assertSlide(page, 2, 'a key of the deck, once nothing in the lesson has the focus')
  await page.tab.resize(360, 740)
  await page.until('a page no wider than a phone', () => innerWidth === 360 && document.documentElement.scrollWidth <= 360)
})
