// Another member of a group, at the other end of a message port: what is sent to it, and what came from it, for whoever asks next.
/** @import { CoreReply, Order, Part } from '../protocol/messages.js' */

/** Why no message comes any more. */
export class GroupClosed extends Error {}

export class Peer {
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

  /** @param {Order | Part | CoreReply} message @param {Transferable[]} [transfer] */
  send(message, transfer) { this.#port.postMessage(message, transfer ?? []) }

  /** @param {number} number @param {Uint8Array<ArrayBuffer>} slice in the core's memory, so it is copied */
  sendSlice(number, slice) {
    let data = this.spare
    if (data?.length === slice.length) data.set(slice)
    else data = slice.slice()
    this.send({ number, data }, [data.buffer])
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
