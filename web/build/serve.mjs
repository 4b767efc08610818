// Serves dist/, and the pages of web/examples: node web/build/serve.mjs [--port N]. Takes the next free port when N is taken, and prints the address.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'
import { answer } from './files.mjs'
import { HOST, portFrom } from './port.mjs'

const { values } = parseArgs({ options: { port: { type: 'string' } } })
const port = await portFrom('serve', values.port)
createServer(({ url = '/' }, response) => answer(new URL(url, `http://${HOST}`).pathname, port, response)).listen(port, HOST, () => {
  console.log(`Iambic is at http://${HOST}:${port}/ (its examples are at /examples/; Ctrl-C ends)`)
})
