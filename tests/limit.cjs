// Gives every test that is run after `node --require ./tests/limit.cjs` a limit of its own, so that a hang names its test.
//
// Node 18 has no --test-timeout, and no timer of the main thread ends a loop there (or in wasm): a thread watches it.
const { syncBuiltinESMExports } = require('node:module')
const runner = require('node:test')
const { isMainThread, Worker } = require('node:worker_threads')

const LIMIT = Number(process.env.IAMBIC_TEST_SECONDS ?? 60)
const GRACE = LIMIT / 6 // seconds after which a test has not even ended by the runner's own timer
const WATCH = `
  const { parentPort } = require('node:worker_threads')
  let timer
  parentPort.on('message', ({ name, seconds }) => {
    clearTimeout(timer)
    if (!name) return
    timer = setTimeout(() => {
      require('node:fs').writeSync(2, '"' + name + '" hangs: it has not ended after ' + seconds + ' s\\n')
      process.kill(process.pid, 'SIGKILL')
    }, seconds * 1000)
  })`

if (isMainThread) {
  /** @type {Worker | undefined} */
  let watcher
  /** @param {string} name of the test that begins, '' when it has ended @param {number} [seconds] */
  const watch = (name, seconds = LIMIT) => {
    if (!watcher) {
      watcher = new Worker(WATCH, { eval: true, execArgv: [] })
      watcher.unref()
    }
    watcher.postMessage({ name, seconds })
  }
  Object.assign(globalThis, { watchTest: watch }) // for the suite in wasm (tests/core/limit.cpp)

  const { test } = runner
  /** @param {string} name @param {any[]} rest options, if any, and the function */
  const limited = (name, ...rest) => {
    const run = rest.pop()
    const options = { timeout: LIMIT * 1000, ...rest[0] }
    return test(name, options, async (/** @type {any} */ t) => {
      watch(name, options.timeout / 1000 + GRACE)
      try {
        await run(t)
      } finally {
        watch('')
      }
    })
  }
  runner.test = Object.assign(limited, test)
  syncBuiltinESMExports()
}
