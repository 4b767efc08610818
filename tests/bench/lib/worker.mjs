// A contender in a browser's worker: first told its name and parts, then orders, each answered by a sample.
import { MAKERS } from './javascript.mjs'

/** @type {Promise<import('./javascript.mjs').Train>} */
let train

onmessage = async ({ data }) => {
  if (Array.isArray(data)) postMessage(await (await train)(data[0], data[1]))
  else train = MAKERS[data.name](data.parts)
}
