// What is heard from anywhere on the element, or on the page where it is the page: single keys, and files that are dropped.
import { acceptFiles } from './drop.js'
import { listenForKeys } from './keys.js'

/** @param {HTMLElement} host @param {import('./desk.js').Desk} desk @param {AbortSignal} signal stops listening */
export function listen(host, desk, signal) {
  acceptFiles(host, (file) => desk.library.take(file), signal)
  listenForKeys(host.hasAttribute('page') ? document : host, desk.keys, signal)
}
