// Chromium, driven by puppeteer-core.
import { readFileSync } from 'node:fs'
import { findProgram, freshEnvironment, temporaryFolder } from './processes.mjs'
import { close, launch, openTab } from './puppeteer.mjs'

// These two features ask the search engine something whenever the browser starts, in some versions: no page does.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-features=AimServerRequestOnStartupEnabled,PreconnectToSearch']

/** @param {import('./browser.mjs').LaunchOptions} options @returns {Promise<import('./browser.mjs').Browser>} */
export async function launchChromium({ proxy, calm }) {
  const executablePath = findProgram(['chromium', 'chromium-browser', 'google-chrome'], 'Chromium', 'chromium')
  const home = temporaryFolder()
  const browser = await launch({ executablePath, env: freshEnvironment(home), userDataDir: `${home}/profile`, args: [...FLAGS, `--proxy-server=${proxy}`] })
  const preferences = [{ name: 'prefers-color-scheme', value: 'dark' }, { name: 'prefers-reduced-motion', value: 'reduce' }]
  return {
    version: await browser.version(),
    async open(address, size) {
      /** @type {any} */
      let opened
      const tab = await openTab(browser, address, size, async (page) => {
        opened = page
        await page.emulateMediaFeatures(calm ? preferences : [])
      })
      return { ...tab, held: () => held(opened), print: (on) => opened.emulateMediaType(on ? 'print' : null) }
    },
    memory: () => memory(browser),
    close: () => close(browser),
  }
}

/** @param {any} browser puppeteer's */
async function memory(browser) {
  const session = await browser.target().createCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const renderers = processInfo.filter((/** @type {any} */ { type }) => type === 'renderer')
  const peaks = renderers.map((/** @type {any} */ { id }) => 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]))
  return { peak: Math.max(...peaks) }
}

/** @param {any} page puppeteer's */
async function held(page) {
  const session = await page.createCDPSession()
  await session.send('Performance.enable')
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage') // what ends in one round frees more in the next
  const { metrics } = await session.send('Performance.getMetrics')
  await session.detach()
  const metric = (/** @type {string} */ wanted) => metrics.find((/** @type {any} */ { name }) => name === wanted).value
  return { nodes: metric('Nodes'), heap: metric('JSHeapUsedSize') }
}
