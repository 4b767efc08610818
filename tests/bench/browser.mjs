// Chromium with one tab per contender, and the small server that its tabs load from.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { extname, join, normalize } from 'node:path'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.txt': 'text/plain' }
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))

/** Serves the repository, and the corpus under /corpus. @param {string} root @param {string} corpus */
async function serve(root, corpus) {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    const path = pathname === '/corpus' ? corpus : join(root, normalize(pathname))
    try {
      const body = pathname === '/' ? '<!doctype html>' : await readFile(path)
      const type = pathname === '/' ? 'text/html' : TYPES[extname(path)] ?? 'application/octet-stream'
      response.writeHead(200, { 'content-type': type }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return server
}

/** Runs in the tab: makes globalThis.train of a contender. @param {string} name @param {boolean} inWorker */
async function prepare(name, inWorker) {
  const bytes = async (address) => new Uint8Array(await (await fetch(address)).arrayBuffer())
  const parts = { corpus: await bytes('/corpus'), intrinsics: await bytes('/build/wasm/bigram_intrinsics.wasm') }
  if (!inWorker) {
    const contenders = await import('/tests/bench/javascript.mjs')
    globalThis.train = await contenders[name]({ ...parts, iambic: await import('/dist/iambic.mjs') })
    return
  }
  const worker = new Worker('/tests/bench/worker.mjs', { type: 'module' })
  worker.postMessage({ name, parts })
  globalThis.train = (steps) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(steps)
  })
}

export class Browser {
  #browser
  #server

  /** undefined when there is no Chromium. @param {string} root of the repository @param {string} corpus its file */
  static async launch(root, corpus) {
    if (!CHROMIUM) return undefined
    const puppeteer = createRequire(join(root, 'web', 'package.json'))('puppeteer-core')
    const browser = new Browser()
    browser.#server = await serve(root, corpus)
    browser.#browser = await puppeteer.launch({
      executablePath: CHROMIUM, headless: true,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    })
    return browser
  }

  async version() { return this.#browser.version() }

  /** A tab for a contender. @param {string} name @param {{ address?: string, inWorker?: boolean }} where */
  async open(name, { address = '/', inWorker = false }) {
    const tab = await this.#browser.newPage()
    await tab.setViewport({ width: 1280, height: 800 })
    await tab.goto(`http://127.0.0.1:${this.#server.address().port}${address}`)
    if (address !== '/') await tab.waitForSelector('iambic-trainer[data-state=idle]', { timeout: 30000 })
    await tab.evaluate(prepare, name, inWorker)
    return {
      async train(steps) {
        await tab.bringToFront() // a hidden page draws nothing
        return tab.evaluate((n) => globalThis.train(n), steps)
      },
      stop: () => tab.close(),
    }
  }

  async close() {
    await this.#browser.close()
    this.#server.close()
  }
}
