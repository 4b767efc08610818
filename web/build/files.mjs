// Which file answers an address of scripts/serve and scripts/dev: dist/, and web/examples under /examples/ with what its pages ask for beside it.
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.txt': 'text/plain; charset=utf-8', '.json': 'application/json', '.md': 'text/plain; charset=utf-8', '': 'text/plain; charset=utf-8' }

/** The first that an address begins with; the others are where ../../dist and ../node_modules lead from /examples/. */
const FOLDERS = { '/examples/': 'web/examples', '/node_modules/reveal.js/': 'web/node_modules/reveal.js', '/dist/': 'dist', '/': 'dist' }

/** A script of another site, as a page of web/examples writes it. */
const ELSEWHERE = /https:\/\/cdn\.example\/[^"]*?([\w.-]+)" integrity="[^"]*"/g

/** With a site and a hash that there are. @param {string} html of an example @param {string} site @param {string} dist */
export function fillElsewhere(html, site, dist) {
  return html.replace(ELSEWHERE, (_, name) => {
    const [integrity] = /sha384-\S+(?=")/.exec(readFileSync(join(dist, 'SRI.txt'), 'utf8')) ?? []
    return `${site}${name}" integrity="${integrity}"`
  })
}

/** @param {string} path */
const listOf = (path) => `<!doctype html><title>Examples</title><ul>${readdirSync(path).filter((name) => name.endsWith('.html')).map((name) => `<li><a href="${name}">${name}</a>`).join('')}</ul>`

/** @param {string} path of an address @param {number} port of this server, which is another site by the name of localhost */
function bodyOf(path, port) {
  const [start, folder] = Object.entries(FOLDERS).find(([prefix]) => path.startsWith(prefix)) ?? ['/', 'dist']
  const file = join(ROOT, folder, path.slice(start.length) || (start === '/examples/' ? '' : 'index.html'))
  if (path === '/examples/') return listOf(file)
  const body = readFileSync(file)
  return folder === 'web/examples' && extname(path) === '.html' ? fillElsewhere(String(body), `http://localhost:${port}/`, join(ROOT, 'dist')) : body
}

/** @param {string} path of an address @param {number} port @param {import('node:http').ServerResponse} response @param {string} [snippet] at the end of pages */
export function answer(path, port, response, snippet = '') {
  try {
    const body = bodyOf(path, port)
    const type = TYPES[/** @type {keyof typeof TYPES} */ (path.endsWith('/') ? '.html' : extname(path))] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
    response.end(type.startsWith('text/html') ? body + snippet : body)
  } catch {
    response.writeHead(404).end()
  }
}
