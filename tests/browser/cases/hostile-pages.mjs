// Pages whose scripts and styles were made with nobody else in mind: in each the element trains, and each stays as it was.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TrainerPage } from '../harness/page.mjs'
import { test } from '../harness/suite.mjs'

const ELEMENT = '<iambic-trainer workers="1"></iambic-trainer>'
const SCRIPT = '<script src="iambic.js" defer></script>'

// What Prototype 1.6 and MooTools do: methods that loops find, and old ones in the place of the language's own.
const PROTOTYPE = `
  for (const type of [Array, String, Number, Date]) type.prototype.toJSON = function () { return 'nobody can read this' }
  Function.prototype.bind = function (self, ...given) { const call = this; return function (...rest) { return call.apply(self, [...given, ...rest]) } }
  for (const name of ['each', 'first', 'last', 'without', 'toArray']) Array.prototype[name] = function () { throw new Error('nobody asked') }
  Array.from = globalThis.$A = (list) => { const found = []; for (let i = 0; i < list.length; i++) found.push(list[i]); return found }
  Element.prototype.show = Element.prototype.hide = Element.prototype.update = function () { throw new Error('nobody asked') }
  globalThis.$ = (id) => document.getElementById(id)`
const OBJECTS = "for (const name of ['extend', 'clone', 'each', 'keys', 'toJSONString']) Object.prototype[name] = function () { throw new Error('nobody asked') }"
// RequireJS refuses a module without a name that came by a script of the page's own.
const REQUIRE = `globalThis.define = Object.assign(() => { throw new Error('Mismatched anonymous define()') }, { amd: { jQuery: true } })
  globalThis.require = globalThis.requirejs = Object.assign(() => { throw new Error('nobody asked') }, { config() {} })
  globalThis.module = { exports: {} }
  globalThis.exports = module.exports`
const RESET = `* { all: unset; display: block !important; position: static !important; float: left; box-sizing: content-box; transition: all 1s !important; animation: none !important }
  :root { font-size: 62.5% } *::before, *::after { content: 'reset' !important }`

/** By what they do: the whole page, and a script that runs before it. @type {Record<string, { html: string, head?: string }>} */
const PAGES = {
  'is in quirks mode': { html: `<html><head><link rel="icon" href="data:,"><script src="recorder.js"></script><script src="head.js"></script>${SCRIPT}</head><body><center><font size=1>${ELEMENT}</font></center></body></html>` },
  'resets every style': { html: `<!doctype html><style>${RESET}</style>${SCRIPT}${ELEMENT}` },
  'extends arrays, strings and functions as Prototype did': { html: `<!doctype html>${SCRIPT}${ELEMENT}`, head: PROTOTYPE },
  'extends every object': { html: `<!doctype html>${SCRIPT}${ELEMENT}`, head: OBJECTS },
  'lets nobody extend an object': { html: `<!doctype html>${SCRIPT}${ELEMENT}`, head: 'for (const type of [Object, Array, Function, Error, Promise, Map]) { Object.freeze(type); Object.freeze(type.prototype) }' },
  'loads modules with RequireJS': { html: `<!doctype html>${SCRIPT}${ELEMENT}`, head: REQUIRE },
  'has another base, a form around the element, and its script late': { html: `<!doctype html><base href="/nowhere/"><form onsubmit="throw new Error('sent')">${ELEMENT}</form>
    <script>document.head.append(Object.assign(document.createElement('script'), { src: location.href.replace(/[^/]*$/, 'iambic.js') }))</script>` },
  'has the script of two versions': { html: `<!doctype html>${SCRIPT}<script src="other.js" defer></script>${ELEMENT}`, head: 'globalThis.warned = []; console.warn = (text) => warned.push(text)' },
}

