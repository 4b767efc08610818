// Unpacks the WebAssembly core, on the session's thread: a page has better things to do. It comes as text, for scripts hold no
// bytes, and deflated before, because gzip can do little for the base64 of plain bytes.

/** @param {string} packed base64 of deflated bytes @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function unpack(packed) {
  const characters = atob(packed)
  const deflated = new Uint8Array(characters.length)
  for (let i = 0; i < deflated.length; i++) deflated[i] = characters.charCodeAt(i)
  const inflation = new DecompressionStream('deflate')
  const writer = inflation.writable.getWriter() // not from a Blob, which WebKit's workers cannot read where the page is a file
  writer.write(deflated)
  writer.close()
  return new Uint8Array(await new Response(inflation.readable).arrayBuffer())
}
