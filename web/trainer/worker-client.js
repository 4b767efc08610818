// The page's end of the protocol: a promise per command, all of which reject when the session dies.
import { sayable } from './arguments.js'
import { requireSupport } from './browser-support.js'
import { Cancelled, makeError, tell, unpackError } from '../protocol/errors.js'
import { startHost } from './worker-host.js'
import { scriptBefore, withCore } from './core-chunks.js'

/** @import { Command, CoreReply, CoreRequest, CoreRequests, Event, Reply, SessionRequests, Told } from '../protocol/messages.js' */
/** @typedef {{ resolve: (value: Reply) => void, reject: (error: unknown) => void } & Pick<Extras, 'note' | 'onProgress'>} Pending */

// A killed worker says nothing, so the client listens for a sign of life while it waits for an answer: the core gives one
// even in the midst of a long step. It counts its own beats, not time, because a sleeping machine or a frozen tab stops both ends.
const BEAT = 1000 // milliseconds
const SILENT_BEATS = 20 // a thread that lives may have to wait for many: WebKit was seen to compile for ten, with nine frames on a busy machine

/**
 * What a command may come with. A signal cancels a long request and ends a run; `note`, which must not fail, and then
 * the user's `onProgress` are called with what it tells meanwhile.
 * @template {keyof SessionRequests} [K=keyof SessionRequests]
 * @typedef {{ transfer?: Transferable[], signal?: AbortSignal, note?: (value: Told<K>) => void, onProgress?: (value: Told<K>) => unknown }} Extras
 */

export class WorkerClient {
  /** Called once, with the reason, when the session dies of itself. @type {(error: Error) => void} */
  onfailure = () => {}
  /** Why there is no session any more. @type {Error | undefined} */
  dead
  /** The other workers of its group, which live and die with this one. @type {WorkerClient[]} */
  peers = []
  /** @type {import('./worker-host.js').Host | undefined} */
  #host
  /** @type {Map<number, Pending>} */
  #pending = new Map()
  #lastId = 0
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #heart
  #silence = 0
  #needed = false // by the first of its group

  /**
   * Starts a session and hands it the core.
   * @param {boolean} complete see withCore
   * @param {boolean} [elsewhere] see startHost
   * @returns {Promise<WorkerClient>}
   */
  static async start(complete, elsewhere) {
    requireSupport()
    const client = new WorkerClient()
    const host = await startHost({
      onevent: (event) => client.#take(event),
      onfailure: (error) => client.#die(error),
    }, await scriptBefore(complete), elsewhere)
    client.#host = host
    try {
      await withCore(complete, (core, note) => client.request('start', { core, sliceMilliseconds: host.sliceMilliseconds }, { note }))
    } catch (error) {
      client.terminate()
      throw error
    }
    return client
  }

  /**
   * Sends a command to the session. Rejects with the session's error, or with the reason why there is no session.
   * @template {keyof SessionRequests} K
   * @param {K} type
   * @param {SessionRequests[K]['takes']} fields
   * @param {Extras<K>} [extras]
   * @returns {Promise<Reply<K>>}
   */
  async request(type, fields, { transfer, signal, note, onProgress } = {}) {
    if (this.dead) throw this.dead
    if (signal?.aborted) throw new Cancelled()
    const id = ++this.#lastId
    const cancel = () => this.#cancel(id)
    signal?.addEventListener('abort', cancel)
    return new Promise((resolve, reject) => {
      this.#pending.set(id, /** @type {Pending} */ ({ resolve, reject, note, onProgress }))
      this.#watch()
      try {
        this.#host?.post(/** @type {Command} */ ({ ...fields, type, id }), transfer)
      } catch (error) { // something in the fields cannot be sent
        this.#settle(id)?.reject(/** @type {Error} */ (error))
      }
    }).finally(() => signal?.removeEventListener('abort', cancel))
  }

  /**
   * Sends a request to the core.
   * @template {keyof CoreRequests} K
   * @param {K} type
   * @param {CoreRequests[K]['takes']} [fields]
   * @param {Uint8Array<ArrayBuffer>} [payload] transferred: of no use to the caller afterwards
   * @returns {Promise<CoreReply<K>>}
   */
  async call(type, fields = {}, payload) {
    const request = /** @type {CoreRequest<K>} */ ({ ...sayable(fields), type })
    const reply = await this.request('core', { request, payload }, { transfer: payload && [payload.buffer] })
    return /** @type {CoreReply<K>} */ (reply)
  }

  /** Ends the session; everything that waits, and every later request, rejects. */
  terminate() { this.#end(new Error('The trainer was terminated.')) }

  /** @param {Event} event */
  #take(event) {
    this.#silence = 0
    switch (event.type) {
      case 'reply': return this.#settle(event.id)?.resolve(event.value)
      case 'error': return this.#settle(event.id)?.reject(unpackError(event.error))
      case 'progress': return this.#tell(event.id, event.value)
      case 'failure': return this.#die(unpackError(event.error))
    }
  }

  /** @param {number} id @param {Told} value */
  #tell(id, value) {
    const pending = this.#pending.get(id)
    pending?.note?.(value)
    if (pending?.onProgress) tell(pending.onProgress, value, (error) => this.#giveUp(id, error))
  }

  /** A listener failed: so does its call, once the session has ended what it did for it. @param {number} id @param {unknown} error */
  #giveUp(id, error) {
    const pending = this.#pending.get(id)
    if (!pending) throw error // too late: a rejection that nobody handled
    const { reject } = pending
    const end = () => reject(error)
    Object.assign(pending, { onProgress: undefined, resolve: end, reject: end })
    this.#cancel(id)
  }

  /** @param {number} id */
  #cancel(id) { this.#host?.post({ type: 'cancel', id: 0, request: id }) }

  /** @param {number} id */
  #settle(id) {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    this.#watch()
    return pending
  }

  /** @param {WorkerClient[]} peers every one of them is needed whenever this one works, and fails it when it fails */
  leads(peers) {
    this.peers = peers
    for (const peer of peers) peer.onfailure = (error) => this.#die(error)
    this.#watch()
  }

  /** @param {Error} error */
  #die(error) {
    if (this.dead) return
    this.#end(error)
    this.onfailure(error)
  }

  /** @param {Error} reason */
  #end(reason) {
    if (this.dead) return
    this.dead = reason
    this.#host?.terminate()
    for (const peer of this.peers) peer.#end(reason)
    for (const { reject } of this.#pending.values()) reject(reason)
    this.#pending.clear()
    this.#watch()
  }

  /** While something waits, listens for a sign of life, and keeps a Node process from ending. */
  #watch() {
    const waiting = !this.dead && (this.#needed || this.#pending.size > 0)
    for (const peer of this.peers) peer.#need(waiting)
    if (waiting === (this.#heart !== undefined)) return
    clearInterval(this.#heart)
    this.#heart = waiting ? setInterval(() => this.#beat(), BEAT) : undefined
    this.#silence = 0
    this.#host?.keepAlive(waiting)
  }

  /** @param {boolean} needed */
  #need(needed) {
    this.#needed = needed
    this.#watch()
  }

  #beat() {
    if (++this.#silence > SILENT_BEATS) {
      return this.#die(makeError('worker.silent', `The training worker has not answered for ${SILENT_BEATS} seconds: it was killed or hangs.`, { value: SILENT_BEATS }))
    }
    this.#host?.post({ type: 'ping', id: 0 }) // nobody waits for its reply: any event at all is a sign of life
  }
}
