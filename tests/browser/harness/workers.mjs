// Workers that a case can end, and a page that waits for their answers less long than a reader's does.

/** Put before the page's scripts: it gives up a silent worker so many times as soon. @param {number} times */
export const impatient = (times) => `{
    const { setInterval: real } = globalThis
    globalThis.setInterval = (call, milliseconds) => real(call, milliseconds / ${times})
  }`

/** The same, with its workers in `workers`, where they can be killed. @param {number} times */
export const mortal = (times) => `{
    const { Worker: Real } = globalThis
    globalThis.workers = []
    globalThis.Worker = class extends Real { constructor(...given) { super(...given); workers.push(this) } }
  }
  ${impatient(times)}`
