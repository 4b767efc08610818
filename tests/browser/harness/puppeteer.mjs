// What the drivers of Chromium and Firefox share: a tab by way of puppeteer-core.
import { createRequire } from 'node:module'
import { adoptGroup, endGroup } from './processes.mjs'

/** @typedef {import('./browser.mjs').Tab} Tab */

const puppeteer = createRequire(new URL('../../../web/package.json', import.meta.url))('puppeteer-core')

/** @param {any} options puppeteer's own @returns {Promise<any>} puppeteer's Browser */
export async function launch(options) {
  const browser = await puppeteer.launch({ headless: true, defaultViewport: null, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false, ...options })
  adoptGroup(browser.process()?.pid)
  return browser
}

/** @param {any} browser puppeteer's */
export async function close(browser) {
  const pid = browser.process()?.pid
  await Promise.race([browser.close().catch(() => {}), new Promise((resolve) => { setTimeout(resolve, 3000).unref() })])
  await endGroup(pid)
}

/** @param {any} browser puppeteer's @param {string} address @param {{ width: number, height: number }} size @param {(page: any) => Promise<void>} [prepare] @returns {Promise<Tab>} */
export async function openTab(browser, address, size, prepare = async () => {}) {
  const page = await browser.newPage()
  /** @type {string[]} */
  const complaints = []
  page.on('pageerror', (/** @type {unknown} */ error) => complaints.push(error instanceof Error ? error.stack ?? error.message : String(error)))
  page.on('console', (/** @type {any} */ message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location()?.url ?? ''})`)
  })
  page.on('error', (/** @type {Error} */ error) => complaints.push(`the tab crashed: ${error.message}`))
  await resize(page, size)
  await prepare(page)
  await page.goto(address)
  return {
    run: (expression) => page.evaluate(expression),
    press: (key) => page.keyboard.press(key),
    move: (x, y) => page.mouse.move(x, y),
    click: (x, y) => page.mouse.click(x, y),
    async upload(find, path) {
      const handle = await page.evaluateHandle(find)
      await handle.uploadFile(path)
      await handle.dispose()
    },
    resize: (width, height) => resize(page, { width, height }),
    screenshot: () => page.screenshot(),
    complaints: async () => complaints,
    close: () => page.close(),
  }
}

/**
 * Gives the page's viewport this size. puppeteer also sets the screen's orientation at once, which no test asks for and Firefox 140
 * cannot: the size is then still on its way.
 * @param {any} page puppeteer's @param {{ width: number, height: number }} size
 */
export async function resize(page, { width, height }) {
  try {
    await page.setViewport({ width, height })
  } catch (error) {
    if (!String(error).includes('unknown command emulation.setScreenOrientationOverride')) throw error
    await page.waitForFunction(`innerWidth === ${width} && innerHeight === ${height}`, { polling: 20 })
  }
}
