// The WebAssembly core as the build puts it into the bundle, packed: see worker/inflate.js. The page's own bundle holds a core that knows the bigram alone, for a quick start; the complete
// one is a script beside it, with what workers run who train as one.
import core from 'iambic:wasm'
import isComplete from 'iambic:complete'
import group from 'iambic:group'
import { makeError } from '../protocol/errors.js'
import { load } from './chunks.js'

/** The core for more than the bigram, or not: what the first session has compiled, once it has. @type {Map<boolean, Promise<WebAssembly.Module | undefined>>} */
const compiled = new Map()

/**
 * Calls `start` with the core, packed at first; it calls `made` with what a session has compiled, which the later ones get.
 * @param {boolean} complete whether it must know more than the bigram
 * @param {(core: string | WebAssembly.Module, made: (module: WebAssembly.Module) => void) => Promise<void>} start
 */
export async function withCore(complete, start) {
  const which = complete && !isComplete
  const packed = (await parts(complete)).core
  /** @type {WebAssembly.Module | undefined} */
  let module
  while (!module && compiled.has(which)) module = await compiled.get(which) // without one: that session failed, or could not give it away
  if (module) return start(module, () => {}).catch(() => start(packed, () => {})) // where it cannot be sent
  const started = start(packed, (made) => { module = made })
  const result = started.then(() => module, () => undefined)
  compiled.set(which, result)
  result.then((made) => { if (!made) compiled.delete(which) })
  return started
}

/** What a worker is to run before anything else. @param {boolean} complete as above */
export const scriptBefore = async (complete) => (await parts(complete)).group

/** @param {boolean} complete @returns {Promise<{ core: string, group: string }>} */
const parts = async (complete) => (complete && !isComplete ? loadComplete() : { core, group })

/** @returns {Promise<{ core: string, group: string }>} */
async function loadComplete() {
  try {
    return await load('gpt')
  } catch (error) {
    const { code } = /** @type {import('../protocol/error-codes.js').IambicError} */ (error)
    if (code === 'part.missing') throw makeError('core.missing', 'This model needs iambic-gpt.js, which was not found beside iambic.js.')
    throw makeError('core.other-version', 'This model needs iambic-gpt.js, which is of another version than iambic.js: put both of the same version beside each other.')
  }
}

/**
 * Whether these options, or the checkpoint, ask for more than the bigram.
 * @param {{ model?: unknown, preset?: unknown, tokenizer?: unknown }} options @param {Uint8Array} [checkpoint]
 */
export function needsCompleteCore({ preset, model, tokenizer }, checkpoint) {
  const saved = new TextDecoder().decode(checkpoint?.subarray(0, 4096))
  return tokenizer === 'bpe' || saved.includes('"bpe') ||
    [preset, model, saved.match(/"model\\?":\\?"([a-z-]+)/)?.[1]].some((name) => name !== undefined && name !== 'bigram')
}
