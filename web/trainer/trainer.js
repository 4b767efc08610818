// The trainer: what a page or a script holds to train a model in a worker.
/** @import { LongRequests, Reply, SessionRequests, Written } from '../protocol/messages.js' */
/** @import { Cancelable, Info, Losses, Preset, RunChanges, SampleOptions, Settings, TensorCheck } from '../protocol/public.js' */
/** @import { TrainerOptions, TrainOptions, TrainResult } from '../protocol/public.js' */
import { CHANGES, check, GENERATE, objectOf, optionsOf, sayable, TRAIN } from './arguments.js'
import { WorkerClient } from './worker-client.js'
import { checkWorkers, WorkerPool } from './worker-pool.js'
import { Cancelled } from '../protocol/errors.js'
import { Inspector } from './inspector.js'
import { copyOf, sendText, textBlob } from './send-corpus.js'
import { needsCompleteCore } from './core-chunks.js'

/**
 * Starts a worker, reads the text and builds the model. Rejects with an Error that says which option is wrong and what
 * is allowed; nothing is left running then.
 * @param {TrainerOptions} options
 * @returns {Promise<Trainer>}
 */
export async function createTrainer(options) {
  const { text, checkpoint, workers = 1, complete = false, onLoad, ...settings } = objectOf('createTrainer', options)
  const blob = textBlob(text)
  const file = checkpoint === undefined ? undefined : copyOf(checkpoint)
  checkWorkers(workers)
  check('complete', complete, 'flag')
  if (onLoad !== undefined) check('onLoad', onLoad, 'listener')
  const whole = complete || needsCompleteCore(settings, file) || Number(workers) > 1 // 'auto' gives NaN
  const client = await WorkerClient.start(whole)
  const pool = new WorkerPool(client, blob, whole, workers)
  try {
    await sendText(client, blob, onLoad)
    return await pool.changeModel(async () => {
      const made = file
        ? client.call('load', Object.keys(settings).length > 0 ? { options: settings } : {}, file)
        : client.call('create', { options: settings })
      const [model, ladder] = await Promise.all([made, client.call('presets')])
      return new Trainer(pool, model.ok, ladder.ok.presets)
    })
  } catch (error) {
    client.terminate()
    throw error
  }
}

/** Every method rejects with an Error once the worker has died, failed or been terminated; none hangs. */
export class Trainer extends Inspector {
  /** Steps trained so far. @type {number} */
  step
  /** The ladder from bigram to GPT, for options.preset of createTrainer and reset. @type {Preset[]} */
  presets
  #runs = 0
  #pool

  /** @internal @param {WorkerPool} pool @param {Info} info @param {Preset[]} presets */
  constructor(pool, info, presets) {
    super(pool, info)
    this.#pool = pool
    this.presets = presets
    this.step = info.step
  }

