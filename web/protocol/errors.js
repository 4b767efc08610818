// Errors with a code and details beside their sentence; and how they are carried through postMessage, on which they would lose these and their names.

/** @typedef {import('./error-codes.js').IambicError} IambicError */
/** @typedef {import('./messages.js').PackedError} PackedError */

/**
 * What a reader may come to see: whoever says it in another language goes by the code.
 * @param {import('./error-codes.js').ErrorCode} code @param {string} sentence @param {import('./error-codes.js').ErrorDetails} [details] @param {unknown} [cause]
 * @returns {IambicError}
 */
export function makeError(code, sentence, details = {}, cause) {
  return Object.assign(new Error(sentence, { cause }), { code, details })
}

/** @param {unknown} error @returns {PackedError} */
export function packError(error) {
  if (!(error instanceof Error)) return { message: String(error), name: 'Error' }
  const { message, name, stack } = error
  if (!('details' in error)) return { message, name, stack }
  const { code, details } = /** @type {IambicError} */ (error)
  return { message, name, stack, code, details }
}

/** Not by assignment: a page may have frozen what all errors are, and their name with it. @param {PackedError} packed @returns {Error} */
export function unpackError({ message, ...rest }) {
  return Object.defineProperties(new Error(message), Object.getOwnPropertyDescriptors(rest))
}

/** What a long request rejects with once its signal has fired. */
export class Cancelled extends Error {
  name = 'AbortError'

  constructor() { super('this was cancelled') }
}

/**
 * Tells a listener that somebody gave us. `fail` is called with what it throws, or with what the promise that it returns rejects with.
 * @template T @param {(value: T) => unknown} listener @param {T} value @param {(error: unknown) => void} fail
 */
export function tell(listener, value, fail) {
  try {
    Promise.resolve(listener(value)).catch(fail)
  } catch (error) {
    fail(error)
  }
}
