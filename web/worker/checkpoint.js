// A checkpoint comes out of the core in parts, so that the core needs no room for the whole file.

/** @typedef {import('../protocol/messages.js').CoreReply} CoreReply */

/** The header, and behind it the weights and AdamW's two moments. @param {import('./long-requests.js').Call} call @returns {CoreReply} */
export function save(call) {
  const { ok: { bytes }, data: header } = call({ type: 'save', part: 0 })
  const file = new Uint8Array(bytes)
  file.set(header)
  const size = (bytes - header.length) / 3
  for (let part = 1, at = header.length; part <= 3; part++, at += size) call({ type: 'save', part }, undefined, file.subarray(at, at + size))
  return { ok: {}, data: file }
}
