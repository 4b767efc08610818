// What the views of the page cost a run: node tests/bench/page/index.mjs [RUNG] [ROUNDS], after scripts/build.
//
// Two tabs train in turns, each with everything on its screen: one that has never loaded "see inside", and one that has, with the view closed, with it
// open, and with "what comes next" shown. Prints steps a second, their medians as shares of the first tab's, and every task of over 50 ms.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Browser } from '../lib/browser.mjs'
import { median } from '../lib/report.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')
const [rung = 'gpt', rounds = '7'] = process.argv.slice(2)
const SETTLE = 500 // milliseconds after a change
const WINDOW = 2500 // milliseconds in which steps are counted
const PARTS = 'ladder controls settings source status loss table writing ask inside answers gradients'

/** @typedef {HTMLElement & Record<string, any>} Trainer */
/** What a window is measured in: whether in the tab that has loaded the view, with what shown. @type {Record<string, { loaded: boolean, open: boolean, show: string, least: number }>} */
const STATES = {
  'never loaded': { loaded: false, open: false, show: PARTS, least: 1 },
  'inside, closed': { loaded: true, open: false, show: PARTS, least: 0.99 },
  'inside, open': { loaded: true, open: true, show: PARTS, least: 0.85 },
  'what comes next': { loaded: true, open: false, show: `${PARTS} next`, least: 0.9 },
}

/** Runs in the tab: opens or closes the view, shows its parts, and gives steps a second of a while. @param {{ open: boolean, show: string, settle: number, span: number }} how */
async function measure({ open, show, settle, span }) {
  const element = /** @type {Trainer} */ (document.querySelector('iambic-trainer'))
  const section = /** @type {HTMLDetailsElement} */ (element.shadowRoot?.getElementById('inside'))
  const wait = (/** @type {number} */ milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })
  element.setAttribute('show', show)
  section.open = open
  element.train()
  await wait(settle)
  const [step, began] = [element.trainer.step, performance.now()]
  await wait(span)
  const rate = 1000 * (element.trainer.step - step) / (performance.now() - began)
  element.pause()
  while (element.state === 'training') await wait(20)
  return rate
}

/** Runs in the tab: points at every letter and every head. */
async function pointEverywhere() {
  const shadow = /** @type {ShadowRoot} */ (document.querySelector('iambic-trainer')?.shadowRoot)
  for (const part of shadow.querySelectorAll('#inside-view .tape span, #inside-view .cells')) {
    const { left, top } = part.getBoundingClientRect()
    part.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse', bubbles: true, clientX: left + 2, clientY: top + 2 }))
    await new Promise(requestAnimationFrame)
  }
}

/** Notes tasks that keep the page's thread, by what was done at the time. */
function watch() {
  const scope = /** @type {any} */ (globalThis)
  scope.tasks = []
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) scope.tasks.push(Math.round(duration)) }).observe({ type: 'longtask' })
}

const browser = await Browser.launch(root)
if (!browser) throw new Error('Chromium is needed')
try {
  const open = async () => {
    const tab = await browser.page(`/dist/index.html#preset=${rung}&steps=1000000&pace=full&workers=1&show=${PARTS.replaceAll(' ', ',')}`, { width: 1280, height: 4000 })
    await tab.waitForFunction("document.querySelector('iambic-trainer').state === 'idle' && document.querySelector('iambic-trainer').trainer.info.characters > 1e6 && document.querySelector('iambic-trainer').shadowRoot.getElementById('inside')?.hidden === false", { timeout: 60_000 })
    return tab
  }
  const tabs = [await open(), await open()]
  const tasksOf = (/** @type {string} */ what) => tabs[1].evaluate(() => /** @type {any} */ (globalThis).tasks.splice(0)).then((tasks) => console.log(`${what}: tasks over 50 ms: ${tasks.length > 0 ? `${tasks.join(', ')} ms` : 'none'}`))
  await tabs[1].bringToFront()
  await tabs[1].evaluate(watch)
  await tabs[1].evaluate(() => { /** @type {any} */ (document.querySelector('iambic-trainer')).shadowRoot.getElementById('inside').open = true })
  await tabs[1].waitForFunction("document.querySelector('iambic-trainer').shadowRoot.querySelector('.end .said li')")
  await tasksOf('opened')
  await tabs[1].evaluate(pointEverywhere)
  await tasksOf('pointed at everywhere')
  /** @type {Record<string, number[]>} */
  const rates = Object.fromEntries(Object.keys(STATES).map((name) => [name, []]))
  for (let round = -1; round < Number(rounds); round++) { // the first only warms up
    for (const [name, { loaded, ...how }] of Object.entries(STATES)) {
      const tab = tabs[Number(loaded)]
      await tab.bringToFront()
      const rate = await tab.evaluate(measure, { ...how, settle: SETTLE, span: WINDOW })
      if (round >= 0) rates[name].push(rate)
      if (loaded) await tasksOf(`${name}, round ${round + 1}`)
    }
  }
  for (const [name, { least }] of Object.entries(STATES)) {
    const shares = rates[name].map((rate, i) => rate / rates['never loaded'][i])
    console.log(`${rung}, ${name}: ${median(rates[name]).toFixed(1)} steps/s, ${(100 * median(shares)).toFixed(1)} % (${shares.map((share) => (100 * share).toFixed(0)).join(' ')}); at least ${100 * least} %`)
    if (median(shares) < least) process.exitCode = 1
  }
} finally {
  await browser.close()
}
