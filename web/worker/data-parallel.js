// Training in several workers: each computes its share of every batch and owns a slice of the parameters, for which it adds up
// the shares of all in the same order; see src/core/training/group_member.hpp.
import { save } from './checkpoint.js'
import { byMessages } from './message-ports.js'
import { GroupClosed, Peer } from './peer.js'
import { byMemory, sharedMemory } from './shared-memory.js'
import { joined } from './training-slice.js'
import { turnOf } from './turn-of.js'

/** @import { CoreReply, CoreRequest, CoreRequests, Members, Order, Places } from '../protocol/messages.js' */
/** @import { Core } from './wasm-core.js' */

/**
 * Everyone gives each of the others what lies in that one's slice of the gradients, or all of them its values or squares, and a number;
 * gives the numbers of all in the order of their ranks, when what the others gave is in its place.
 * @typedef {(kind: 'gradients' | 'values' | 'squares', number: number) => number[] | Promise<number[]>} Exchange
 */

export class DataParallelGroup {
  #core
  #call
  #rank
  #others
  /** From the moment when all are in the same state. @type {Exchange} */
  #exchange = () => []
  #clips = false
  /** @type {SharedArrayBuffer | undefined} */
  #memory
  #synchronized = false // whether all have the same weights and stream
  #whole = true // whether the first member has everyone's moments

  /** @param {Core} core @param {number} rank @param {MessagePort[]} ports to the others, in the order of their ranks */
  constructor(core, rank, ports) {
    this.#core = core
    this.#call = core.call
    this.#rank = rank
    this.#others = ports.map((port, i) => new Peer(port, i < rank ? i : i + 1))
  }

  /** Another group takes its place; whoever waits for a message of this one gets a GroupClosed. */
  close() { for (const peer of this.#others) peer.close() }

  /** The first member's state was changed by something other than the group's steps. @param {boolean} replaced all of it, not the stream alone */
  desynchronize(replaced) {
    this.#synchronized = false
    this.#whole ||= replaced
  }

  // --- The first member asks, the others follow.

  /** All take so many steps, or fewer when the numbers cease to be finite. @param {number} steps @returns {Promise<CoreReply<'train'>>} */
  async train(steps) {
    await this.#synchronize()
    this.#send({ steps })
    this.#whole = false
    const parts = []
    let done = 0
    let reply
    do {
      reply = await this.#step() ?? await this.#recover()
      done += reply.ok.done
      parts.push(reply.data)
    } while (parts.length < steps && !reply.ok.stopped)
    return { ok: { ...reply.ok, done }, data: new Uint8Array(joined(parts).buffer) }
  }

  /** The first member's model is all there again. */
  async gather() {
    if (this.#whole) return
    for (const [rank, { data }] of (await this.#ask({ type: 'state' })).entries()) this.#call({ type: 'place', rank }, data)
    this.#whole = true
  }

  /** What each answers to a request that is of which each does its part, in the order of ranks. @type {Members['ask']} */
  async ask(request) {
    await this.#synchronize()
    return this.#ask(request)
  }

  get size() { return this.#others.length + 1 }

  /** @type {Members['ask']} */
  async #ask(request) {
    this.#send({ request })
    const own = this.#answer(request)
    return [own, .../** @type {any[]} */ (await Promise.all(this.#others.map((peer) => peer.next())))]
  }

  async #synchronize() {
    if (this.#synchronized) return
    await this.gather()
    const places = this.#places()
    this.#memory = sharedMemory(places, this.#memory)
    this.#meet(places, this.#memory)
    this.#send({ state: save(this.#call).data, memory: this.#memory })
    this.#synchronized = true
  }

  async #recover() {
    await this.gather()
    this.desynchronize(true)
    return this.#call({ type: 'recover' })
  }

  /** The other members: obey the first one, until this group is closed. */
  async follow() {
    const [first] = this.#others
    try {
      for (;;) {
        const { steps = 0, state, memory, request } = /** @type {Order} */ (await first.next())
        if (state) {
          this.#call({ type: 'load' }, state)
          this.#meet(this.#places(), memory)
        }
        for (let i = 0; i < steps && await this.#step(); i++);
        if (request) first.send(this.#answer(request))
      }
    } catch (error) {
      if (!(error instanceof GroupClosed)) throw error
    }
  }

  /** @template {keyof CoreRequests} K @param {Omit<CoreRequest<K>, 'rank' | 'of'>} request @returns {CoreReply<K>} */
  #answer(request) { return this.#call(turnOf(request, this.#rank, this.size)) }

  /** @returns {Places} */
  #places() { return this.#answer({ type: 'places' }).ok }

  // --- A step, the same for everyone.

  /** By way of the memory, or of messages when there is none. @param {Places} places @param {SharedArrayBuffer} [memory] */
  #meet(places, memory) {
    this.#clips = places.squares.some(([, bytes]) => bytes > 0)
    this.#exchange = memory ? byMemory(this.#core, this.#rank, places, memory) : byMessages(this.#core, this.#rank, places, this.#others)
  }

  /** @returns {Promise<CoreReply<'update'> | undefined>} nothing when the numbers have ceased to be finite */
  async #step() {
    const losses = await this.#exchange('gradients', this.#answer({ type: 'share' }).ok.loss)
    this.#call({ type: 'reduce' })
    if (this.#clips) await this.#exchange('squares', 0)
    const reply = this.#call({ type: 'update', losses })
    const finite = await this.#exchange('values', reply.ok.finite)
    if (finite.every(Boolean)) return reply
    this.#call({ type: 'undo' })
  }

  /** To all others. @param {Order} message */
  #send(message) { for (const peer of this.#others) peer.send(message) }
}
