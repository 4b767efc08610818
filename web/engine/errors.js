// Carries an Error through postMessage, on which it would lose its name.

/** @typedef {import('../protocol.js').PackedError} PackedError */

/** @param {unknown} error @returns {PackedError} */
export function packError(error) {
  if (!(error instanceof Error)) return { message: String(error), name: 'Error' }
  return { message: error.message, name: error.name, stack: error.stack }
}

/** @param {PackedError} packed @returns {Error} */
export function unpackError({ message, name, stack }) {
  return Object.assign(new Error(message), { name, stack })
}

/** What a job rejects with once its signal has fired. */
export function cancelled() { return Object.assign(new Error('this was cancelled'), { name: 'AbortError' }) }
