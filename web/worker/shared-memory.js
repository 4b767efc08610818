// How threads exchange their slices where they can share memory (in Node, and in pages that are isolated from other origins): everyone writes what is for
// the others, waits until all have written, and reads. See message-ports.js, which does the same everywhere.

/** @import { Places, Region } from '../protocol/messages.js' */
/** @import { Exchange } from './data-parallel.js' */
/** @import { Core } from './wasm-core.js' */

const HEADER = 2048 // bytes: how many have come, how often all have; then a number of each member and kind
const KINDS = /** @type {const} */ (['values', 'gradients', 'squares'])
const SIGN_OF_LIFE = 500 // milliseconds

/** As much of it as is needed, or undefined where there is none to be had. @param {Places} places @param {SharedArrayBuffer} [before] which will do when it is as much */
export function sharedMemory({ values, squares }, before) {
  const { document, SharedArrayBuffer, crossOriginIsolated = true } = globalThis
  if (document || !SharedArrayBuffer || !crossOriginIsolated) return undefined // a page's own thread must not wait
  const bytes = HEADER + size(values) * (1 + values.length) + size(squares)
  if (before?.byteLength === bytes) return before
  try {
    return new SharedArrayBuffer(bytes)
  } catch {
    return undefined // so much is not to be had
  }
}

/** Of these regions, which follow one another, in bytes, aligned. @param {Region[]} regions */
const size = (regions) => (regions.reduce((sum, [, bytes]) => sum + bytes, 0) + 63) & ~63

/** @param {Core} core @param {number} rank @param {Places} places @param {SharedArrayBuffer} memory @returns {Exchange} */
export function byMemory(core, rank, places, memory) {
  const members = places.values.length
  const words = new Int32Array(memory, 0, 2)
  const stride = size(places.values)
  const starts = { values: 0, gradients: stride, squares: stride * (1 + members) }

  return (kind, number) => {
    const { [kind]: regions, received } = places
    const each = kind === 'gradients'
    const numbers = new Float64Array(memory, 8 * (1 + members * KINDS.indexOf(kind)), members)
    /** Where a member writes it. @param {number} member @param {Region} region */
    const at = (member, [address, bytes]) => new Uint8Array(memory, HEADER + starts[kind] + (each ? member * stride : 0) + address - regions[0][0], bytes)
    numbers[rank] = number
    for (const [to, region] of regions.entries()) if ((to === rank) !== each) at(rank, region).set(core.view(...region))
    waitForAll(words, members, core.alive)
    for (const from of regions.keys()) {
      const region = regions[each ? rank : from]
      if (from !== rank) core.view(...(each ? received[from] : region)).set(at(from, region))
    }
    return [...numbers]
  }
}

/** @param {Int32Array} words how many have come, how often all have @param {number} members @param {() => void} alive called now and then meanwhile */
function waitForAll(words, members, alive) {
  const times = Atomics.load(words, 1)
  if (Atomics.add(words, 0, 1) + 1 === members) {
    words[0] = 0
    Atomics.store(words, 1, times + 1)
    Atomics.notify(words, 1)
  }
  while (Atomics.load(words, 1) === times) if (Atomics.wait(words, 1, times, SIGN_OF_LIFE) === 'timed-out') alive()
}
