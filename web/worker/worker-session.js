// The training session: obeys the protocol's commands with one core, and tells through `post` what happens.
import { save } from './checkpoint.js'
import { compile, loadCore } from './wasm-core.js'
import { packError } from '../protocol/errors.js'
import { RequestScheduler } from './request-scheduler.js'
import { TrainingLoop } from './training-loop.js'
import { slicer } from './training-slice.js'
import { measure } from './measure.js'
import { Mutex } from '../protocol/mutex.js'
import { turnOf } from './turn-of.js'
import { unpack } from './inflate.js'

/** @import { Call, Command, CoreReply, CoreRequest, Event, Members, Reply } from '../protocol/messages.js' */
/** @import { Core } from './wasm-core.js' */

/** Requests that replace what a run is training, so they end it, and whatever else looks at the model. */
const REPLACING = new Set(['create', 'load', 'reset', 'corpus.begin'])

const SIGN_OF_LIFE = 500 // milliseconds between two of them in a long call

export class WorkerSession {
  #post
  #Group
  #core = /** @type {Core | undefined} */ (undefined)
  #run = /** @type {TrainingLoop | undefined} */ (undefined)
  #runId = 0
  /** @type {Promise<import('../protocol/public.js').TrainResult> | undefined} */
  #ended
  #group = /** @type {import('./data-parallel.js').DataParallelGroup | undefined} */ (undefined)
  #shares = 1 // of a batch, where this worker has to compute all of them
  #sliceMilliseconds = 30
  /** Of the core: slices of runs and long requests, and what must not come between the steps of a group. */
  #mutex = new Mutex()
  /** What takes long; a run rests meanwhile. */
  #requests = new RequestScheduler({
    call: (request) => this.#call(request),
    members: () => this.#members(),
    whenFree: (work) => this.#mutex.run(work),
    report: (id, value) => this.#post({ type: 'progress', id, value }),
    milliseconds: () => this.#sliceMilliseconds,
    drawing: () => this.#group?.desynchronize(false),
    done: () => this.#run?.wake(),
  })

  /** @param {(event: Event, transfer?: Transferable[]) => void} post @param {typeof import('./data-parallel.js').DataParallelGroup} [Group] without it, it trains alone */
  constructor(post, Group) {
    this.#post = post
    this.#Group = Group
  }

  /** Answers the command with one reply or error event; never throws. @param {Command} command */
  async handle(command) {
    const { id } = command
    try {
      const value = await this.#obey(command)
      this.#post({ type: 'reply', id, value }, buffersOf(value))
    } catch (error) {
      this.#post({ type: 'error', id, error: packError(error) })
      if (this.#core?.failure) this.#fail(this.#core.failure)
    }
  }

  /** @param {Command} command @returns {Reply | Promise<Reply>} */
  #obey(command) {
    switch (command.type) {
      case 'start': return this.#start(command)
      case 'join': return this.#mutex.run(() => this.#join(command))
      case 'core': return this.#answer(command.request, command.payload)
      case 'run': return this.#train(command)
      case 'abort': return this.#abandon()
      case 'pause': return this.#pause()
      case 'resume': return this.#run?.resume()
      case 'change': return this.#run?.change(command) ?? false
      case 'measure': return this.#mutex.run(() => measure(command, this.#call, () => this.#advance(1, 1)).finally(() => this.#group?.desynchronize(true)))
      case 'cancel': return this.#cancel(command.request)
      case 'ping': return undefined
      default: return this.#requests.perform(command)
    }
  }

  /** @param {unknown} error */
  #fail(error) { this.#post({ type: 'failure', error: packError(error) }) }

  /** @param {Extract<Command, { type: 'start' }>} command */
  async #start({ id, core, sliceMilliseconds }) {
    this.#sliceMilliseconds = sliceMilliseconds
    const module = typeof core === 'string' ? await compile(await unpack(core)) : core
    if (module !== core) this.#giveAway(id, module)
    let last = 0
    this.#core = await loadCore(module, () => {
      const now = performance.now()
      if (now - last < SIGN_OF_LIFE) return
      last = now
      this.#post({ type: 'alive' })
    })
  }

  /** @param {number} id @param {WebAssembly.Module} module */
  #giveAway(id, module) {
    try {
      this.#post({ type: 'progress', id, value: module })
    } catch {
      // where it cannot be sent, every session compiles its own
    }
  }

  /** @type {Call} */
  #call = (request, payload) => {
    if (!this.#core) throw new Error('the session has not been started')
    return this.#core.call(request, payload)
  }

  /** Its group, or itself. @returns {Members} */
  #members() { return this.#group ?? { size: 1, ask: async (request) => [this.#call(turnOf(request, 0, 1))] } }

  /** @param {Extract<Command, { type: 'join' }>} command */
  #join({ rank, of, ports }) {
    this.#shares = of
    this.#group?.close()
    this.#group = this.#Group && ports.length > 0 ? new this.#Group(/** @type {Core} */ (this.#core), rank, ports) : undefined
    if (rank > 0) this.#group?.follow().catch((error) => this.#fail(error))
  }

  /** @param {CoreRequest} request @param {Uint8Array} [payload] */
  async #answer(request, payload) {
    if (REPLACING.has(request.type)) return this.#replace(request, payload)
    // Never between a group's shares, where the stream has moved and the weights have not.
    const answer = async () => {
      if (request.type !== 'save') return this.#call(request, payload)
      await this.#group?.gather()
      return save(this.#call)
    }
    return this.#requests.afterDraws(() => this.#mutex.run(answer))
  }

  /** @param {CoreRequest} request @param {Uint8Array} [payload] */
  async #replace(request, payload) {
    const reply = await this.#mutex.run(() => {
      const made = this.#call(request, payload)
      this.#requests.abandon()
      this.#group?.desynchronize(true)
      this.#run?.abort()
      return made
    })
    await this.#ended?.catch(() => {}) // who asked for the run is told
    return reply
  }

  /** Nobody waits for anything any more. */
  #abandon() {
    this.#requests.abandon()
    this.#run?.abort()
  }

  /** @param {number} request the id of a run or a long request */
  #cancel(request) {
    if (request === this.#runId) this.#run?.abort()
    else this.#requests.cancel(request)
  }

  /** Resolves when the run rests; if the slice under way was its last, after its end has been told. */
  async #pause() {
    const run = this.#run
    run?.pause()
    await this.#mutex.run(() => {})
    if (run?.over) await this.#ended?.catch(() => {}) // who asked for the run is told
  }

  /** @param {Extract<Command, { type: 'run' }>} command */
  #train({ id, steps, stepsPerSecond, evaluateEvery, evaluateBatches }) {
    if (this.#run) throw new Error('a run is already going on: wait for it, or abort it first')
    const { step } = this.#call({ type: 'train', steps, limit: 0 }).ok // the core judges `steps`
    const given = { step, stepsPerSecond, evaluateEvery, sliceMilliseconds: this.#sliceMilliseconds }
    this.#runId = id
    this.#run = new TrainingLoop({
      ...given,
      steps: Number(steps),
      whenFree: (work) => this.#mutex.run(work),
      held: () => this.#requests.pending > 0,
      train: slicer({ ...given, evaluateBatches, call: this.#call, members: () => this.#members(), advance: this.#advance }),
      report: (progress) => this.#post({ type: 'progress', id, value: progress }, [progress.losses.buffer]),
    })
    this.#ended = this.#run.go().finally(() => { this.#run = undefined })
    return this.#ended
  }

  /** A step that could not be finished, as when memory runs out, leaves a model that nobody should go on with. @param {number} steps @param {number} limit @returns {Promise<CoreReply<'train'>>} */
  #advance = async (steps, limit) => {
    try {
      if (this.#group) return await this.#group.train(limit)
      return this.#call({ type: 'train', steps, limit, ...(this.#shares > 1 && { shares: this.#shares }) })
    } catch (error) {
      this.#core?.giveUp(/** @type {Error} */ (error))
      throw error
    }
  }
}

/** What is sent along instead of being copied. @param {Reply} reply */
const buffersOf = (reply) => (typeof reply === 'object' && 'data' in reply ? [reply.data.buffer] : [])
