// Hands a text to the core in pieces, so that a large one never exists twice.
import { checkCharacters, kindOf, said } from './arguments.js'
import { makeError, tell } from '../protocol/errors.js'

/** @typedef {string | Uint8Array | ArrayBuffer | Blob} Text  UTF-8 where it is bytes */
/** @typedef {import('../protocol/public.js').LoadProgress} LoadProgress */

const PIECE = 4 << 20 // bytes

/**
 * Throws when `text` is none of the kinds of text.
 * @param {unknown} text
 * @returns {Blob}
 */
export function textBlob(text) {
  if (typeof text === 'string') checkCharacters('text', text)
  else if (['Blob', 'File'].includes(kindOf(text))) return /** @type {Blob} */ (text)
  else if (!['Uint8Array', 'ArrayBuffer'].includes(kindOf(text))) throw new Error(`text must be a string, Uint8Array, ArrayBuffer or Blob, not ${said(text)}`)
  const { buffer } = /** @type {Uint8Array} */ (text)
  return new Blob([/** @type {BlobPart} */ (kindOf(buffer) === 'SharedArrayBuffer' ? /** @type {Uint8Array} */ (text).slice() : text)])
}

/**
 * @param {import('./worker-client.js').WorkerClient} client
 * @param {Blob} blob
 * @param {(progress: LoadProgress) => void} [onLoad]
 */
export async function sendText(client, blob, onLoad) {
  const total = blob.size
  /** @type {{ error: unknown } | undefined} */
  let failed
  await client.call('corpus.begin', { bytes: total })
  for (let at = 0; at < total; at += PIECE) {
    const piece = new Uint8Array(await read(blob.slice(at, at + PIECE)))
    await client.call('corpus.append', {}, piece)
    if (onLoad) tell(onLoad, { bytes: Math.min(at + PIECE, total), total }, (error) => { failed ??= { error } })
    if (failed) throw failed.error
  }
  await client.call('corpus.finish')
  if (failed) throw failed.error
}

/** @param {Blob} slice */
async function read(slice) {
  try {
    return await slice.arrayBuffer()
  } catch (error) {
    const why = /** @type {Error} */ (error).message
    throw makeError('text.unreadable', `The text could not be read: ${why}`, { why }, error)
  }
}

/** A copy to give away to the worker. @param {Uint8Array | ArrayBuffer} bytes @returns {Uint8Array<ArrayBuffer>} */
export function copyOf(bytes) {
  if (['Uint8Array', 'ArrayBuffer'].includes(kindOf(bytes))) return new Uint8Array(bytes.slice(0))
  throw new Error(`checkpoint must be a Uint8Array or ArrayBuffer, not ${said(bytes)}`)
}
