// A contender in a Node process of its own: child.mjs NAME CORPUS WASM MODULE; answers the contender protocol.
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { webcrypto } from 'node:crypto'
import * as contenders from './javascript.mjs'

globalThis.crypto ??= webcrypto // Node 18

const [name, corpus, wasm, module] = process.argv.slice(2)
const train = await contenders[name]({
  corpus: new Uint8Array(await readFile(corpus)),
  intrinsics: new Uint8Array(await readFile(wasm)),
  iambic: await import(pathToFileURL(module).href),
})
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await train(Number(line)))}\n`)
}
process.exit() // Iambic's worker would wait for more
