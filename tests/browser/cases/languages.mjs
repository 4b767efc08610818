// The page in other languages: one that brackets every string shows any that stands elsewhere, and German is German throughout.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { enChart } from '../../../web/locales/en-chart.js'
import { enPanels } from '../../../web/locales/en-panels.js'
import { en } from '../../../web/locales/en.js'
import german from '../../../web/locales/de.js'
import { TrainerPage } from '../harness/page.mjs'
import { test } from '../harness/suite.mjs'

const { buildSync } = createRequire(new URL('../../../web/package.json', import.meta.url))('esbuild')

/** English with each string in brackets, as a part that needs no build. */
const BRACKETS = `
  import { en } from './en.js'
  import { enChart } from './en-chart.js'
  import { enPanels } from './en-panels.js'
  const wrap = (value, key) => ['language', 'format', 'percent', 'quoted'].includes(key) ? value
    : typeof value === 'string' ? '\u27e6' + value + '\u27e7'
    : typeof value === 'function' ? (...given) => '\u27e6' + value(...given) + '\u27e7'
    : Array.isArray(value) ? value.map(wrap) : Object.fromEntries(Object.entries(value).map(([name, part]) => [name, wrap(part, name)]))
  const payload = { strings: wrap(en), chart: (format) => wrap(enChart(format)), panels: (format) => wrap(enPanels(format)) };
  ((globalThis.Iambic ??= {}).waiting ??= []).push(['locale-qps', '', payload])`

/** Not the page's words: what the model wrote and reads, names of rungs, tensors and values, and the core's stories, which are English. */
const NOT_WORDS = '#text, #rungs span, #story, #strip, .tag, kbd, #lesson-triangle td, #numbers-shares th[scope=row], #numbers-shares td, #gradients-table td:first-child, option, code'

/** Every word that one can see or hear, and that is in no bracket. @param {TrainerPage} page */
const outside = (page) => page.run((_, root, notWords) => {
  const found = []
  let depth = 0
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { data, parentElement } = /** @type {Text} */ (walker.currentNode)
    if (parentElement?.closest('style')) continue
    let bare = ''
    for (const character of data) {
      if (character === '\u27e6') depth++
      if (depth === 0) bare += character
      if (character === '\u27e7') depth--
    }
    if (/\p{L}{2}/u.test(bare.replace(/\d[\d.]*\u202f(ms|min)/g, '')) && !parentElement?.closest(notWords)) found.push(bare.trim())
  }
  for (const part of root.querySelectorAll('*')) {
    for (const name of ['title', 'aria-label', 'aria-valuetext', 'aria-roledescription', 'placeholder', 'alt']) {
      const text = part.getAttribute(name)
      if (text && !/^\u27e6[^]*\u27e7$/.test(text)) found.push(`${name} of ${part.id}: ${text}`)
    }
  }
  return found
}, NOT_WORDS)

