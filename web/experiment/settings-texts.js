// Settings as attributes, an address or fields spell them: what is wrong is kept with its reason, and the rest taken on.
import { parse, propertyOf } from './settings.js'
import { blamed, isImmediate } from './settings-model.js'

/** @typedef {import('./settings-model.js').Wishes} Wishes */
/** Settings that were refused, with why and what was asked for: `value` where the core did, for with others it may do. @typedef {Map<string, { error: Error, text: string, value?: number | string }>} Refused */

/**
 * Never rejects.
 * @param {Map<string, string | null>} texts null: the rung's own value
 * @param {Refused} refused gets those that are, and loses those that are taken on
 * @param {(set: Wishes, only?: boolean) => Promise<void>} apply @param {boolean} only with nothing else set by hand
 */
export async function applyTexts(texts, refused, apply, only) {
  if (only) refused.clear()
  const set = parsed(texts, refused)
  const also = Object.fromEntries([...refused].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])))
  const together = Object.keys(also).length > 0 && !isImmediate(set) // with which those may do that were refused before
  try {
    if (!together || !await apply({ ...also, ...set }).then(() => true, () => false)) await apply(set, only)
    else for (const name in also) refused.delete(name)
  } catch (error) {
    blame(refused, /** @type {Error} */ (error), set)
  }
}

/** Keeps what was asked for, and why it was refused. @param {Refused} refused @param {Error} error @param {Wishes} set */
export function blame(refused, error, set) {
  for (const name of blamed(error, set)) refused.set(name, { error, text: String(set[name] ?? ''), value: set[name] })
}

/** @param {Map<string, string | null>} texts @param {Refused} refused */
function parsed(texts, refused) {
  /** @type {Wishes} */
  const set = {}
  for (const [name, text] of texts) {
    refused.delete(name)
    try {
      set[name] = text === null ? undefined : parse(propertyOf(name), text)
    } catch (error) {
      refused.set(name, { error: /** @type {Error} */ (error), text: text ?? '' })
    }
  }
  return set
}
