// How the members of a group exchange their slices by messages, each from each.
/** @import { Part, Places } from '../protocol/messages.js' */
/** @import { Core } from './wasm-core.js' */
/** @import { Peer } from './peer.js' */

export class MessagePorts {
  #core
  #rank
  #places
  #others

  /** @param {Core} core @param {number} rank @param {Places} places @param {Peer[]} others in the order of their ranks */
  constructor(core, rank, places, others) {
    this.#core = core
    this.#rank = rank
    this.#places = places
    this.#others = others
  }

  /** @type {import('./data-parallel.js').Exchange} */
  async exchange(kind, number) {
    const { [kind]: regions, received } = this.#places
    const each = kind === 'gradients'
    for (const peer of this.#others) peer.sendSlice(number, this.#core.view(...regions[each ? peer.rank : this.#rank]))
    const parts = /** @type {Part[]} */ (await Promise.all(this.#others.map((peer) => peer.next())))
    const numbers = regions.map(() => number)
    for (const [i, peer] of this.#others.entries()) {
      numbers[peer.rank] = parts[i].number
      this.#core.view(...(each ? received : regions)[peer.rank]).set(peer.spare = parts[i].data)
    }
    return numbers
  }
}
