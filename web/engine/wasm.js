// The WebAssembly core's bytes, which the build puts into the bundle: deflated first, because gzip can do little for the
// base64 of plain bytes. The page's own bundle holds a core that knows the bigram alone, for a quick start; the complete
// one is a script beside it.
import embedded from 'iambic:wasm'
import completeScript from 'iambic:complete'
import { runScript } from './beside.js'

/** A fresh copy of the core. @param {boolean} complete whether it must know more than the bigram @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function wasmBytes(complete) {
  const packed = complete && completeScript ? await beside(completeScript) : embedded
  const deflated = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
  const inflated = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(inflated).arrayBuffer())
}

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
