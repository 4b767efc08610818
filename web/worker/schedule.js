// What takes long, done in slices between which a session serves other requests.
import { Cancelled } from '../protocol/errors.js'
import * as jobs from './long-requests.js'
import { Line, nextTask } from '../protocol/mutex.js'

/** @typedef {import('../protocol/messages.js').JobRequests} JobRequests */
/** @typedef {{ [K in keyof JobRequests]: { type: K, id: number } & JobRequests[K]['takes'] }[keyof JobRequests]} JobCommand */

export class Schedule {
  /** How many jobs are under way or wait. */
  length = 0
  #session
  /** Jobs that write: the core has one text at a time. */
  #writing = new Line()
  /** Jobs that draw from the training stream, so that requests after them wait for them. */
  #drawing = new Line()
  /** Changes when the model is replaced. */
  #model = {}
  /** Ids of jobs that are wanted no more. @type {Set<number>} */
  #cancelled = new Set()

  /**
   * @param {object} session
   * @param {jobs.Call} session.call
   * @param {<T>(work: () => T) => Promise<T>} session.turn        waits until the core is free
   * @param {(id: number, value: any) => void} session.report      what a job tells meanwhile
   * @param {() => number} session.milliseconds                    of a slice
   * @param {() => void} session.drawing                           called before the training stream is moved
   * @param {() => void} session.done                              called when a job is over, whatever ended it
   */
  constructor(session) { this.#session = session }

  /** @param {JobCommand} command */
  async perform(command) {
    const model = this.#model
    const work = () => this.#inSlices(command, model)
    const written = () => (command.type === 'generate' ? this.#writing.turn(work) : work())
    this.length++
    return (draws(command) ? this.#drawing.turn(written) : written()).finally(() => this.#over())
  }

  /** @param {number} id */
  cancel(id) { this.#cancelled.add(id) }

  /** The model is replaced, or nobody waits any more: rejects all jobs. */
  abandon() { this.#model = {} }

  /** Does the work once all that was asked for before has drawn from the training stream; a run that was asked for later rests until then. @template T @param {() => Promise<T>} work */
  async afterDraws(work) {
    if (this.#drawing.length === 0) return work()
    this.length++
    return this.#drawing.turn(work).finally(() => this.#over())
  }

  #over() {
    this.length--
    this.#session.done()
  }

  /** @param {JobCommand} command @param {object} model that it is to look at */
  async #inSlices(command, model) {
    const { call, turn, report, drawing } = this.#session
    const { type, id, ...options } = command
    const job = /** @type {(call: jobs.Call, options: any) => Generator} */ (jobs[type])(call, options)
    for (;;) {
      const { done, value } = await turn(() => {
        if (model !== this.#model) throw new Error('the model was replaced before this was done')
        if (this.#cancelled.delete(id)) throw new Cancelled()
        if (draws(command)) drawing()
        return this.#slice(job)
      })
      if (value) report(id, value)
      if (done) return value
      await nextTask()
    }
  }

  /** @param {Generator} job */
  #slice(job) {
    const deadline = performance.now() + this.#session.milliseconds()
    for (;;) {
      const result = job.next()
      if (result.done || performance.now() >= deadline) return result
    }
  }
}

/** Whether it moves the training stream. @param {JobCommand} command */
function draws(command) {
  return command.type === 'estimateLoss' || (command.type === 'generate' && command.seed === undefined && !command.peek)
}
