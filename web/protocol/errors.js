// Carries an Error through postMessage, on which it would lose its name.

/** @typedef {import('./messages.js').PackedError} PackedError */

/** @param {unknown} error @returns {PackedError} */
export function packError(error) {
  if (!(error instanceof Error)) return { message: String(error), name: 'Error' }
  return { message: error.message, name: error.name, stack: error.stack }
}

/** @param {PackedError} packed @returns {Error} */
export function unpackError({ message, name, stack }) {
  return Object.assign(new Error(message), { name, stack })
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
