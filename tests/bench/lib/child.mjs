// A contender in a Node process of its own: child.mjs '{"name", "corpus", "iambic", "intrinsics"?, "options"?}', the files by
// their paths; answers the contender protocol.
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { webcrypto } from 'node:crypto'
import * as contenders from './javascript.mjs'

globalThis.crypto ??= webcrypto // Node 18

const { name, corpus, intrinsics, iambic, options } = JSON.parse(process.argv[2])
const bytes = async (path) => new Uint8Array(await readFile(path))
const train = await contenders[name]({
  corpus: await bytes(corpus), intrinsics: intrinsics && await bytes(intrinsics), iambic: await import(pathToFileURL(iambic).href), options,
})
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await train(...line.split(' ').map(Number)))}\n`)
}
process.exit() // Iambic's worker would wait for more
