// Serves dist/ for development: node web/build/serve.mjs [--port N]. Takes the next free port when N is taken, and prints the address.
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

const HOST = '127.0.0.1'
const TRIES = 100
const { values } = parseArgs({ options: { port: { type: 'string', default: '8000' } } })
const wanted = Number(values.port)
if (!(Number.isInteger(wanted) && wanted >= 1 && wanted <= 65535)) {
  console.error(`serve: --port must be a whole number from 1 to 65,535, not ${values.port}`)
  process.exit(2)
}

/** @param {number} port @returns {Promise<boolean>} */
function free(port) {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false))
    probe.listen(port, HOST, () => probe.close(() => resolve(true)))
  })
}

let port = wanted
while (!(await free(port))) {
  if (++port === wanted + TRIES || port > 65535) {
    console.error(`serve: no port from ${wanted} to ${port - 1} is free`)
    process.exit(1)
  }
}
const context = await esbuild.context({})
await context.serve({ host: HOST, port, servedir: fileURLToPath(new URL('../../dist', import.meta.url)) })
console.log(`Iambic is at http://${HOST}:${port}/ (Ctrl-C ends)`)