  /** Whether a run is going on, held or not. */
  get running() { return this.#runs > 0 }

  /** How many workers train together. Where no more than one can be had, it does the work of all: the result is the same. */
  get workers() { return this.#pool.size }

  /** How long a step takes, where `workers: 'auto'` has measured it. @type {number | undefined} */
  get secondsPerStep() { return this.#pool.milliseconds && this.#pool.milliseconds / 1000 }

  /** Called once when a worker dies by itself. @param {(error: Error) => void} listener */
  set onfailure(listener) {
    if (listener) check('onfailure', listener, 'listener')
    this.#pool.onfailure = listener ?? (() => {})
  }

  /**
   * Trains. Meanwhile all other calls are served, between slices.
   * @param {number} steps
   * @param {TrainOptions} [options]
   * @returns {Promise<TrainResult>}
   */
  async train(steps, options) {
    const { signal, onProgress, stepsPerSecond = Infinity, evaluateEvery = 0, evaluateBatches } = optionsOf('train', options, TRAIN)
    if (steps !== undefined) check('steps', steps, 'number')
    this.#runs++
    try {
      const given = { .../** @type {{ steps: number }} */ (sayable({ steps })), stepsPerSecond, evaluateEvery, evaluateBatches }
      return await this.#pool.request('run', given, { signal, note: ({ step }) => { this.step = step }, onProgress })
    } catch (error) {
      if (error instanceof Cancelled) return { step: this.step, loss: NaN, aborted: true } // before it began
      throw error
    } finally {
      this.#runs--
    }
  }

  /**
   * Holds the current run. Resolves when it rests: `step` and onProgress have told of its last step then, and train() has
   * resolved if that was the run's end, so that `running` says whether there is a run to resume. Meanwhile evaluate(),
   * generate(), save() and all else are served. A run on hold ends by its signal, by reset(), or by changeRun() with an end that it has reached.
   */
  async pause() { await this.#pool.request('pause', {}) }

  /** Goes on with the run that pause() held. */
  async resume() { await this.#pool.request('resume', {}) }

  /** Moves the pace of the current run. @param {number} stepsPerSecond */
  async setPace(stepsPerSecond) {
    check('stepsPerSecond', stepsPerSecond, 'pace')
    await this.changeRun({ stepsPerSecond })
  }

  /**
   * Moves the end of the current run, its pace, or how often it evaluates, without ending it; one on hold stays so. `end` counts from
   * step 0, as trainer.step does. A run that has already reached its new end ends after the present slice, or at once when it is
   * on hold, and its train() resolves, not `aborted`; an evaluation under way is not finished then.
   * @param {RunChanges} changes
   * @returns {Promise<boolean>} whether there was such a run; false when there was none, or it had ended before this reached it
   */
  async changeRun(changes) {
    return this.#pool.request('change', optionsOf('changeRun', changes, CHANGES))
  }

  /** Rejects with the sentence that reset(options) would reject with; changes nothing. @param {Settings} options */
  async check(options) { await this.#pool.call('check', { options: { ...objectOf('check', options) } }) }

  /**
   * Back to step 0, with the same options or some of them changed, or with a preset; ends the current run, and rejects
   * whatever still looks at the old model.
   * @param {Settings} [options]
   * @returns {Promise<Info>}
   */
  async reset(options) {
    const changes = options === undefined ? undefined : { ...objectOf('reset', options) }
    return this.#pool.changeModel(async (client) => {
      const made = changes
        ? client.call('create', { options: changes.preset === undefined ? { ...this.info.config, ...changes } : changes })
        : client.call('reset')
      this.info = (await made).ok
      this.step = this.info.step
      return this.info
    })
  }

  /** Writes text. `onText` is called with each piece of it as it comes. @param {SampleOptions & Cancelable & { onText?: (piece: string, about: { tokensPerSecond: number }) => void }} [options] @returns {Promise<string>} */
  async generate(options) {
    const { signal, onText, ...wishes } = optionsOf('generate', options, GENERATE)
    const show = (/** @type {Written[]} */ pieces) => onText?.(pieces.map(({ text }) => text).join(''), { tokensPerSecond: pieces[pieces.length - 1].tokensPerSecond })
    return (await this.#longRequest('generate', wishes, { signal, onProgress: show })).text
  }

  /**
   * @template {keyof LongRequests} K
   * @param {K} type @param {LongRequests[K]['takes']} options @param {import('./worker-client.js').Extras<K>} extras
   * @returns {Promise<Reply<K>>}
   */
  async #longRequest(type, options, extras) { return this.#pool.request(type, /** @type {SessionRequests[K]['takes']} */ (sayable(options)), extras) }

  /** The exact losses over the whole training and validation splits; with `batches`, on so many of each, always the same. @param {{ batches?: number } & Cancelable} [options] @returns {Promise<Losses>} */
  async evaluate(options) {
    const { signal, ...wishes } = optionsOf('evaluate', options, { batches: 'number', signal: 'signal' })
    return this.#longRequest('evaluate', wishes, { signal })
  }

  /** The lecture's estimate over random batches, which draws from the training stream. @param {number} [iters] @param {Cancelable} [options] @returns {Promise<Losses>} */
  async estimateLoss(iters = 200, options) {
    check('iters', iters, 'number')
    return this.#longRequest('estimateLoss', { iters }, optionsOf('estimateLoss', options, { signal: 'signal' }))
  }

  /** Compares the gradients of the model as it is with finite differences. `onProgress` is called with each tensor. @param {{ onProgress?: (check: TensorCheck) => void } & Cancelable} [options] @returns {Promise<TensorCheck[]>} */
  async checkGradients(options) {
    const { signal, onProgress } = optionsOf('checkGradients', options, { onProgress: 'listener', signal: 'signal' })
    const show = (/** @type {TensorCheck[]} */ checks) => Promise.all(checks.map((check) => onProgress?.(check)))
    return this.#longRequest('checkGradients', {}, { signal, onProgress: show })
  }

  /** The checkpoint: a safetensors file with PyTorch's names. @returns {Promise<Uint8Array<ArrayBuffer>>} */
  async save() { return (await this.#pool.call('save')).data }

  /** Ends the worker; whatever waits for it rejects. */
  terminate() { this.#pool.terminate() }
}
