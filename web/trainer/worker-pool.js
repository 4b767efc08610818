// The workers of one trainer: starts those beside the first, brings them together into a data-parallel group, and hands on what the trainer is asked for.
import { WorkerClient } from './worker-client.js'
import { builtin, inNode } from './node.js'
import { sendText } from './send-corpus.js'
import { MOST_WORKERS } from '../protocol/limits.js'
import { Mutex } from '../protocol/mutex.js'

/** @import { CoreRequests, Reply, SessionRequests } from '../protocol/messages.js' */

const MOST_OF_ITS_OWN = 8 // that 'auto' takes
const QUICK_STEP = 4 // milliseconds, of which several workers can make no better
const MEASURING = 300 // milliseconds, in which the engine also compiles the core better
const WORTH_IT = 0.9 // of a step's time, or less, with twice as many workers

/** @param {number | 'auto'} workers */
export function checkWorkers(workers) {
  if (workers !== 'auto' && !(Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS)) {
    throw new Error(`workers must be 'auto' or a whole number from 1 to ${MOST_WORKERS}, not ${String(workers)}`)
  }
}

export class WorkerPool {
  /** How many shares a batch is divided into: one for each worker. */
  size = 1
  /** Of a step, where that has been measured. @type {number | undefined} */
  milliseconds
  #client
  #text
  #complete
  #wanted
  /** What is sent while the pool changes waits until it has. */
  #mutex = new Mutex()
  #changes = 0 // asked for so far

  /** @param {WorkerClient} client the first one @param {Blob} text @param {boolean} complete see withCore @param {number | 'auto'} wanted */
  constructor(client, text, complete, wanted) {
    this.#wanted = wanted
    this.#client = client
    this.#text = text
    this.#complete = complete
  }

  /**
   * Sends a command to the first worker, in the order of asking.
   * @template {keyof SessionRequests} K
   * @param {K} type @param {SessionRequests[K]['takes']} fields @param {import('./worker-client.js').Extras<K>} [extras]
   * @returns {Promise<Reply<K>>}
   */
  async request(type, fields, extras) {
    return this.#inOrder((client) => client.request(type, fields, extras))
  }

  /**
   * Sends a request to the core, in the order of asking.
   * @template {keyof CoreRequests} K
   * @param {K} type @param {CoreRequests[K]['takes']} [fields] @param {Uint8Array<ArrayBuffer>} [payload] see WorkerClient.call
   */
  async call(type, fields, payload) {
    return this.#inOrder((client) => client.call(type, fields, payload))
  }

  /** @template T @param {(client: WorkerClient) => Promise<T>} send */
  async #inOrder(send) {
    const { answer } = await this.#mutex.run(() => ({ answer: send(this.#client) })) // or the next waited for the answer
    return answer
  }

  /** Ends all of them; whatever waits rejects. */
  terminate() { this.#client.terminate() }

  /** Called once when one of them dies by itself. @param {(error: Error) => void} listener */
  set onfailure(listener) { this.#client.onfailure = listener }

  /** Changes the model with `make` and takes as many workers as suit it; whatever is asked for later waits. @template T @param {(client: WorkerClient) => Promise<T>} make */
  changeModel(make) {
    const change = ++this.#changes
    return this.#mutex.run(async () => {
      const made = await make(this.#client)
      await this.#resize(() => change === this.#changes)
      return made
    })
  }

  /**
   * Takes as many workers as are wanted, or as many as train this model fastest.
   * @param {() => boolean} lasting whether nothing waits that changes the model again, for which measuring this one would be in vain
   */
  async #resize(lasting) {
    if (this.#wanted !== 'auto') return this.#take(this.#wanted)
    const { config } = (await this.#client.call('info')).ok
    const most = this.#complete ? Math.min(await processors(), MOST_OF_ITS_OWN, config.batchSize) : 1 // the quick core trains alone
    await this.#take(1)
    this.milliseconds = await this.#measure()
    for (let size = 2; size <= most && this.milliseconds > QUICK_STEP && lasting(); size *= 2) {
      if (!await this.#start(size - 1)) break
      await this.#take(size)
      const milliseconds = await this.#measure()
      if (milliseconds > WORTH_IT * this.milliseconds) return this.#take(size / 2)
      this.milliseconds = milliseconds
    }
  }

  #measure() { return this.#client.request('measure', { milliseconds: MEASURING, enough: QUICK_STEP }) }

  /** Where no more workers can be started, the first one computes all shares: the result is the same. @param {number} size */
  async #take(size) {
    if (size === this.size) return
    const peers = await this.#start(size - 1)
    this.size = size
    for (const peer of this.#client.peers.splice(size - 1)) peer.terminate()
    if (!peers) return void await this.#client.request('join', { rank: 0, of: size, ports: [] })
    const members = [this.#client, ...this.#client.peers]
    const ports = connected(members.length)
    await Promise.all(members.map((member, rank) => member.request('join', { rank, of: size, ports: ports[rank] }, { transfer: ports[rank] })))
  }

  /** Sees to it that there are so many beside the first. @param {number} wanted @returns {Promise<boolean>} whether there are */
  async #start(wanted) {
    const { peers } = this.#client
    const missing = Math.max(0, wanted - peers.length)
    const started = await Promise.allSettled(Array.from({ length: missing }, () => this.#startOne()))
    const fresh = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    if (this.#client.dead || fresh.length < missing) {
      for (const peer of fresh) peer.terminate()
      if (this.#client.dead) throw this.#client.dead
      return false
    }
    this.#client.leads([...peers, ...fresh])
    return true
  }

  async #startOne() {
    const peer = await WorkerClient.start(this.#complete, true)
    try {
      await sendText(peer, this.#text)
      return peer
    } catch (error) {
      peer.terminate()
      throw error
    }
  }
}

/** Channels from everyone to everyone: for each rank its ports to the others, in the order of their ranks. @param {number} size */
function connected(size) {
  /** @type {MessagePort[][]} */
  const ports = Array.from({ length: size }, () => [])
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const { port1, port2 } = new MessageChannel()
      ports[i][j - 1] = port1
      ports[j][i] = port2
    }
  }
  return ports
}

/** How many can work at a time. */
const processors = async () => globalThis.navigator?.hardwareConcurrency ?? (inNode() ? (await builtin('os')).cpus().length : 1)
