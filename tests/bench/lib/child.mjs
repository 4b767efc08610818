// A contender in a Node process of its own: child.mjs '{"name", "corpus", "iambic", "intrinsics"?, "options"?}', the files by
// their paths; answers the contender protocol.
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { webcrypto } from 'node:crypto'
import { MAKERS } from './javascript.mjs'

globalThis.crypto ??= /** @type {Crypto} */ (webcrypto) // Node 18

const { name, corpus, intrinsics, iambic, options } = JSON.parse(process.argv[2])
const bytes = async (/** @type {string} */ path) => new Uint8Array(await readFile(path))
const train = await MAKERS[name]({
  corpus: await bytes(corpus), intrinsics: intrinsics && await bytes(intrinsics), iambic: await import(pathToFileURL(iambic).href), options,
})
for await (const line of createInterface({ input: process.stdin })) {
  const [steps, evaluations] = line.split(' ').map(Number)
  process.stdout.write(`${JSON.stringify(await train(steps, evaluations))}\n`)
}
process.exit() // Iambic's worker would wait for more
