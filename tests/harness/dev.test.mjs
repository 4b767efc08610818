// scripts/dev's server in a copy of web/: it follows what changes, says what is wrong, and leaves dist/ as a build makes it.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { hashOfFiles } from '../../web/build/cache.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const BUNDLE = ['web/build/build.mjs', '--wasm', 'build/wasm/iambic.wasm', '--bigram-wasm', 'build/wasm/iambic-bigram.wasm', '--out', 'dist']

/** web/ as it is, with the core and the tools that are there already, built into dist/. */
function copyOfProject() {
  const folder = mkdtempSync(join(tmpdir(), 'iambic-'))
  cpSync(join(ROOT, 'web'), join(folder, 'web'), { recursive: true, filter: (path) => !path.endsWith('node_modules') })
  for (const name of ['src', 'build']) mkdirSync(join(folder, name))
  for (const name of ['LICENSE', 'scripts', 'tests', 'src/core', 'web/node_modules', 'build/wasm', 'build/cache']) symlinkSync(join(ROOT, name), join(folder, name))
  const { status, stderr } = spawnSync(process.execPath, BUNDLE, { cwd: folder, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  return folder
}

/** What a stream says, piece after piece. @param {AsyncIterable<any>} stream */
function listener(stream) {
  let heard = ''
  const pieces = stream[Symbol.asyncIterator]()
  const decoder = new TextDecoder()
  /** The next that matches. @param {RegExp} pattern @returns {Promise<RegExpExecArray>} */
  return async function next(pattern) {
    for (;;) {
      const found = pattern.exec(heard)
      if (found) {
        heard = heard.slice(found.index + found[0].length)
        return found
      }
      const { value, done } = await pieces.next()
      assert.ok(!done, `it ended without ${pattern}: ${heard}`)
      heard += typeof value === 'string' ? value : decoder.decode(value)
    }
  }
}

test('the page loads again on a change, shows what is wrong with one, and loads again when that is mended', { timeout: 120_000 }, async (t) => {
  const folder = copyOfProject()
  const [dist, built] = [join(folder, 'dist'), hashOfFiles(join(folder, 'dist'))]
  const server = spawn(process.execPath, ['web/build/dev.mjs', '--port', '8700', '--', process.execPath, ...BUNDLE], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const stream = new AbortController()
  t.after(() => {
    stream.abort()
    server.kill()
    rmSync(folder, { recursive: true })
  })
  const said = listener(server.stdout)
  const [, address] = await said(/Iambic is at (\S+) /)
  assert.match(await (await fetch(address)).text(), /<iambic-trainer[^]*\/dev\/page\.js/)
  assert.match(await (await fetch(`${address}dev/page.js`)).text(), /EventSource\('\/dev\/changes'\)/)
  const { body } = await fetch(`${address}dev/changes`, { signal: stream.signal })
  const told = listener(/** @type {any} */ (body))
  await told(/^:/) // it is heard

  const view = join(folder, 'web/views', readdirSync(join(folder, 'web/views')).find((name) => name.endsWith('.js')) ?? '')
  const before = readFileSync(view)
  appendFileSync(view, 'globalThis.changed = 1\n')
  await told(/event: built\n/)
  await said(/dev: built in [\d.]+ s\n/)
  const changed = hashOfFiles(dist)
  assert.notEqual(changed, built)

  appendFileSync(view, 'globalThis.broken = (\n')
  const [, sentence] = await told(/event: problem\ndata: (.*)\n/)
  assert.match(sentence, /^web\/views\/\S+\.js:\d+:\d+: Unexpected end of file$/)
  assert.equal((await said(/dev: (.*)\n/))[1], sentence)
  assert.equal(hashOfFiles(dist), changed)
  const late = listener(/** @type {any} */ ((await fetch(`${address}dev/changes`, { signal: stream.signal })).body))
  assert.equal((await late(/event: problem\ndata: (.*)\n/))[1], sentence) // told to a page that is opened now, too

  writeFileSync(view, before)
  await told(/event: built\n/)
  assert.equal(hashOfFiles(dist), built)
})
