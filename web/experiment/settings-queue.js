// Takes on settings as a set, whoever gives them: the core judges them together, once, and a refusal goes back to what is.
import { isImmediate } from './settings-model.js'

/** @typedef {import('./settings-model.js').SettingsModel} SettingsModel */
/** @typedef {import('./settings-model.js').Wishes} Wishes */

export class SettingsQueue {
  #training
  #take
  /** Settings whose turn has not come yet; others can still join them. @type {{ set: Wishes, done: Promise<void> } | undefined} */
  #joining
  /** Those that are being taken on. @type {Wishes | undefined} */
  #applying

  /** @param {import('./training.js').Training} training @param {(action: () => Promise<void>) => Promise<void>} take does it when its turn has come */
  constructor(training, take) {
    this.#training = training
    this.#take = take
  }

  /** Another command came, which later settings may not overtake. */
  close() { this.#joining = undefined }

  /** @param {Wishes} set @param {boolean} only see Experiment.apply */
  async apply(set, only) {
    if (!only && this.#joining) {
      Object.assign(this.#joining.set, set)
      return this.#joining.done
    }
    if (only || !isImmediate(set)) return this.#applyInTurn({ ...set }, only)
    Object.assign(this.#applying ?? {}, set) // for what comes, too
    this.#training.adjust(this.#training.settings.with(set))
  }

  /** @param {Wishes} set @param {boolean} only */
  async #applyInTurn(set, only) {
    const waiting = { set, done: /** @type {Promise<void>} */ (Promise.resolve()) }
    waiting.done = this.#take(() => {
      if (this.#joining === waiting) this.#joining = undefined
      this.#applying = set
      return this.#applyNow(set, only).finally(() => { this.#applying = undefined })
    })
    if (!only) this.#joining = waiting
    return waiting.done
  }

  /** @param {Wishes} set @param {boolean} only */
  async #applyNow(set, only) {
    const training = this.#training
    const { corpus, trainer, ready, state } = training
    const settings = training.settings.with(set, only)
    const { pending, preset, isBigram, values: { model, tokenizer } } = settings
    const adapt = (/** @type {SettingsModel} */ now) => now.with(set, only) // again, for more may have joined them
    const config = trainer?.info.config
    const another = preset !== training.settings.preset || model !== config?.model || tokenizer !== config.tokenizer
    if (corpus && another) return training.open(corpus, settings.options, adapt)
    if (ready && pending.length > 0) await trainer?.check(settings.restart)
    if (training.state === 'idle' && pending.length > 0) return training.reset(settings.restart, adapt)
    const otherWorkers = settings.workers !== training.settings.workers
    training.adjust(adapt(training.settings))
    if (!otherWorkers || !ready || isBigram || state === 'training') return
    await training.run.snapshots.take(true) // a transformer that rests goes on with as many as are wanted now
    if (training.run.snapshots.newest) await training.reopen(settings.workers)
  }
}
