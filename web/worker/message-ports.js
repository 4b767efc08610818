// How the members of a group exchange their slices by messages, each from each.
/** @import { Part, Places } from '../protocol/messages.js' */
/** @import { Exchange } from './data-parallel.js' */
/** @import { Core } from './wasm-core.js' */
/** @import { Peer } from './peer.js' */

/** @param {Core} core @param {number} rank @param {Places} places @param {Peer[]} others in the order of their ranks @returns {Exchange} */
export const byMessages = (core, rank, places, others) => async (kind, number) => {
  const { [kind]: regions, received } = places
  const each = kind === 'gradients'
  for (const peer of others) peer.sendSlice(number, core.view(...regions[each ? peer.rank : rank]))
  const parts = /** @type {Part[]} */ (await Promise.all(others.map((peer) => peer.next())))
  const numbers = regions.map(() => number)
  for (const [i, peer] of others.entries()) {
    numbers[peer.rank] = parts[i].number
    core.view(...(each ? received : regions)[peer.rank]).set(peer.spare = parts[i].data)
  }
  return numbers
}
