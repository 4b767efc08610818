// Lines of words that change while it learns: each has its room, whatever it says.
import assert from 'node:assert/strict'
import german from '../../../web/locales/de.js'
import { en } from '../../../web/locales/en.js'
import { enPanels } from '../../../web/locales/en-panels.js'
import { describePace } from '../../../web/views/run-controls.js'
import { test } from '../harness/suite.mjs'

const LANGUAGES = { en: { ...en, ...enPanels(en.format) }, de: { ...german.strings, ...german.panels(german.strings.format) } }

/** What lines that change by themselves may say, the shortest first. @param {typeof LANGUAGES.en} strings @returns {Record<string, string[]>} */
const linesIn = (strings) => ({
  'speed': ['', strings.charactersPerSecond(120_000)],
  'pace-text': [describePace(50, undefined, strings), describePace(1000, { rate: 430, seconds: 23_400 }, strings)],
  'status': ['', strings.statusTraining(1_003_854, 111_540), ...strings.milestones.map((way) => strings.milestone(way, 2.48)), ...Object.values(strings.noticed).map((notice) => notice(0.0012))],
  'table-learned': ['', strings.comesAfter(strings.quoted('q'), strings.quoted('u'), 0.0004)],
  'table-counted': ['', strings.countedInText(0.0004)],
  'number-loss': ['4.17', '10.05'],
})

test('at no width and in no language anything moves when a line that changes while it learns gets longer', async (t) => {
  const page = await t.openPage()
  await page.until('its place', (_, root) => root.getElementById('table-counted')?.textContent !== '')
  const moved = []
  for (const [lang, strings] of Object.entries(LANGUAGES)) {
    await page.run((_, __, wanted) => { document.documentElement.lang = wanted }, lang)
    await page.until('the language, with its table', (_, root, wanted) => root.getElementById('page').lang === wanted && root.getElementById('table-counted')?.textContent, lang)
    for (const width of [1280, 1150, 1000, 768, 390, 360]) {
      await page.tab.resize(width, 800)
      const here = await page.run(async (_, root, lines) => {
        for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame) // the order of one column follows the width
        root.getElementById('suggestions').replaceChildren() // there are none while it learns
        const places = () => ['#text', '#chart', '#table', '#next', 'footer'].map((part) => root.querySelector(part).getBoundingClientRect().top)
        return Object.entries(lines).flatMap(([id, texts]) => {
          const part = root.getElementById(id)
          part.textContent = texts[0]
          const before = places()
          return texts.slice(1).flatMap((/** @type {string} */ text) => {
            part.textContent = text
            const by = places().map((top, i) => Math.round(top - before[i]))
            return by.every((pixels) => pixels === 0) ? [] : [`${text} (text, chart, table, next and foot by ${by})`]
          })
        })
      }, linesIn(strings))
      moved.push(...here.map((/** @type {string} */ one) => `${width} pixels wide: ${one}`))
    }
  }
  assert.deepEqual(moved, [])
})
