// Files that lie beside the page's script. A page opened as a file may not fetch them, but it may run those that are scripts.
import hashes from 'iambic:hashes'
import { sibling } from 'iambic:siblings'
import { makeError } from '../protocol/errors.js'
import { vouched } from './trusted-types.js'

/** This script's own element, known only while it is first run: its siblings are allowed what it was. */
const own = /** @type {HTMLScriptElement | null | undefined} */ (globalThis.document?.currentScript)
const { src: here, nonce = '', crossOrigin = null, integrity = '' } = own ?? {}

/** @param {string} file */
export const notLoaded = (file) => makeError('part.missing', `${file} could not be loaded`, { name: file })

/** @type {Map<string, Promise<void>>} one run for all elements of a page */
const runs = new Map()

/** Where this script lies. A module knows it, unless a bundler told it where it was on the machine that bundled it. */
function place() {
  const { url = '' } = import.meta
  return here || (/^file:/.test(url) && location.protocol !== 'file:' ? '' : url) || document.baseURI
}

/** @param {string} name */
export const beside = (name) => sibling(name) ?? new URL(name, place())

/** Resolves when the script has run, now or before; rejects when it cannot be had. @param {string} name */
export function runScript(name) {
  const known = runs.get(name)
  if (known) return known
  const run = load(name)
  runs.set(name, run)
  run.catch(() => runs.delete(name)) // who asks later may have more luck
  return run
}

/** @param {string} name */
async function load(name) {
  const script = document.createElement('script')
  try {
    if (integrity && !hashes[name]) throw integrity // it cannot be checked
    Object.assign(script, { nonce, crossOrigin, integrity: integrity && hashes[name] })
    await new Promise((resolve, reject) => {
      script.onload = resolve
      script.onerror = reject
      script.src = vouched(beside(name).href)
      document.head.append(script)
    })
  } catch {
    throw notLoaded(name)
  } finally {
    script.remove()
  }
}
