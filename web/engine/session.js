// The training session: obeys the protocol's commands with one core, and tells through `post` what happens.
import { loadCore } from './core.js'
import { packError } from './errors.js'
import { Run } from './run.js'
import { slicer } from './slice.js'

/** @typedef {import('../protocol.js').Command} Command */
/** @typedef {import('../protocol.js').CoreRequest} CoreRequest */
/** @typedef {import('../protocol.js').Event} Event */

/** Requests that replace what a run is training, so they end it. */
const ENDS_RUN = new Set(['create', 'load', 'reset', 'corpus.begin'])

export class Session {
  #post
  /** @type {import('./core.js').Core | undefined} */
  #core
  /** @type {Run | undefined} */
  #run
  /** @type {Promise<import('../protocol.js').TrainResult> | undefined} */
  #ended
  #sliceMilliseconds = 30

  /** @param {(event: Event, transfer?: Transferable[]) => void} post */
  constructor(post) { this.#post = post }

  /** Answers the command with one reply or error event; never throws. @param {Command} command */
  async handle(command) {
    const { id } = command
    try {
      const value = await this.#obey(command)
      this.#post({ type: 'reply', id, value }, value?.data ? [value.data.buffer] : [])
    } catch (error) {
      this.#post({ type: 'error', id, error: packError(error) })
      if (this.#core?.failure) this.#post({ type: 'failure', error: packError(this.#core.failure) })
    }
  }

  /** @param {Command} command @returns {any} */
  #obey(command) {
    switch (command.type) {
      case 'start': return this.#start(command.wasm, command.sliceMilliseconds)
      case 'core': return this.#answer(command.request, command.payload)
      case 'run': return this.#train(command)
      case 'abort': return this.#run?.abort()
      case 'pause': return this.#run?.pause()
      case 'resume': return this.#run?.resume()
      case 'pace': return this.#run?.setPace(command.stepsPerSecond)
      case 'ping': return undefined
    }
  }

  /** @param {Uint8Array<ArrayBuffer>} wasm @param {number} sliceMilliseconds */
  async #start(wasm, sliceMilliseconds) {
    this.#sliceMilliseconds = sliceMilliseconds
    this.#core = await loadCore(wasm)
  }

  /** @param {CoreRequest} request @param {Uint8Array} [payload] */
  #call(request, payload) {
    if (!this.#core) throw new Error('the session has not been started')
    return this.#core.call(request, payload)
  }

  /** @param {CoreRequest} request @param {Uint8Array} [payload] */
  async #answer(request, payload) {
    const reply = this.#call(request, payload)
    if (ENDS_RUN.has(request.type)) {
      this.#run?.abort()
      await this.#ended?.catch(() => {}) // who asked for the run is told
    }
    return reply
  }

  /** @param {Extract<Command, { type: 'run' }>} command */
  #train({ id, steps, stepsPerSecond, evaluateEvery }) {
    if (this.#run) throw new Error('a run is already going on: wait for it, or abort it first')
    const { step } = this.#call({ type: 'train', steps, limit: 0 }).ok // the core judges `steps`
    this.#run = new Run({
      steps: Number(steps),
      stepsPerSecond,
      sliceMilliseconds: this.#sliceMilliseconds,
      train: slicer((request) => this.#call(request), step, evaluateEvery),
      report: (progress) => this.#post({ type: 'progress', run: id, ...progress }, [progress.losses.buffer]),
    })
    this.#ended = this.#run.go().finally(() => { this.#run = undefined })
    return this.#ended
  }
}
