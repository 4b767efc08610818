// Serves dist/ while one works on it: node web/build/dev.mjs [--port N] -- COMMAND that bundles the page. When a file of web/ changes, runs the
// command; when one of src/ does, builds the core before. Then the open pages load again, or show in a sentence what is wrong.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { answer } from './files.mjs'
import { follow } from './follow.mjs'
import { HOST, portFrom } from './port.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const CORE = ['cmake', '--build', '--preset', 'wasm', '--target', 'wasm_modules']
const SNIPPET = '<script src="/dev/page.js"></script>' // only in what is served: dist/ is what scripts/build makes
const SETTLES = 30 // milliseconds: an editor saves in several steps

/** Open pages. @type {Set<import('node:http').ServerResponse>} */
const pages = new Set()
let problem = ''

/** @param {import('node:http').ServerResponse} page @param {string} event @param {string} [data] */
const tell = (page, event, data = '') => page.write(`event: ${event}\ndata: ${data}\n\n`)

/** @param {string} path @param {import('node:http').ServerResponse} response */
function respond(path, response) {
  if (path === '/dev/changes') return listen(response)
  if (path !== '/dev/page.js') return answer(path, port, response, SNIPPET)
  response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' })
  response.end(readFileSync(new URL('dev-page.js', import.meta.url)))
}

/** @param {import('node:http').ServerResponse} response */
function listen(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  pages.add(response)
  response.on('close', () => pages.delete(response))
  if (problem) tell(response, 'problem', problem)
  else response.write(':\n\n') // so that the page knows that it is heard
}

/** @param {string[]} command @returns {Promise<string>} '' when it worked, else what is wrong, in one line */
function run([program, ...given]) {
  return new Promise((resolve) => {
    let said = ''
    const child = spawn(program, given, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { said += data })
    child.on('error', ({ message }) => resolve(message))
    child.on('close', (status) => resolve(status === 0 ? '' : sentenceOf(said)))
  })
}

/** The first error of esbuild or a compiler, and where it is; else the last that was said. @param {string} said */
function sentenceOf(said) {
  const lines = said.trim().split('\n')
  const line = lines.find((each) => /^\S+:\d+:\d+: .*error: /i.test(each)) ?? lines.at(-1) ?? ''
  return line.replace(ROOT, '').replace(/^(\.\.\/)+/, '').replace(/ (fatal )?error: /i, ' ')
}

/** What has changed since the last build began: src, web. @type {Set<string>} */
const changed = new Set()
let building = false

/** @param {string[]} bundle */
async function build(bundle) {
  if (building) return
  building = true
  while (changed.size > 0) {
    await new Promise((resolve) => { setTimeout(resolve, SETTLES) })
    const start = performance.now()
    const core = changed.has('src')
    changed.clear()
    problem = (core && await run(CORE)) || await run(bundle)
    console.log(problem ? `dev: ${problem}` : `dev: built in ${((performance.now() - start) / 1000).toFixed(1)} s`)
    for (const page of pages) tell(page, problem ? 'problem' : 'built', problem)
  }
  building = false
}

const { values, positionals: bundle } = parseArgs({ options: { port: { type: 'string' } }, allowPositionals: true })
const port = await portFrom('dev', values.port)
for (const part of ['web', 'src']) {
  follow(join(ROOT, part), () => {
    changed.add(part)
    void build(bundle)
  })
}
createServer(({ url = '/' }, response) => respond(new URL(url, `http://${HOST}`).pathname, response)).listen(port, HOST, () => {
  console.log(`Iambic is at http://${HOST}:${port}/ and follows what changes in web/ and src/ (Ctrl-C ends)`)
})
