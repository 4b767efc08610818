// What takes long, done in slices between which a session serves other requests.
import { Cancelled, makeError } from '../protocol/errors.js'
import { Mutex } from '../protocol/mutex.js'
import { checkGradients, estimateLoss, evaluate, generate } from './long-requests.js'
import { nextTask } from './next-task.js'

/** @import { Call, Command, LongRequests, Members, Reply, Told } from '../protocol/messages.js' */
/** @typedef {Command<keyof LongRequests>} LongCommand */
/** @template Y, R @typedef {Generator<Y | void, R> | AsyncGenerator<Y | void, R>} Steps */

/** @type {{ [K in keyof LongRequests]: (call: Call, options: LongRequests[K]['takes'], members: () => Members) => Steps<Told<K>[number], LongRequests[K]['gives']> }} */
const GENERATORS = { evaluate, estimateLoss, generate, checkGradients }

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
  /** Ids of those that are under way or wait, and still wanted. @type {Set<number>} */
  #wanted = new Set()

  /**
   * @param {object} session
   * @param {Call} session.call
   * @param {() => Members} session.members                        those who share the work
   * @param {<T>(work: () => T | Promise<T>) => Promise<T>} session.whenFree    does it once the core is free
   * @param {(id: number, value: Told<keyof LongRequests>) => void} session.report      what a request tells meanwhile
   * @param {() => number} session.milliseconds                    of a slice
   * @param {() => void} session.drawing                           called before the training stream of this worker alone is moved
   * @param {() => void} session.done                              called when a request is over, whatever ended it
   */
  constructor(session) { this.#session = session }

  /** @param {LongCommand} command */
  async perform(command) {
    const model = this.#model
    const drawing = draws(command)
    const work = () => this.#inSlices(command, model, drawing)
    const written = () => (command.type === 'generate' ? this.#writing.run(work) : work())
    this.pending++
    this.#wanted.add(command.id)
    return (drawing ? this.#drawing.run(written) : written()).finally(() => {
      this.#wanted.delete(command.id)
      this.#over()
    })
  }

  /** @param {number} id */
  cancel(id) { this.#wanted.delete(id) }

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

  /**
   * @template {keyof LongRequests} K @param {Command<K>} command
   * @param {object} model that it is to look at
   * @param {boolean} drawing whether it moves the training stream
   * @returns {Promise<Reply<K>>}
   */
  async #inSlices(command, model, drawing) {
    const { call, members, whenFree, report } = this.#session
    const { type, id, ...options } = command
    const work = GENERATORS[/** @type {K} */ (type)](call, options, members)
    for (;;) {
      const { fresh, done, value } = await whenFree(() => {
        if (model !== this.#model) throw makeError('model.replaced', 'the model was replaced before this was done')
        if (!this.#wanted.has(id)) throw new Cancelled()
        if (drawing && type === 'generate') this.#session.drawing()
        return this.#slice(work)
      })
      if (fresh.length > 0) report(id, /** @type {Told<K>} */ (fresh))
      if (done) return value
      await nextTask()
    }
  }

  /** What came of a slice: what is new of the result, and all of it when it is done. @template Y, R @param {Steps<Y, R>} work */
  async #slice(work) {
    const deadline = performance.now() + this.#session.milliseconds()
    /** @type {Y[]} */
    const fresh = []
    for (;;) {
      const { done, value } = await work.next()
      if (done) return { fresh, done, value }
      if (value) fresh.push(value)
      if (performance.now() >= deadline) return { fresh }
    }
  }
}

/** Whether it moves the training stream. @param {LongCommand} command */
function draws(command) {
  return command.type === 'estimateLoss' || (command.type === 'generate' && command.seed === undefined && !command.peek)
}
