// A trainer without a core: it counts its steps, and tells by its losses which model and which step they are of. Where the real one
// takes its time, so does this one, in turns of the event loop.
import './web_crypto.mjs'
import { makeError } from '../../web/protocol/errors.js'
import { SETTINGS } from '../../web/protocol/settings-schema.js'

/** @typedef {Record<string, any>} Settings */

const RUNGS = [['bigram', 10000, { model: 'bigram' }], ['self-attention', 5000, { model: 'self-attention', nHead: 1, nEmbd: 32 }], ['gpt', 5000, { model: 'gpt', nHead: 4, nEmbd: 64 }]]
const COMMON = Object.fromEntries(SETTINGS.map(({ name, initial }) => [name, initial]))
const PRESETS = RUNGS.map(([name, steps, config]) => ({ name, steps, story: '', valLoss: 2, prompt: '', config: { ...COMMON, .../** @type {object} */ (config) } }))
const PATIENCE = 3 // milliseconds that anything takes

const moment = (milliseconds = PATIENCE) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })

/** @param {Settings} settings @param {boolean} complete */
function configOf({ preset = 'bigram', ...settings }, complete) {
  /** @type {any} */
  const config = { ...PRESETS.find(({ name }) => name === preset)?.config, ...settings }
  if (!complete && config.model !== 'bigram') throw new Error('This trainer was started for a quick bigram')
  if (config.model !== 'bigram' && config.nEmbd % config.nHead !== 0) throw makeError('setting.heads', `embedding size ${config.nEmbd} must be divisible by the ${config.nHead} heads`, { nEmbd: config.nEmbd, nHead: config.nHead })
  return config
}

/** What a test may look at, and where it may step in. */
export class Lab {
  /** @type {FakeTrainer[]} every one that was made */
  made = []
  /** Called before anything that a trainer is asked for: (what, trainer). @type {(what: string, trainer?: FakeTrainer) => any} */
  before = () => {}
  /** @param {any} options */
  create = async ({ text, checkpoint, complete = false, workers = 1, ...settings }) => {
    await this.before('create')
    await moment()
    const saved = checkpoint && JSON.parse(new TextDecoder().decode(checkpoint))
    const preset = settings.preset ?? 'bigram'
    const whole = complete || preset !== 'bigram' || (settings.model ?? saved?.config.model ?? 'bigram') !== 'bigram'
    if (text.length < 10) throw makeError('text.too-short', `block size 8 needs at least 10 characters, the text has ${text.length}`, { blockSize: 8, low: 10, value: text.length })
    const trainer = new FakeTrainer(this, text, saved?.config ?? configOf(settings, whole), whole, workers === 'auto' ? 2 : workers)
    trainer.step = trainer.info.step = saved?.step ?? 0
    this.made.push(trainer)
    return trainer
  }
  /** Those that live. */
  get alive() { return this.made.filter(({ ended }) => !ended) }
}

let models = 0

export class FakeTrainer {
  step = 0
  presets = PRESETS
  running = false
  /** @type {Error | undefined} */
  ended
  /** @type {(error: Error) => void} */
  onfailure = () => {}
  /** Tells one model from the next. */
  model = ++models
  #end = 0

  /** @param {Lab} lab @param {string} text @param {Settings} config @param {boolean} complete @param {number} workers */
  constructor(lab, text, config, complete, workers) {
    Object.assign(this, { lab, text, complete, workers })
    this.lab = lab
    this.info = this.#about(text, config)
    this.complete = complete
    this.workers = workers
  }

  /** @param {string} text @param {Settings} config */
  #about(text, config) {
    const vocabulary = [...new Set(text)]
    return { step: 0, config, parameters: 10, heads: config.model === 'bigram' ? 0 : config.nHead, vocabulary, vocabularySize: vocabulary.length, characters: text.length,
      trainTokens: 9, valTokens: 1, corpusSha256: text }
  }

  /** The loss of this model as it is, which no other has. */
  get loss() { return this.model + 1 / (this.step + 2) }

  /** @param {string} what */
  async #work(what) {
    if (this.ended) throw this.ended
    await this.lab.before(what, this)
    await moment()
    if (this.ended) throw this.ended
  }

  async check(/** @type {Settings} */ options) {
    await this.#work('check')
    configOf(options, this.complete)
  }

  async reset(/** @type {Settings} */ options = this.info.config) {
    await this.#work('reset')
    const config = configOf({ ...this.info.config, ...options }, this.complete)
    this.info = this.#about(/** @type {any} */ (this).text, config)
    this.step = 0
    this.model = ++models
    while (this.running) await moment(1)
    return this.info
  }

  async evaluate({ signal } = /** @type {{ signal?: AbortSignal }} */ ({})) {
    const { model } = this
    await this.#work('evaluate')
    if (signal?.aborted) throw new DOMException('cancelled', 'AbortError')
    if (model !== this.model) throw new Error('the model was replaced before this was done')
    return { train: this.loss, val: this.loss }
  }

  async baselines() {
    await this.#work('baselines')
    return { uniform: 4, unigram: 3, bigram: 2 }
  }

  async save() {
    await this.#work('save')
    return new TextEncoder().encode(JSON.stringify({ config: this.info.config, step: this.step }))
  }

  async changeRun(/** @type {{ end?: number }} */ { end = this.#end }) {
    await this.#work('changeRun')
    if (this.running) this.#end = end
    return this.running
  }

  async checkGradients() {
    await this.#work('checkGradients')
    if (!this.complete) throw new Error('This trainer was started for a quick bigram; create a new one with complete: true')
    return [{ name: 'weight', size: 1, checked: 1, largestGradient: 0, largestError: 0, agrees: true }]
  }

  /** @param {number} steps @param {{ signal: AbortSignal, onProgress: (progress: any) => void }} options */
  async train(steps, { signal, onProgress }) {
    if (this.ended) throw this.ended
    if (this.running) throw new Error('a run is already going on: wait for it, or abort it first')
    this.running = true
    const { model } = this
    try {
      this.#end = this.step + steps
      while (this.step < this.#end && !signal.aborted) {
        await this.lab.before('slice', this)
        await moment(1)
        if (this.ended) throw this.ended
        if (model !== this.model) return { step: this.step, loss: 0, aborted: true }
        const done = Math.max(0, Math.min(this.#end - this.step, 20))
        this.step += done
        const evaluations = [{ step: this.step, train: this.loss, val: this.loss }]
        onProgress({ step: this.step, losses: new Float32Array(done).fill(this.loss), stepsPerSecond: 1, evaluations })
        if (this.info.config.learningRate >= 1000 && this.step < this.#end) return { step: this.step, loss: Infinity, aborted: false, stopped: 'Training stopped: the loss is infinite', code: 'training.diverged', details: { kept: this.step, learningRate: 1000 } }
      }
      return { step: this.step, loss: this.loss, aborted: signal.aborted }
    } finally {
      this.running = false
    }
  }

  /** The worker dies by itself. */
  die() {
    this.ended = new Error('The training worker has not answered')
    this.onfailure(this.ended)
  }

  terminate() { this.ended ??= new Error('The trainer was terminated.') }
}
