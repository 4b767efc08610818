// The page in a language of one's choice; and one in which every string stands in brackets, so that any that stands elsewhere is seen.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { TrainerPage } from './page.mjs'

const { buildSync } = createRequire(new URL('../../../web/package.json', import.meta.url))('esbuild')

/** English with each string in brackets, and what the core says by its code alone, as a part that needs no build. */
const BRACKETS = `
  import { en } from './en.js'
  import { enChart } from './en-chart.js'
  import { enChapters } from './en-chapters.js'
  import { enInside } from './en-inside.js'
  import { enLesson } from './en-lesson.js'
  import { enNext } from './en-next.js'
  import { enPanels } from './en-panels.js'
  import { enStep } from './en-step.js'
  import { enSubwords } from './en-subwords.js'
  import { enTexts } from './en-texts.js'
  const coded = (say) => new Proxy({}, { get: (_, code) => code === undefined || code === 'undefined' ? undefined : say('\u27e6' + String(code) + '\u27e7') })
  const wrap = (value, key) => ['language', 'format', 'percent', 'quoted'].includes(key) ? value
    : key === 'errors' ? coded((sentence) => () => sentence) : key === 'stories' ? coded((story) => story)
    : typeof value === 'string' ? '\u27e6' + value + '\u27e7'
    : typeof value === 'function' ? (...given) => '\u27e6' + value(...given) + '\u27e7'
    : Array.isArray(value) ? value.map(wrap) : Object.fromEntries(Object.entries(value).map(([name, part]) => [name, wrap(part, name)]))
  const payload = { strings: wrap(en), chart: (format) => wrap(enChart(format)), panels: (format) => wrap(enPanels(format)), next: (format) => wrap(enNext(format)), step: (format) => wrap(enStep(format)), chapters: wrap(enChapters), inside: (format) => wrap(enInside(format)), subwords: (format) => wrap(enSubwords(format)), lesson: wrap(enLesson), texts: wrap(enTexts) };
  ((globalThis.Iambic ??= {}).waiting ??= []).push(['locale-qps', '', payload])`

const inBrackets = () => buildSync({
  stdin: { contents: BRACKETS, resolveDir: fileURLToPath(new URL('../../../web/locales', import.meta.url)) }, bundle: true, write: false, format: 'iife', charset: 'ascii',
}).outputFiles[0].text

/** Not the page's words: what the model wrote and reads, names of rungs, tensors and values. */
const NOT_WORDS = '#text, #rungs span, #strip, .tag, #next-bars th, #one-step-line [role=option], kbd, #lesson-triangle td, #numbers-shares th[scope=row], #numbers-shares td, #gradients-table td:first-child, option, code'

/** Every word that one can see or hear, and that is in no bracket. @param {TrainerPage} page */
export const outside = (page) => page.run((element, root, notWords) => {
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
      if (text && !element.trainer?.presets.some((/** @type {any} */ { prompt }) => prompt === text) && !/^\u27e6[^]*\u27e7$/.test(text)) found.push(`${name} of ${part.id}: ${text}`)
    }
  }
  return found
}, NOT_WORDS)

/** @param {import('./suite.mjs').Test} t @param {string} lang @param {{ settings?: string, script?: string, size?: object, ready?: boolean }} [options] `script` is run before the page's @returns {Promise<TrainerPage>} */
export async function openIn(t, lang, { settings = '', script = lang === 'qps' ? inBrackets() : '', size = {}, ready = true } = {}) {
  const html = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><script>${script}</script><script src="iambic.js" defer></script>` +
    '<iambic-trainer page></iambic-trainer></html>'
  const page = new TrainerPage(await t.open(`${t.server.site({ files: { 'page.html': html } })}page.html${settings && `#${settings}`}`, size))
  if (ready) await page.ready()
  await page.until('its panels', (_, root) => root.getElementById('lesson') !== null)
  return page
}

/** Opens everything that can be opened. @param {TrainerPage} page */
export async function unfoldAll(page) {
  await page.run((_, root) => {
    for (const panel of ['corpus', 'settings', 'keys', 'chapter']) root.getElementById(`${panel}-toggle`).click()
    for (const details of root.querySelectorAll('details')) details.open = true
  })
}
