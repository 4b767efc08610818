// What a worker does: a training session that listens to messages.
import { makeError, packError } from '../protocol/errors.js'
import { WorkerSession } from './worker-session.js'

/** @param {import('../protocol/messages.js').Scope & { DataParallelGroup?: typeof import('./data-parallel.js').DataParallelGroup }} scope by group.js, where there is that */
export function work(scope) {
  const session = new WorkerSession((event, transfer = []) => scope.postMessage(event, { transfer }), scope.DataParallelGroup)
  scope.onmessage = ({ data }) => session.handle(data)
  scope.onmessageerror = () => scope.postMessage({ type: 'failure', error: packError(makeError('worker.unreadable', 'A message to the training worker could not be read.')) })
  scope.postMessage({ type: 'ready' })
}
