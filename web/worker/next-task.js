// How a session lets messages in between two slices.

/** A macrotask later: unlike a timer it is not delayed, unlike a microtask it lets messages in. @returns {Promise<void>} */
export function nextTask() {
  const { setImmediate } = globalThis // Node's, where an open port would keep the process alive
  if (setImmediate) return new Promise((resolve) => { setImmediate(resolve) })
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => { port1.close(); resolve() }
    port2.postMessage(undefined)
  })
}
