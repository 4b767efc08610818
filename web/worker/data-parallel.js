// Training in several workers: each computes its share of every batch and owns a slice of the parameters, for which it adds up
// the shares of all in the same order; see src/core/training/group_member.hpp. What is sent goes over plain message ports.
import { save } from './checkpoint.js'
import { joined } from './training-slice.js'

/** @import { CoreReply, CoreRequest, CoreRequests, Members, Order, Part, Region } from '../protocol/messages.js' */
/** @import { Core } from './wasm-core.js' */

export class DataParallelGroup {
  #core
  #call
  #rank
  #others
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
    return [own, .../** @type {any[]} */ (await this.#received())]
  }

  async #synchronize() {
    if (this.#synchronized) return
    await this.gather()
    this.#send({ state: save(this.#call).data })
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
        const { steps = 0, state, request } = /** @type {Order} */ (await first.next())
        if (state) this.#call({ type: 'load' }, state)
        for (let i = 0; i < steps && await this.#step(); i++);
        if (request) first.send(this.#answer(request))
      }
    } catch (error) {
      if (!(error instanceof GroupClosed)) throw error
    }
  }

  /** @template {keyof CoreRequests} K @param {Omit<CoreRequest<K>, 'rank' | 'of'>} request @returns {CoreReply<K>} */
  #answer(request) { return this.#call(turnOf(request, this.#rank, this.size)) }

  // --- A step, the same for everyone.

  /** @returns {Promise<CoreReply<'update'> | undefined>} nothing when the numbers have ceased to be finite */
  async #step() {
    const rank = this.#rank
    const { loss, clips, gradients, received, values } = this.#answer({ type: 'share' }).ok
    const shares = await this.#exchange({ loss }, gradients, received)
    const own = this.#call({ type: 'reduce' }).data
    if (clips) this.#send({ data: own })
    const squares = clips ? new Uint8Array(joined(inOrder(rank, own, (await this.#received()).map(({ data }) => data))).buffer) : own
    const losses = inOrder(rank, loss, shares.map((share) => /** @type {number} */ (share.loss)))
    const reply = this.#call({ type: 'update', losses }, squares)
    const { finite } = reply.ok
    const updated = await this.#exchange({ finite }, values.map(() => values[rank]), values)
    if (finite && updated.every((part) => part.finite)) return reply
    this.#call({ type: 'undo' })
  }

  /** Each of the others gets a slice, and its own comes to where it belongs. @param {Omit<Part, 'data'>} about @param {Region[]} slices @param {Region[]} places */
  async #exchange(about, slices, places) {
    for (const peer of this.#others) peer.sendSlice(about, this.#core.view(...slices[peer.rank]))
    const parts = await this.#received()
    for (const [i, peer] of this.#others.entries()) this.#core.view(...places[peer.rank]).set(peer.spare = parts[i].data)
    return parts
  }

  /** To all others. @param {Order | Part} message */
  #send(message) { for (const peer of this.#others) peer.send(message) }

  /** A message of each of the others. @returns {Promise<Part[]>} */
  async #received() { return /** @type {Promise<Part[]>} */ (Promise.all(this.#others.map((peer) => peer.next()))) }
}

/** A request to the rank-th of so many. @template {keyof CoreRequests} K @param {Omit<CoreRequest<K>, 'rank' | 'of'>} request @param {number} rank @param {number} of */
export const turnOf = (request, rank, of) => /** @type {CoreRequest<K>} */ (/** @type {unknown} */ ({ ...request, rank, of }))

/** One's own among those of the others. @template T @param {number} rank @param {T} own @param {T[]} others */
const inOrder = (rank, own, others) => [...others.slice(0, rank), own, ...others.slice(rank)]

/** Why no message comes any more. */
class GroupClosed extends Error {}

/** Another member: what came from it, for whoever asks next. */
class Peer {
  /** What came from it last: a slice is sent in the buffer in which the one before came. @type {Uint8Array<ArrayBuffer> | undefined} */
  spare
  /** @type {(Order | Part)[]} */
  #arrived = []
  /** @type {{ resolve: (message: Order | Part) => void, reject: (error: GroupClosed) => void } | undefined} */
  #waiting
  #closed = false
  #port

  /** @param {MessagePort} port @param {number} rank */
  constructor(port, rank) {
    this.#port = port
    this.rank = rank
    port.onmessage = ({ data }) => {
      this.#arrived.push(data)
      this.#hand()
    }
  }

  /** @param {Order | Part} message @param {Transferable[]} [transfer] */
  send(message, transfer) { this.#port.postMessage(message, transfer ?? []) }

  /** @param {Omit<Part, 'data'>} about @param {Uint8Array<ArrayBuffer>} slice in the core's memory, so it is copied */
  sendSlice(about, slice) {
    let data = this.spare
    if (data?.length === slice.length) data.set(slice)
    else data = slice.slice()
    this.send({ ...about, data }, [data.buffer])
  }

  /** @returns {Promise<Order | Part>} */
  next() {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#hand()
    })
  }

  close() {
    this.#port.close()
    this.#closed = true
    this.#hand()
  }

  #hand() {
    if (!this.#waiting) return
    if (this.#closed) this.#waiting.reject(new GroupClosed('the group was closed'))
    else if (this.#arrived.length > 0) this.#waiting.resolve(/** @type {Order | Part} */ (this.#arrived.shift()))
    else return
    this.#waiting = undefined
  }
}
