// Firefox, driven by puppeteer-core over WebDriver BiDi.
import { findProgram, freshEnvironment, temporaryFolder } from './processes.mjs'
import { close, launch, openTab } from './puppeteer.mjs'

/** What Firefox 140 says at times of a sandboxed frame: of its own scripts, for it names none of the page's. */
const OWN = 'Error: Error: Permission denied to access property "length"'

/** @param {import('./browser.mjs').LaunchOptions} options @returns {Promise<import('./browser.mjs').Browser>} */
export async function launchFirefox({ proxy, calm }) {
  const executablePath = findProgram(['firefox-esr', 'firefox'], 'Firefox', 'firefox-esr')
  const home = temporaryFolder()
  const [host, port] = proxy.split(':')
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    env: freshEnvironment(home),
    userDataDir: `${home}/profile`,
    extraPrefsFirefox: {
      'security.fileuri.strict_origin_policy': true, // as users have it; puppeteer would switch it off
      'network.proxy.type': 1, 'network.proxy.http': host, 'network.proxy.http_port': Number(port), 'network.proxy.ssl': host, 'network.proxy.ssl_port': Number(port),
      'ui.systemUsesDarkTheme': calm ? 1 : 0, 'ui.prefersReducedMotion': calm ? 1 : 0,
    },
  })
  return {
    version: await browser.version(),
    async open(address, size) {
      const tab = await openTab(browser, address, size)
      return { ...tab, complaints: async () => (await tab.complaints()).filter((complaint) => complaint !== OWN) }
    },
    close: () => close(browser),
  }
}
