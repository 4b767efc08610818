// What a worker does: a training session that listens to messages.
import { Session } from './worker-session.js'

/**
 * Where a session works: a worker's global scope, or what looks like one to it.
 * @typedef {{ postMessage: (event: any, options?: { transfer: Transferable[] }) => void, onmessage?: any, onmessageerror?: any }} Scope
 */

/** @param {Scope} scope */
export function work(scope) {
  const session = new Session((event, transfer = []) => scope.postMessage(event, { transfer }))
  scope.onmessage = (/** @type {MessageEvent} */ { data }) => session.handle(data)
  scope.onmessageerror = () => scope.postMessage({ type: 'failure', error: { name: 'Error', message: 'A message to the training worker could not be read.' } })
  scope.postMessage({ type: 'ready' })
}
