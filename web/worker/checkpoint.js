// A checkpoint comes out of the core in parts, so that the core needs no room for the whole file.

/** @import { Call, CoreReply } from '../protocol/messages.js' */

/** The header, and behind it the weights and AdamW's two moments. @param {Call} call @returns {CoreReply<'save'>} */
export function save(call) {
  const { ok: { bytes = 0 }, data: header } = call({ type: 'save', part: 0 })
  const file = new Uint8Array(bytes)
  file.set(header)
  const size = (bytes - header.length) / 3
  for (let part = 1, at = header.length; part <= 3; part++, at += size) file.set(call({ type: 'save', part }).data, at)
  return { ok: {}, data: file }
}
