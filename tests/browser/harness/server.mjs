// Serves the built page in many small sites, each with what its test wants to be different; and is the only way out: a proxy that refuses.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

const TYPES = { '.html': 'text/html; charset=utf-8', '.xhtml': 'application/xhtml+xml', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css', '.txt': 'text/plain' }
// Chromium and Firefox ask their makers for updates, lists and hints, whatever is open, and no flag silences all of it. What pages take from these is elsewhere.
const MAKERS = /^(?!fonts\.|ajax\.|www\.)[\w.-]+\.(google|googleapis|gvt1|mozilla|firefox)\.(com|net|org)$/
const RECORDER = readFileSync(new URL('recorder.js', import.meta.url), 'utf8')

/**
 * `head` is a script that runs before the page's own, `policy` the Content-Security-Policy that its files are sent with,
 * `headers` are sent besides, `hide` names files of dist/ that are not there, `files` are there besides, `slow` ones come only
 * after so many milliseconds.
 * @typedef {{ head?: string, policy?: string, headers?: Record<string, string>, hide?: string[], files?: Record<string, string | Uint8Array>, slow?: Record<string, number> }} Site
 */

export class Server {
  /** Hosts that pages asked for through the proxy. @type {Set<string>} */
  asked = new Set()
  #dist
  /** @type {Site[]} */
  #sites = []
  #server = createServer((request, response) => this.#answer(request.url ?? '/', response))

  /** @param {string} dist */
  constructor(dist) {
    this.#dist = dist
    this.#server.on('connect', (request, socket) => {
      this.#note(request.url?.split(':')[0] ?? '')
      socket.on('error', () => {}).end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    })
  }

  /** @returns {Promise<void>} */
  start() { return new Promise((resolve) => { this.#server.listen(0, '127.0.0.1', resolve) }) }

  /** host:port */
  get host() { return `127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (this.#server.address()).port}` }

  /** A site of its own; every one has recorder.js, head.js and blank.html besides. @param {Site} [site] @returns {string} its address */
  site(site = {}) { return `http://${this.host}/${this.#sites.push(site) - 1}/` }

  close() {
    this.#server.close()
    this.#server.closeAllConnections?.() // Node 18.2
  }

  /** @param {string} url @param {import('node:http').ServerResponse} response */
  #answer(url, response) {
    if (!url.startsWith('/')) return this.#refuse(url, response)
    const [, number, name] = /^\/(\d+)\/([\w.-]*)/.exec(url) ?? []
    const site = this.#sites[Number(number)]
    const body = site && this.#file(site, name || 'index.html')
    if (body === undefined) return void response.writeHead(404).end()
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(name || 'index.html'))] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...(site.policy && { 'content-security-policy': site.policy }), ...site.headers })
    setTimeout(() => response.end(body), site.slow?.[name] ?? 0)
  }

  /** A proxy's request: there is no network. @param {string} url @param {import('node:http').ServerResponse} response */
  #refuse(url, response) {
    this.#note(new URL(url).hostname)
    response.writeHead(502).end()
  }

  /** @param {string} host */
  #note(host) { if (host !== 'localhost' && !MAKERS.test(host)) this.asked.add(host) }

  /** @param {Site} site @param {string} name @returns {string | Uint8Array | undefined} */
  #file({ head = '', hide = [], files = {} }, name) {
    const own = { 'recorder.js': RECORDER, 'head.js': head, 'blank.html': '<!doctype html><title>blank</title>', ...files }
    if (hide.includes(name)) return undefined
    const body = own[/** @type {keyof typeof own} */ (name)] ?? this.#built(name)
    return name.endsWith('.html') ? body && withScripts(String(body)) : body
  }

  /** @param {string} name */
  #built(name) {
    try {
      return readFileSync(join(this.#dist, name))
    } catch {
      return undefined
    }
  }
}

/** @param {string} html */
function withScripts(html) {
  const icon = html.includes('rel="icon"') ? '' : '<link rel="icon" href="data:,">'
  return html.replace(/<!doctype html>(.*?<head>)?/is, `$&${icon}<script src="recorder.js"></script><script src="head.js"></script>`)
}
