// Chromium with one tab per contender, and the small server that its tabs load from.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { extname, join, normalize } from 'node:path'

/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.txt': 'text/plain' }
/** undefined when it is not here. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))

const ISOLATING = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

/** Serves the repository; as `/?isolated` a page that is isolated from other origins. @param {string} root */
async function serve(root) {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname, search } = new URL(url, 'http://localhost')
    try {
      const body = pathname === '/' ? '<!doctype html>' : await readFile(join(root, normalize(pathname)))
      const type = pathname === '/' ? 'text/html' : TYPES[extname(pathname)] ?? 'application/octet-stream'
      response.writeHead(200, { 'content-type': type, ...(search === '?isolated' && ISOLATING) }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)) })
  return server
}

/**
 * Runs in the tab: makes globalThis.train of a contender.
 * @param {string} name @param {boolean} inWorker @param {{ corpus: string, intrinsics?: string, options?: object }} given
 */
async function prepare(name, inWorker, { corpus, intrinsics, options }) {
  const scope = /** @type {typeof globalThis & { train: Function }} */ (globalThis)
  const bytes = async (/** @type {string} */ path) => new Uint8Array(await (await fetch(`/${path}`)).arrayBuffer())
  const parts = { corpus: await bytes(corpus), intrinsics: intrinsics && await bytes(intrinsics), options }
  if (!inWorker) {
    const [contenders, iambic] = ['/tests/bench/lib/javascript.mjs', '/dist/iambic.mjs']
    scope.train = await (await import(contenders)).MAKERS[name]({ ...parts, iambic: await import(iambic) })
    return
  }
  const worker = new Worker('/tests/bench/lib/worker.mjs', { type: 'module' })
  worker.postMessage({ name, parts })
  scope.train = (/** @type {number[]} */ ...order) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(order)
  })
}

export class Browser {
  /** @type {import('../../../web/node_modules/puppeteer-core').Browser} */
  #browser
  /** @type {import('node:http').Server} */
  #server

  /** @param {import('../../../web/node_modules/puppeteer-core').Browser} browser @param {import('node:http').Server} server */
  constructor(browser, server) {
    this.#browser = browser
    this.#server = server
  }

  /** undefined when there is no Chromium. @param {string} root of the repository */
  static async launch(root) {
    if (!CHROMIUM) return undefined
    const puppeteer = createRequire(join(root, 'web', 'package.json'))('puppeteer-core')
    const server = await serve(root)
    const browser = await puppeteer.launch({
      executablePath: CHROMIUM, headless: true,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    })
    return new Browser(browser, server)
  }

  async version() { return this.#browser.version() }

  /** Of the browser, not of a tab. */
  session() { return this.#browser.target().createCDPSession() }

  /** A tab of its own. @param {string} path in the repository, with what follows it @param {{ width: number, height: number }} size */
  async page(path, size) {
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address())
    const tab = await this.#browser.newPage()
    await tab.setViewport(size)
    await tab.goto(`http://127.0.0.1:${port}${path}`)
    return tab
  }

  /**
   * A tab for a contender of javascript.mjs.
   * @param {string} name
   * @param {object} how
   * @param {{ corpus: string, intrinsics?: string, options?: object }} how.parts  files by their paths in the repository
   * @param {string} [how.address]    the page to open, an empty one without it
   * @param {boolean} [how.inWorker]  for those that do not start one themselves
   */
  async open(name, { parts, address = '/', inWorker = false }) {
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address())
    const tab = await this.#browser.newPage()
    await tab.setViewport({ width: 1280, height: 800 })
    await tab.goto(`http://127.0.0.1:${port}${address}`)
    if (address !== '/') await tab.waitForFunction("document.querySelector('iambic-trainer').state === 'idle'", { timeout: 30000 })
    await tab.evaluate(prepare, name, inWorker, parts)
    return {
      /** @type {import('./javascript.mjs').Train} */
      async train(steps, evaluations) {
        await tab.bringToFront() // a hidden page draws nothing
        return tab.evaluate((...order) => /** @type {typeof globalThis & { train: Function }} */ (globalThis).train(...order), steps, evaluations)
      },
      stop: () => tab.close(),
    }
  }

  async close() {
    await this.#browser.close()
    this.#server.close()
  }
}
