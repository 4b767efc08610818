// WebKit: MiniBrowser on a display of its own, driven by plain fetch of the WebDriver protocol.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { endGroup, findProgram, freePort, freshEnvironment, startGroup, temporaryFolder, wait } from './processes.mjs'

const STARTING = 20_000 // milliseconds for the programs to start
const ANSWERING = 90_000 // milliseconds for an answer to anything
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf' // WebDriver's name for a reference to an element
const KEYS = new Map([['Tab', '\ue004'], ['Enter', '\ue007'], ['Home', '\ue011'], ['End', '\ue010'], ['Escape', '\ue00c'], ['ArrowLeft', '\ue012'], ['ArrowRight', '\ue014']])
const POINTER = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' } }
// The tool bar must not keep the window from becoming as narrow as a phone.
const NARROW = 'button, entry { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; }'

/** @param {import('./browser.mjs').LaunchOptions} options @returns {Promise<import('./browser.mjs').Browser>} */
export async function launchWebKit({ proxy, calm }) {
  const driverPath = findProgram(['WebKitWebDriver'], 'WebKit\'s WebDriver', 'webkit2gtk-driver')
  const binary = findProgram(miniBrowsers(), 'WebKit\'s MiniBrowser', 'webkit2gtk-driver')
  const home = temporaryFolder()
  mkdirSync(`${home}/gtk-3.0`)
  writeFileSync(`${home}/gtk-3.0/gtk.css`, NARROW)
  writeFileSync(`${home}/gtk-3.0/settings.ini`, `[Settings]\ngtk-enable-animations=${calm ? 0 : 1}\n`)
  const screen = await startScreen(home)
  // Without a graphics card the layers of a page are put together by its processor: 2/5 of the time, which no case asks about.
  const env = { ...freshEnvironment(home), DISPLAY: screen.display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' }
  const port = await freePort()
  const driver = startGroup(driverPath, [`--port=${port}`], { env, stdio: 'ignore' })
  const session = new Session(`http://127.0.0.1:${port}`)
  const close = async () => {
    await session.end()
    await endGroup(driver.pid)
    await endGroup(screen.pid)
  }
  try {
    const args = ['--automation', `--proxy=http://${proxy}`, '--ignore-host=127.0.0.1', '--ignore-host=localhost', ...(calm ? ['--dark-mode'] : [])]
    const { browserVersion } = await session.begin({ 'webkitgtk:browserOptions': { binary, args } })
    return { version: `WebKit/${browserVersion}`, open: (address, size) => openTab(session, address, size), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Where systems put WebKit's small browser. */
function miniBrowsers() {
  const folders = ['/usr/lib', '/usr/lib64', '/usr/libexec'].flatMap((folder) => [folder, ...subfolders(folder, /-linux-gnu/)])
  return folders.flatMap((folder) => subfolders(folder, /^webkit2gtk-/)).map((folder) => `${folder}/MiniBrowser`)
}

/** @param {string} folder @param {RegExp} name */
function subfolders(folder, name) {
  try {
    return readdirSync(folder).filter((entry) => name.test(entry)).map((entry) => `${folder}/${entry}`)
  } catch {
    return []
  }
}

/** @param {string} home @returns {Promise<{ display: string, pid: number | undefined }>} */
async function startScreen(home) {
  const xvfb = findProgram(['Xvfb'], 'Xvfb, the display for WebKit,', 'xvfb')
  const child = startGroup(xvfb, ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], { env: freshEnvironment(home), stdio: ['ignore', 'pipe', 'ignore'] })
  const number = await new Promise((resolve, reject) => {
    child.stdout?.once('data', (line) => resolve(String(line).trim()))
    child.once('exit', () => reject(new Error('Xvfb, the display for WebKit, ended at once.')))
  })
  return { display: `:${number}`, pid: child.pid }
}

/** @typedef {{ post: (command: string, body?: object) => Promise<any>, get: (command: string) => Promise<any>, close: () => Promise<void> }} Window */

/** One WebDriver session, whose commands go to one window at a time. */
class Session {
  #address
  #path = ''
  #current = '' // the handle of that window
  #spare = '' // that of a window without a page: the driver goes when the last one is closed
  /** @type {Promise<unknown>} */
  #last = Promise.resolve()

  /** @param {string} address of the driver */
  constructor(address) { this.#address = address }

  /** @param {object} alwaysMatch @returns {Promise<{ browserVersion: string }>} */
  async begin(alwaysMatch) {
    const deadline = Date.now() + STARTING
    while (!await this.#send('GET', '/status', undefined, STARTING).then(() => true, () => false)) {
      if (Date.now() > deadline) throw new Error('WebKit\'s WebDriver did not start.')
      await wait(30)
    }
    const { sessionId, capabilities } = await this.#send('POST', '/session', { capabilities: { alwaysMatch } }, STARTING)
    this.#path = `/session/${sessionId}`
    await this.#send('POST', `${this.#path}/timeouts`, { script: ANSWERING, pageLoad: ANSWERING })
    this.#spare = this.#current = await this.#send('GET', `${this.#path}/window`)
    return capabilities
  }

  async end() { if (this.#path) await this.#send('DELETE', this.#path, undefined, 3000).catch(() => {}) }

  /** @returns {Promise<Window>} one that no tab has */
  async openWindow() {
    return this.#alone(async () => {
      const handle = this.#spare || (await this.#send('POST', `${this.#path}/window/new`, { type: 'window' })).handle
      this.#spare = ''
      const inWindow = (/** @type {string} */ method, /** @type {string} */ command, /** @type {object | undefined} */ body = undefined) => this.#alone(async () => {
        await this.#turnTo(handle)
        return this.#send(method, this.#path + command, body)
      })
      return {
        post: (command, body = {}) => inWindow('POST', command, body),
        get: (command) => inWindow('GET', command),
        close: () => this.#alone(() => this.#close(handle)),
      }
    })
  }

  /** @param {string} handle */
  async #close(handle) {
    await this.#turnTo(handle)
    if (this.#spare) {
      await this.#send('DELETE', `${this.#path}/window`)
      this.#current = ''
    } else {
      await this.#send('POST', `${this.#path}/url`, { url: 'about:blank' })
      this.#spare = handle
    }
  }

  /** @param {string} handle */
  async #turnTo(handle) {
    if (handle !== this.#current) await this.#send('POST', `${this.#path}/window`, { handle })
    this.#current = handle
  }

  /** After whatever was begun before. @template T @param {() => Promise<T>} action @returns {Promise<T>} */
  async #alone(action) {
    const result = this.#last.then(action)
    this.#last = result.catch(() => {})
    return result
  }

  /** @param {string} method @param {string} path @param {object} [body] @param {number} [patience] */
  async #send(method, path, body, patience = ANSWERING) {
    const response = await fetch(this.#address + path, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(patience) })
    const { value } = /** @type {any} */ (await response.json())
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
    return value
  }
}

