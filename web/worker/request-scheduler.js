// What takes long, done in slices between which a session serves other requests.
import { Cancelled } from '../protocol/errors.js'
import { Mutex } from '../protocol/mutex.js'
import * as longRequests from './long-requests.js'
import { nextTask } from './next-task.js'

/** @typedef {import('../protocol/messages.js').LongRequests} LongRequests */
/** @typedef {{ [K in keyof LongRequests]: { type: K, id: number } & LongRequests[K]['takes'] }[keyof LongRequests]} LongCommand */

export class RequestScheduler {
  /** How many long requests are under way or wait. */
  pending = 0
  #session
  /** Those that write: the core has one text at a time. */
  #writing = new Mutex()
  /** Those that draw from the training stream, so that requests after them wait for them. */
  #drawing = new Mutex()
  /** Changes when the model is replaced. */
  #model = {}
  /** Ids of those that are wanted no more. @type {Set<number>} */
  #cancelled = new Set()

  /**
   * @param {object} session
   * @param {longRequests.Call} session.call
   * @param {<T>(work: () => T) => Promise<T>} session.whenFree    does it once the core is free
   * @param {(id: number, value: any) => void} session.report      what a request tells meanwhile
   * @param {() => number} session.milliseconds                    of a slice
   * @param {() => void} session.drawing                           called before the training stream is moved
   * @param {() => void} session.done                              called when a request is over, whatever ended it
   */
  constructor(session) { this.#session = session }

  /** @param {LongCommand} command */
  async perform(command) {
    const model = this.#model
    const work = () => this.#inSlices(command, model)
    const written = () => (command.type === 'generate' ? this.#writing.run(work) : work())
    this.pending++
    return (draws(command) ? this.#drawing.run(written) : written()).finally(() => this.#over())
  }

  /** @param {number} id */
  cancel(id) { this.#cancelled.add(id) }

  /** The model is replaced, or nobody waits any more: rejects all of them. */
  abandon() { this.#model = {} }

  /** Does the work once all that was asked for before has drawn from the training stream; a run that was asked for later rests until then. @template T @param {() => Promise<T>} work */
  async afterDraws(work) {
    if (this.#drawing.waiting === 0) return work()
    this.pending++
    return this.#drawing.run(work).finally(() => this.#over())
  }

  #over() {
    this.pending--
    this.#session.done()
  }

  /** @param {LongCommand} command @param {object} model that it is to look at */
  async #inSlices(command, model) {
    const { call, whenFree, report, drawing } = this.#session
    const { type, id, ...options } = command
    const work = /** @type {(call: longRequests.Call, options: any) => Generator} */ (longRequests[type])(call, options)
    for (;;) {
      const { done, value } = await whenFree(() => {
        if (model !== this.#model) throw new Error('the model was replaced before this was done')
        if (this.#cancelled.delete(id)) throw new Cancelled()
        if (draws(command)) drawing()
        return this.#slice(work)
      })
      if (value) report(id, value)
      if (done) return value
      await nextTask()
    }
  }

  /** @param {Generator} work */
  #slice(work) {
    const deadline = performance.now() + this.#session.milliseconds()
    for (;;) {
      const result = work.next()
      if (result.done || performance.now() >= deadline) return result
    }
  }
}

/** Whether it moves the training stream. @param {LongCommand} command */
function draws(command) {
  return command.type === 'estimateLoss' || (command.type === 'generate' && command.seed === undefined && !command.peek)
}
