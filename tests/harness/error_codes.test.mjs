// Every refusal of the core has a code, and the page's protocol publishes exactly these, in its table and in its type.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The C++ below a folder, a text. @param {string} folder @returns {string} */
const sources = (folder) => readdirSync(join(root, folder), { withFileTypes: true }).map((entry) => {
  const path = join(folder, entry.name)
  return entry.isDirectory() ? sources(path) : /\.[ch]pp$/.test(path) ? readFileSync(join(root, path), 'utf8') : ''
}).join('\n')

/** The codes of the errors that a source throws, and those of its throws that have none. @param {string} source */
function codesOf(source) {
  const thrown = source.replace(/void throw_error\(.*|throw Error\(code, .*/g, '') // its definition
  const codes = [...thrown.matchAll(/\bthrow_error\(\s*"([a-z0-9]+(?:[.-][a-z0-9]+)*)",/g), ...thrown.matchAll(/"code":"([^"]+)"/g)].map(([, code]) => code)
  const bare = [...thrown.matchAll(/(?:throw\s+[\w:]+|\bthrow_error)\((?!\s*"[a-z0-9.-]+",)[^;]{0,60}/g)].map(([text]) => text)
  return { codes: [...new Set(codes)].sort(), bare }
}

test('every error of the core and its module has a code, which the protocol publishes', () => {
  const published = readFileSync(join(root, 'web/protocol/error-codes.js'), 'utf8')
  const { codes, bare } = codesOf(sources('src/core') + sources('src/wasm'))
  assert.deepEqual(bare, [])
  assert.ok(codes.length > 30)
  assert.deepEqual([...published.matchAll(/^ \* \| `([^`]+)` \|/gm)].map(([, code]) => code).sort(), codes)
  const [, union] = published.match(/@typedef \{([^}]+)\} ErrorCode/) ?? []
  assert.deepEqual([...union.matchAll(/'([^']+)'/g)].map(([, code]) => code).sort(), codes)
})

test('an error without a code is found', () => {
  assert.deepEqual(codesOf('throw_error("the text is " + size); throw Error("it is empty"); throw_error("text.empty", "it is empty")'),
    { codes: ['text.empty'], bare: ['throw_error("the text is " + size)', 'throw Error("it is empty")'] })
})
