// Serves dist/: node web/build/serve.mjs [--port N]. Takes the next free port when N is taken, and prints the address.
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import { HOST, portFrom } from './port.mjs'

const { values } = parseArgs({ options: { port: { type: 'string' } } })
const port = await portFrom('serve', values.port)
const context = await esbuild.context({})
await context.serve({ host: HOST, port, servedir: fileURLToPath(new URL('../../dist', import.meta.url)) })
console.log(`Iambic is at http://${HOST}:${port}/ (Ctrl-C ends)`)