// The page's own names are what they were; that of the element's API is the only new one.
const WATCH = `{
  const value = (name) => Object.getOwnPropertyDescriptor(globalThis, name)?.value
  const known = new Map(Object.getOwnPropertyNames(globalThis).map((name) => [name, value(name)]))
  const ofObjects = () => [Object, Array, Function, String, Promise, Element, HTMLElement, Event].map(({ prototype }) => Object.getOwnPropertyNames(prototype).join()).join()
  const before = ofObjects()
  globalThis.changed = () => Object.getOwnPropertyNames(globalThis).filter((name) => !known.has(name) || !Object.is(known.get(name), value(name)))
    .concat(ofObjects() === before ? [] : ['a prototype']).join()
}`

/** @param {string} dist @returns {string} */
const versionOf = (dist) => JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8')).version

/** The script as another build has it. @param {string} dist */
function otherVersion(dist) {
  const [, build] = /\["chart","(\w+)"/.exec(readFileSync(join(dist, 'iambic-chart.js'), 'utf8')) ?? assert.fail('iambic-chart.js does not say of which build it is')
  const script = readFileSync(join(dist, 'iambic.js'), 'utf8')
  assert.ok(script.includes(build) && script.includes(`"${versionOf(dist)}"`))
  return script.replaceAll(build, 'f'.repeat(build.length)).replaceAll(`"${versionOf(dist)}"`, '"0.0.7"')
}

/** What is wrong with the page on paper: a figure or a word too few, something to press too many, or wider than the paper. @param {TrainerPage} page */
const onPaper = (page) => page.run((_, root) => {
  const isSeen = (/** @type {Element} */ part) => part.checkVisibility({ visibilityProperty: true }) && part.getClientRects().length > 0
  const seen = (/** @type {string} */ selector) => [...root.querySelectorAll(selector)].some(isSeen)
  const wide = ['chart', 'text', 'print-settings'].filter((id) => root.getElementById(id).getBoundingClientRect().right > innerWidth + 1)
  const missing = ['#chart canvas', '#table-cells', '#text', '#print-settings', '#status'].filter((selector) => !seen(selector))
  const idle = ['#train', '#settings', '#pace', 'footer button', '.choice button'].filter(seen)
  return [...wide, ...missing, ...idle].join()
})

test('in pages that change what everybody relies on the element trains, and changes nothing of theirs', async (t) => {
  for (const [what, { html, head = '' }] of Object.entries(PAGES)) {
    const site = t.server.site({ head: `${head}\n${WATCH}`, files: { 'course.html': html, 'other.js': otherVersion(t.dist) } })
    const page = new TrainerPage(await t.open(`${site}course.html`))
    await page.until(`a chart in a page that ${what}`, (element, root) => element?.state === 'idle' && root.querySelector('.u-over') !== null)
    await page.run((_, root) => { root.getElementById('settings-toggle').click() })
    await page.until(`the settings in a page that ${what}`, (_, root) => root.getElementById('settings').getBoundingClientRect().height > 50)
    await page.run((element) => { Object.assign(element, { steps: 5, pace: 'full' }) })
    await page.run((_, root) => { root.getElementById('train').click() })
    await page.until(`five steps in a page that ${what}`, (element) => element.state === 'done' && element.trainer.step === 5)
    assert.equal(await page.run(() => /** @type {any} */ (globalThis).changed()), 'changed,Iambic', `a page that ${what}`)
    if (page.tab.print) {
      await page.tab.print(true)
      assert.equal(await onPaper(page), '', `on paper, a page that ${what}`)
      await page.tab.print(false)
    }
    assert.equal(await page.run(() => document.compatMode), what.includes('quirks') ? 'BackCompat' : 'CSS1Compat')
    assert.deepEqual(await page.tab.complaints(), [], `a page that ${what}`)
    if (what.includes('two versions')) assert.deepEqual(await page.tab.run('warned'), [`Iambic ${versionOf(t.dist)} serves this page; its script came again, as 0.0.7, and does nothing`])
  }
})
