// The page in another language: German throughout, chosen by the page, also while it trains.
import assert from 'node:assert/strict'
import { enChart } from '../../../web/locales/en-chart.js'
import { enPanels } from '../../../web/locales/en-panels.js'
import { en } from '../../../web/locales/en.js'
import german from '../../../web/locales/de.js'
import { openIn, unfoldAll } from '../harness/language.mjs'
import { test } from '../harness/suite.mjs'

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

test('the first line of the page is in the language that its address asks for', async (t) => {
  const page = await t.openPage({ settings: 'lang=de' })
  await page.until('German', () => document.getElementById('lead')?.textContent === 'Hier lernt ein kleines Sprachmodell schreiben. Nichts verlässt dein Gerät. Einbetten')
  assert.equal(await page.run(() => document.getElementById('lead')?.lang), 'de')
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
  const page = await openIn(t, 'de', { size: { width: 360, height: 740 } })
  await page.train(200)
  await page.run((element) => { element.steps = 120_000 })
  await page.until('a number that is long', (_, root) => root.getElementById('number-target').textContent === '120.000')
  await unfoldAll(page)
  const [width, visible, beyond] = await page.run((_, root) => {
    const { scrollWidth, clientWidth } = document.documentElement
    const parts = [...root.querySelectorAll('.page *, .keys *')].filter((part) => !part.closest('.scroller, pre, .spoken') && part.getBoundingClientRect().right > clientWidth + 1)
    return [scrollWidth, clientWidth, parts.map((part) => part.id || part.className || part.localName)]
  })
  assert.deepEqual(beyond, [])
  const numbers = await page.run((_, root) => [...root.querySelectorAll('.numbers dd')].filter((dd) => dd.checkVisibility()).map((dd) => dd.getBoundingClientRect()).map(({ left, right, top, bottom }) => ({ left, right, top, bottom })))
  assert.equal(numbers.length, 3)
  numbers.slice(1).forEach((/** @type {{ left: number, top: number }} */ { left, top }, /** @type {number} */ i) => assert.ok(numbers[i].right < left || numbers[i].bottom <= top + 1, `number ${i} lies over the next`))
  assert.ok(width <= visible && visible <= 360, `${width} pixels where there are ${visible}`)
})

test('another language leaves open what is open, and keeps what was typed, chosen and focused', async (t) => {
  const page = await openIn(t, 'en')
  for (const panel of /** @type {const} */ (['corpus', 'settings', 'keys'])) await page.unfold(panel)
  await page.fill('prompt', 'RO')
  await page.fill('top-k', '5')
  await page.fill('batchSize', 'big')
  await page.until('a sentence', (_, root) => /must be/.test(root.getElementById('batchSize-problem').textContent))
  await page.run((_, root) => {
    root.getElementById('lesson').open = true
    root.getElementById('logarithmic').click()
    root.getElementById('seed').value = '4' // typed, and not left
    const paste = root.getElementById('corpus-paste')
    paste.value = 'a text of my own'
    paste.focus()
    document.documentElement.lang = 'de'
  })
  await page.until('German', (_, root) => root.getElementById('train').textContent === 'Trainieren' && root.getElementById('lesson')?.open)
  assert.deepEqual(await page.run((_, root) => ['corpus-panel', 'settings', 'keys'].map((id) => root.getElementById(id).hidden)), [false, false, false])
  assert.deepEqual(await page.run((_, root) => ['corpus', 'settings', 'keys'].map((id) => root.getElementById(`${id}-toggle`).getAttribute('aria-expanded'))), ['true', 'true', 'true'])
  const values = await page.run((_, root) => ['prompt', 'top-k', 'batchSize', 'seed', 'corpus-paste'].map((id) => root.getElementById(id).value))
  assert.deepEqual(values, ['RO', '5', 'big', '4', 'a text of my own'])
  assert.match(await page.text('batchSize-problem'), /^Stapelgröße: Erlaubt ist /)
  assert.deepEqual(await page.run((_, root) => [root.activeElement?.id, root.getElementById('logarithmic').checked, root.getElementById('numbers').open]), ['corpus-paste', true, false])
})