/**
 * A tab in a window of its own. WebKit's driver reports no console, so pages record their own complaints (server.mjs).
 * @param {Session} session @param {string} address @param {{ width: number, height: number }} size @returns {Promise<import('./browser.mjs').Tab>}
 */
async function openTab(session, address, size) {
  const window = await session.openWindow()
  const run = (/** @type {string} */ expression) => window.post('/execute/sync', { script: `return ${expression}`, args: [] })
  const point = (/** @type {object[]} */ ...actions) => window.post('/actions', { actions: [{ ...POINTER, actions }] })
  const to = (/** @type {number} */ x, /** @type {number} */ y) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 })
  /** @type {import('./browser.mjs').Tab} */
  const tab = {
    run,
    async press(key) {
      const value = KEYS.get(key) ?? key
      await window.post('/actions', { actions: [{ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value }, { type: 'keyUp', value }] }] })
    },
    move: (x, y) => point(to(x, y)),
    click: (x, y) => point(to(x, y), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }),
    async upload(find, path) {
      const element = await run(find)
      await window.post(`/element/${element[ELEMENT]}/value`, { text: path })
    },
    resize: (width, height) => resize(window, run, width, height),
    screenshot: async () => Buffer.from(await window.get('/screenshot'), 'base64'),
    complaints: async () => (await run("(globalThis.complaints ?? []).join('\\0')")).split('\0').filter(Boolean), // a page may have changed how lists become JSON
    close: () => window.close(),
  }
  await tab.resize(size.width, size.height)
  await window.post('/url', { url: address })
  return tab
}

/** @param {Window} window @param {(expression: string) => Promise<any>} run @param {number} width @param {number} height */
async function resize(window, run, width, height) {
  let wanted = { width, height }
  for (let tries = 0; tries < 100; tries++) {
    const [innerWidth, innerHeight] = await run('[innerWidth, innerHeight]')
    if (innerWidth === width && innerHeight === height) return
    if (tries % 10 === 0) { // the window's frame and tool bar come on top, and the window obeys a little later
      const outer = await window.get('/window/rect')
      wanted = { width: outer.width + width - innerWidth, height: outer.height + height - innerHeight }
      await window.post('/window/rect', { x: 0, y: 0, ...wanted })
    }
    await wait(20)
  }
  throw new Error(`the window cannot be made ${width} x ${height}`)
}
