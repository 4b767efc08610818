// Starts a training session where this page or process allows it: a worker thread, or this thread when that is refused.
import { makeWork, source } from 'iambic:worker'
import { makeError } from '../protocol/errors.js'
import { builtin, inNode } from './node.js'
import { vouched } from './trusted-types.js'

/** @import { Command, Event, Scope } from '../protocol/messages.js' */

/**
 * A session and the way to it. `keepAlive` tells a Node process whether to wait for the session or may end.
 * @typedef {object} Host
 * @property {number} sliceMilliseconds   how long a training slice may hold the session's thread
 * @property {(command: Command, transfer?: Transferable[]) => void} post
 * @property {(wanted: boolean) => void} keepAlive
 * @property {() => void} terminate
 */

/**
 * @typedef {object} Listener
 * @property {(event: Event) => void} onevent
 * @property {(error: Error) => void} onfailure   the thread died
 */

const PATIENCE = 10_000 // milliseconds for a worker to come to life

// A worker thread of Node made to look like a Web Worker's global scope.
const NODE_PRELUDE = `const { parentPort } = require('node:worker_threads');
globalThis.postMessage = (message, { transfer } = {}) => parentPort.postMessage(message, transfer);
parentPort.on('message', (data) => globalThis.onmessage({ data }));
`

/** @param {Listener} listener @param {string} before a script that a worker runs beforehand @param {boolean} [elsewhere] on another thread or not at all @returns {Promise<Host>} */
export async function startHost(listener, before, elsewhere = false) {
  if (inNode()) return startNodeThread(listener, before)
  try {
    return await startWebWorker(listener, before)
  } catch (refusal) {
    if (elsewhere) throw refusal
    return startHere(listener) // a Content-Security-Policy without blob: workers, most often
  }
}

/** @param {Listener} listener @param {string} before @returns {Promise<Host>} */
async function startNodeThread({ onevent, onfailure }, before) {
  const { Worker } = await builtin('worker_threads')
  const worker = new Worker(NODE_PRELUDE + before + source, { eval: true, execArgv: [] }) // or it inherits --input-type=module
  worker.on('message', onevent)
  worker.on('messageerror', onfailure)
  worker.on('error', onfailure)
  worker.on('exit', () => onfailure(makeError('worker.ended', 'The training worker ended unexpectedly.')))
  return {
    sliceMilliseconds: 30,
    post: (command, transfer) => worker.postMessage(command, transfer),
    keepAlive: (wanted) => (wanted ? worker.ref() : worker.unref()),
    terminate: () => worker.terminate(),
  }
}

/** Rejects when the worker does not come to life. @param {Listener} listener @param {string} before @returns {Promise<Host>} */
async function startWebWorker({ onevent, onfailure }, before) {
  const url = URL.createObjectURL(new Blob([before, source], { type: 'text/javascript' }))
  const worker = new Worker(vouched(url))
  try {
    await new Promise((resolve, reject) => {
      worker.onmessage = resolve // its `ready`
      worker.onerror = reject
      setTimeout(reject, PATIENCE)
    })
  } catch (refusal) {
    worker.terminate()
    throw refusal
  } finally {
    URL.revokeObjectURL(url)
  }
  worker.onmessage = ({ data }) => onevent(data)
  worker.onmessageerror = () => onfailure(makeError('worker.unreadable', 'A message from the training worker could not be read.'))
  worker.onerror = ({ message }) => onfailure(makeError('worker.failed', `The training worker failed: ${message}`, { why: message }))
  return {
    sliceMilliseconds: 30,
    post: (command, transfer = []) => worker.postMessage(command, transfer),
    keepAlive() {},
    terminate: () => worker.terminate(),
  }
}

/** The same session on this thread, in slices short enough for a smooth page. @param {Listener} listener @returns {Host} */
function startHere({ onevent }) {
  /** @type {Scope} */
  const scope = { postMessage: onevent }
  makeWork()(scope)
  return {
    sliceMilliseconds: 8,
    post: (data) => scope.onmessage?.({ data }),
    keepAlive() {},
    terminate() {
      scope.postMessage = () => {}
      scope.onmessage?.({ data: { type: 'abort', id: 0 } })
    },
  }
}
