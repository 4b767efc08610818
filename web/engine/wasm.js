// The WebAssembly core as the build puts it into the bundle, packed: see unpack.js. The page's own bundle holds a core that knows the bigram alone, for a quick start; the complete
// one is a script beside it.
import embedded from 'iambic:wasm'
import completeScript from 'iambic:complete'
import { runScript } from './beside.js'

/** The packed core. @param {boolean} complete whether it must know more than the bigram @returns {Promise<string>} */
export const packedCore = async (complete) => (complete && completeScript ? beside(completeScript) : embedded)

/** @param {string} name @returns {Promise<string>} */
async function beside(name) {
  const holder = /** @type {{ IambicCore?: string }} */ (globalThis)
  if (!holder.IambicCore) {
    await runScript(name).catch(() => { throw new Error(`This model needs ${name}, which was not found beside iambic.js.`) })
  }
  return holder.IambicCore ?? ''
}

/**
 * Whether these options, or the checkpoint, ask for more than the bigram.
 * @param {{ model?: unknown, preset?: unknown }} options @param {Uint8Array} [checkpoint]
 */
export function needsCompleteCore({ preset, model }, checkpoint) {
  const saved = checkpoint && new TextDecoder().decode(checkpoint.subarray(0, 4096)).match(/"model\\?":\\?"([a-z-]+)/)?.[1]
  return [preset, model, saved].some((name) => name !== undefined && name !== 'bigram')
}
