// Parts of Iambic that come as scripts of their own, which call `define`; whoever needs one calls `load`. A page that was opened as a file
// may not fetch anything, but it may run scripts.
import build from 'iambic:build'
import { makeError } from '../protocol/errors.js'
import { notLoaded, runScript } from './script-loader.js'

/** What a part holds, and of which build it is; '' fits all. @type {Map<string, { of: string, payload: any }>} */
const defined = new Map()

/** @param {string} name @param {string} of the build that it is of @param {unknown} payload */
export function define(name, of, payload) { defined.set(name, { of, payload }) }

/** Whether it is there already. @param {string} name */
export const known = (name) => defined.has(name)

/** What the part holds, now or before. Rejects with a sentence when it cannot be had, or is of another build than this script. @param {string} name @param {string} [file] */
export async function load(name, file = `iambic-${name}.js`) {
  await undefined // where all are in one file, the rest of it has run then
  if (!defined.has(name)) await runScript(file)
  const { of = undefined, payload = undefined } = defined.get(name) ?? {}
  if (of === undefined) throw notLoaded(file) // what came under its name is something else
  if (of !== '' && of !== build) throw makeError('part.other-version', `${file} is of another version than iambic.js: put both of the same version beside each other`, { name: file })
  return payload
}

/**
 * Makes the global Iambic, by which the parts come in: those that were run before are waiting there. A second copy of the script, be it of
 * another version, leaves it to the first, and says so.
 * @param {{ createTrainer: unknown, version: string }} api what else it offers
 */
export function publish(api) {
  const scope = /** @type {{ Iambic?: { define?: typeof define, version?: string, waiting?: Parameters<typeof define>[] } }} */ (globalThis)
  const global = scope.Iambic ??= {}
  if (global.define) return console.warn(`Iambic ${global.version} serves this page; its script came again, as ${api.version}, and does nothing`)
  for (const part of global.waiting ?? []) define(...part)
  delete global.waiting
  Object.assign(global, api, { define, load })
}
