// Training in several workers: each computes its share of every batch, and all add up all shares in the same order. So
// every one of them takes the same step, and nothing but gradients need be sent, over plain message ports.
import { save } from './checkpoint.js'
import { joined } from './training-slice.js'

/** @import { Call, CoreReply, Order, Share } from '../protocol/messages.js' */

export class DataParallelGroup {
  #call
  #rank
  #inboxes
  #synchronized = false // whether all have the same state
  /** The last gradients that came, whose memory those of the next share take. @type {Uint8Array<ArrayBuffer> | undefined} */
  #spare

  /** @param {Call} call @param {number} rank @param {MessagePort[]} ports to the others, in the order of their ranks */
  constructor(call, rank, ports) {
    this.#call = call
    this.#rank = rank
    this.#inboxes = ports.map((port) => new Inbox(port))
  }

  /** Another group takes its place; whoever waits for a message of this one gets a GroupClosed. */
  close() { for (const inbox of this.#inboxes) inbox.close() }

  /** The first member's state was changed by something other than the group's steps. */
  desynchronize() { this.#synchronized = false }

  /** The first member: all take so many steps, or fewer when the numbers cease to be finite. @param {number} steps @returns {Promise<CoreReply<'train'>>} */
  async train(steps) {
    const state = this.#synchronized ? undefined : save(this.#call).data
    for (const { port } of this.#inboxes) port.postMessage({ steps, state })
    this.#synchronized = true
    return this.#takeSteps(steps)
  }

  /** The other members: obey the first one, until this group is closed. */
  async follow() {
    try {
      for (;;) {
        const { steps, state } = /** @type {Order} */ (await this.#inboxes[0].next())
        if (state) this.#call({ type: 'load' }, state)
        await this.#takeSteps(steps)
      }
    } catch (error) {
      if (!(error instanceof GroupClosed)) throw error
    }
  }

  /** @param {number} steps */
  async #takeSteps(steps) {
    const parts = []
    let done = 0
    let reply
    do {
      reply = await this.#step()
      done += reply.ok.done
      parts.push(reply.data)
    } while (parts.length < steps && !reply.ok.stopped)
    return { ok: { ...reply.ok, done }, data: new Uint8Array(joined(parts).buffer) }
  }

  async #step() {
    const { ok: { loss }, data } = this.#call({ type: 'share', rank: this.#rank, of: this.#inboxes.length + 1 }, undefined, this.#spare)
    for (const [i, { port }] of this.#inboxes.entries()) {
      const gradients = i < this.#inboxes.length - 1 ? data.slice() : data
      port.postMessage({ loss, gradients }, [gradients.buffer])
    }
    const others = /** @type {Share[]} */ (await Promise.all(this.#inboxes.map((inbox) => inbox.next())))
    const losses = others.map((share) => share.loss)
    losses.splice(this.#rank, 0, loss)
    this.#spare = others.at(-1)?.gradients
    for (const { gradients } of others) this.#call({ type: 'addShare' }, gradients) // one by one: the core may have no room for many
    return this.#call({ type: 'combine', losses })
  }
}

/** Why no message comes any more. */
class GroupClosed extends Error {}

/** What came through a port, for whoever asks next. */
class Inbox {
  /** @type {(Order | Share)[]} */
  #arrived = []
  /** @type {{ resolve: (message: Order | Share) => void, reject: (error: GroupClosed) => void } | undefined} */
  #waiting
  #closed = false

  /** @param {MessagePort} port */
  constructor(port) {
    this.port = port
    port.onmessage = ({ data }) => {
      this.#arrived.push(data)
      this.#hand()
    }
  }

  /** @returns {Promise<Order | Share>} */
  next() {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#hand()
    })
  }

  close() {
    this.port.close()
    this.#closed = true
    this.#hand()
  }

  #hand() {
    if (!this.#waiting) return
    if (this.#closed) this.#waiting.reject(new GroupClosed('the group was closed'))
    else if (this.#arrived.length > 0) this.#waiting.resolve(/** @type {Order | Share} */ (this.#arrived.shift()))
    else return
    this.#waiting = undefined
  }
}
