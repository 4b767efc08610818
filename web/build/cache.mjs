// What a build need not do twice: kept under build/cache by the hash of what it was made from.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../build/cache', import.meta.url))

/** @param {(string | Uint8Array)[]} parts @returns {string} */
export function hashOf(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('hex')
}

/** The hash of a file, or of the names and contents of all in a folder. @param {string} path @returns {string} */
export function hashOfFiles(path) {
  if (!existsSync(path)) return ''
  if (!statSync(path).isDirectory()) return hashOf(readFileSync(path))
  const names = readdirSync(path).filter((name) => name !== 'node_modules').sort()
  return hashOf(...names.flatMap((name) => [name, hashOfFiles(join(path, name))]))
}

/** @param {string} kind @param {string} hash of all that the result depends on @param {() => string | Promise<string>} make */
export async function remembered(kind, hash, make) {
  const file = join(FOLDER, `${kind}-${hash}`)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  const made = await make()
  keep(file, made)
  return made
}

/** What was noted under a name, or ''. @param {string} name */
export function noted(name) {
  const file = join(FOLDER, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** @param {string} name @param {string} text */
export const note = (name, text) => keep(join(FOLDER, name), text)

/** Whole or not at all, whoever builds at the same time. @param {string} file @param {string} text */
function keep(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.${process.pid}`, text)
  renameSync(`${file}.${process.pid}`, file)
}