/** @param {import('../harness/suite.mjs').Test} t @param {string} lang @param {string} [script] run before the page's @param {object} [size] @returns {Promise<TrainerPage>} */
async function openIn(t, lang, script = '', size = {}) {
  const html = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><script>${script}</script><script src="iambic.js" defer></script>` +
    '<iambic-trainer page></iambic-trainer></html>'
  const page = new TrainerPage(await t.open(`${t.server.site({ files: { 'page.html': html } })}page.html`, size))
  await page.ready()
  await page.until('its panels', (_, root) => root.getElementById('lesson') !== null)
  return page
}

/** Opens everything that can be opened. @param {TrainerPage} page */
async function unfoldAll(page) {
  await page.run((_, root) => {
    for (const panel of ['corpus', 'settings', 'keys']) root.getElementById(`${panel}-toggle`).click()
    for (const details of root.querySelectorAll('details')) details.open = true
  })
}

test('every word of the page comes from its language', async (t) => {
  const { outputFiles } = buildSync({ stdin: { contents: BRACKETS, resolveDir: fileURLToPath(new URL('../../../web/locales', import.meta.url)) }, bundle: true, write: false, format: 'iife', charset: 'ascii' })
  const page = await openIn(t, 'qps', outputFiles[0].text)
  await unfoldAll(page)
  assert.match(await page.text('train'), /^\u27e6Train\u27e7$/)
  assert.deepEqual(await outside(page), [], 'before a run')
  await page.run((element) => { Object.assign(element, { steps: 3000, pace: 1000 }); element.train() })
  await page.state('training')
  assert.deepEqual(await outside(page), [], 'during a run')
  await page.state('done')
  await page.run((_, root) => root.getElementById('check-gradients').click())
  await page.until('a verdict', (_, root) => /agree/.test(root.getElementById('gradients-status').textContent))
  assert.deepEqual(await outside(page), [], 'after a run')
})

/** The strings of a table that are no functions. @param {object} table @returns {string[]} */
const plainOf = (table) => Object.values(table).flatMap((value) => (typeof value === 'string' ? [value] : typeof value === 'object' ? plainOf(value) : []))

test('the page in German is German: its words, its numbers, and what it says of a run', async (t) => {
  const page = await openIn(t, 'de-CH')
  await unfoldAll(page)
  await page.run((element) => { Object.assign(element, { steps: 1000, pace: 'full' }); element.train() })
  await page.until('the result', (_, root) => /^Nach 1\.000 Schritten in .* betr\u00e4gt der Verlust \d,\d\d auf/.test(root.getElementById('status').textContent))
  assert.equal(await page.text('number-step'), '1.000')
  assert.match(await page.text('number-loss'), /^\d,\d\d$/)
  assert.equal(await page.run((_, root) => root.getElementById('page').lang), 'de')
  const seen = await page.run((_, root) => [...root.querySelectorAll('*')].flatMap((part) => [...part.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data.trim())
    .concat(['aria-label', 'placeholder', 'aria-roledescription'].map((name) => part.getAttribute(name) ?? ''))))
  const own = new Set([german.strings, german.chart(german.strings.format), german.panels(german.strings.format)].flatMap(plainOf))
  const english = [en, enChart(en.format), enPanels(en.format)].flatMap(plainOf).filter((text) => !own.has(text))
  assert.ok(english.length > 150)
  assert.deepEqual(english.filter((text) => seen.includes(text)), [])
})

test('another language is spoken when the page says so, and the run goes on', async (t) => {
  const page = await openIn(t, 'en')
  await page.train(300)
  await page.run((element) => { Object.assign(element, { before: element.trainer }); document.documentElement.lang = 'de' })
  await page.until('German', (_, root) => root.getElementById('train').textContent === 'Weiter' && root.querySelector('#chart canvas') !== null && root.getElementById('lesson') !== null)
  assert.equal(await page.text('number-step'), '300')
  assert.ok(await page.run((element) => element.before === element.trainer && element.trainer.step === 300))
  await page.run(() => { document.documentElement.lang = 'fr' })
  await page.until('English, for want of French', (_, root) => root.getElementById('train').textContent === 'Train on')
})

test('on a phone nothing is wider than the screen in German, either', async (t) => {
  const page = await openIn(t, 'de', '', { width: 360, height: 740 })
  await page.train(200)
  await page.run((element) => { element.steps = 120_000 })
  await page.until('a number that is long', (_, root) => root.getElementById('number-target').textContent === '120.000')
  await unfoldAll(page)
  const [width, visible, beyond] = await page.run((_, root) => {
    const { scrollWidth, clientWidth } = document.documentElement
    const parts = [...root.querySelectorAll('.page *, .keys *')].filter((part) => !part.closest('.scroller, .spoken') && part.getBoundingClientRect().right > clientWidth + 1)
    return [scrollWidth, clientWidth, parts.map((part) => part.id || part.className || part.localName)]
  })
  assert.deepEqual(beyond, [])
  const numbers = await page.run((_, root) => [...root.querySelectorAll('.numbers dd')].map((dd) => dd.getBoundingClientRect()).map(({ left, right }) => ({ left, right })))
  numbers.slice(1).forEach((/** @type {{ left: number }} */ { left }, /** @type {number} */ i) => assert.ok(numbers[i].right < left, `number ${i} lies over the next`))
  assert.ok(width <= visible && visible <= 360, `${width} pixels where there are ${visible}`)
})
