// Where the engine runs in Node instead of a page, and what it takes from Node then.

/** A page may hold a polyfill of `process`, but Node has no window and is no Web Worker. */
export const inNode = () => !globalThis.window && !('WorkerGlobalScope' in globalThis) && Boolean(globalThis.process?.versions?.node)

/**
 * A module of Node's own. Its full name stands nowhere, neither here nor after minifying, for bundlers look for it even where it is not used.
 * @param {string} name
 */
export async function builtin(name) {
  return import(/* @vite-ignore */ /* webpackIgnore: true */ ['node', name].join(':'))
}
