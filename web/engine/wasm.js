// The WebAssembly core's bytes, which the build puts into the bundle: deflated first, because gzip can do little for the
// base64 of plain bytes.
import packed from 'iambic:wasm'

/** A fresh copy of iambic.wasm. @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function wasmBytes() {
  const deflated = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0))
  const inflated = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(inflated).arrayBuffer())
}
