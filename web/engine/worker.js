// The worker's entry: a training session that listens to messages. Built as a classic script, since file:// pages get no other.
import { Session } from './session.js'

const session = new Session((event, transfer = []) => globalThis.postMessage(event, { transfer }))
globalThis.onmessage = (/** @type {MessageEvent} */ { data }) => session.handle(data)
globalThis.postMessage({ type: 'ready' })
