// The model in use, and what it is doing. Belongs to an Experiment, which takes commands one after the other: these must not overlap.
import { isReversal } from './expectations.js'
import { Run } from './run.js'
import { RunLog, withEarlier } from './run-log.js'
import { SettingsModel } from './settings-model.js'

/** @typedef {import('../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('../protocol/public.js').TrainerOptions} TrainerOptions */
/** @typedef {(options: TrainerOptions) => Promise<Trainer>} CreateTrainer */
/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {typeof STATES[number]} State */
/** What has changed: `opened` is another model, `reset` the same one anew, `unit` how losses are told. @typedef {'state' | 'opened' | 'reset' | 'progress' | 'evaluation' | 'settings' | 'prompt' | 'earlier' | 'unit'} Change */
/** A change of the settings, made once the model that it needs is in use. @typedef {(settings: SettingsModel) => SettingsModel} Adaptation */

export const STATES = /** @type {const} */ (['loading', 'idle', 'training', 'paused', 'done', 'error'])

export class Training {
  /** @type {State} */
  state = 'loading'
  /** @type {Error | undefined} */
  problem
  dead = false
  /** @type {Trainer | undefined} */
  trainer
  /** @type {Corpus | undefined} */
  corpus
  /** @type {import('../protocol/public.js').Baselines | undefined} */
  baselines
  settings = new SettingsModel()
  /** @type {readonly RunLog[]} */
  earlier = []
  create
  closed = false
  #tell
  /** @type {import('./run.js').Owner} */
  #owner = {
    rate: () => this.settings.rate,
    enter: (state, problem) => this.#enter(state, problem),
    tell: (change) => this.#tell(change),
    fail: (error) => this.#fail(error),
  }
  run = new Run(this.#owner, new RunLog({ target: this.settings.steps }))

  /** @param {CreateTrainer} create @param {(change: Change) => void} tell */
  constructor(create, tell) {
    this.create = create
    this.#tell = tell
  }

  get ready() { return this.trainer !== undefined && !this.dead }

  /**
   * A new model. The old one goes on until the new one is there, and stays when that is refused.
   * @param {Corpus} corpus @param {object} options as createTrainer's @param {Adaptation} [adapt]
   * @param {import('./run-log.js').RunRecord} [record] what the model of a checkpoint has been through
   */
  async open(corpus, options, adapt, record) {
    const trainer = await this.create({ ...options, text: corpus.text })
    if (this.closed) {
      trainer.terminate()
      throw removed()
    }
    this.run.supersede()
    this.trainer?.terminate()
    trainer.onfailure = (error) => { if (trainer === this.trainer) this.#fail(error) }
    const before = this.trainer?.info
    const sameText = before?.corpusSha256 === trainer.info.corpusSha256
    const sameTokens = sameText && before.vocabularySize === trainer.info.vocabularySize
    Object.assign(this, { trainer, corpus }, !sameTokens && { baselines: undefined })
    this.earlier = !sameText ? [] : record ? this.earlier.filter(({ name }) => name !== record.name) : withEarlier(this.earlier, this.run.log)
    this.#begin('opened', trainer, adapt, record)
    this.#findBaselines(trainer) // which nobody needs to wait for
  }

  /** The model anew. When its settings are refused it stays, though its run has ended. @param {object} options @param {Adaptation} [adapt] */
  async reset(options, adapt) {
    const { trainer, state } = this
    if (!trainer) return
    const { vocabularySize } = trainer.info
    this.run.supersede()
    if (state === 'training') this.#enter('loading')
    try {
      await trainer.reset(options)
    } catch (error) {
      await this.run.ended
      this.run.log.step = trainer.step // for the last slice of the run was not noted
      if (!this.dead && state === 'training') this.#enter(this.run.log.atRest)
      throw error
    }
    if (this.dead) return
    this.earlier = withEarlier(this.earlier, this.run.log)
    const sameTokens = trainer.info.vocabularySize === vocabularySize
    if (!sameTokens) this.baselines = undefined
    this.#begin('reset', trainer, adapt)
    if (!sameTokens) this.#findBaselines(trainer)
  }

  /** From the last snapshot, or from nothing; by as many workers as before, or by so many. @param {number | 'auto'} [workers] */
  async reopen(workers) {
    const { corpus, settings, run: { snapshots: { newest } } } = this
    if (!corpus) return
    if (newest) await this.open(corpus, { checkpoint: newest.checkpoint, workers: workers ?? newest.workers }, undefined, newest.run)
    else await this.open(corpus, settings.options)
  }

  /** There is nothing to train with. @param {Error} problem why @param {Corpus} [corpus] that may do with other settings */
  refuse(problem, corpus) {
    this.run.supersede()
    this.trainer?.terminate()
    Object.assign(this, { trainer: undefined, corpus })
    this.#enter('error', problem)
  }

  terminate() {
    this.closed = true
    this.run.supersede()
    this.trainer?.terminate()
    this.trainer = undefined
  }

  /** Other settings, of which a run that goes on takes on what it can. @param {SettingsModel} settings */
  adjust(settings) {
    const { steps, rate } = this.settings
    this.settings = settings
    if (settings.steps !== steps) this.#setTarget(settings.steps)
    if (settings.rate !== rate) this.run.log.watch.start()
    if (this.state === 'training' && (settings.steps !== steps || settings.rate !== rate)) this.run.change()
    this.#tell('settings')
  }

  /** @param {Change} change @param {Trainer} trainer @param {Adaptation} [adapt] @param {import('./run-log.js').RunRecord} [record] */
  #begin(change, trainer, adapt = (settings) => settings, record) {
    const settings = adapt(this.settings.beside(trainer))
    const log = new RunLog({ made: settings.made, task: isReversal(trainer.info) ? 'reversing' : 'writing', step: trainer.info.step, target: settings.steps, charactersPerToken: trainer.info.charactersPerToken })
    if (record) log.restore(record)
    this.run = new Run(this.#owner, log, trainer)
    Object.assign(this, { settings, dead: false })
    this.#enter(log.atRest)
    this.#tell(change)
    this.#tell('settings')
    this.run.evaluate()
  }

  /** @param {number} step where a run ends from now on */
  #setTarget(step) {
    const { log } = this.run
    log.target = Math.max(step, log.step)
    if (this.state === 'done' && log.step < log.target) this.#enter('paused') // there is more to do than when it ended
    this.#tell('progress')
  }

  /** @param {Trainer} trainer */
  async #findBaselines(trainer) {
    const baselines = await trainer.baselines().catch(() => undefined) // a dead worker is reported by itself
    if (!baselines || trainer !== this.trainer) return
    const { train } = this.run.log.charactersPerToken
    this.baselines = { uniform: baselines.uniform / train, unigram: baselines.unigram / train, bigram: baselines.bigram / train }
    this.#tell('evaluation')
  }

  /** @param {Error} error */
  #fail(error) {
    this.run.supersede()
    this.dead = true
    this.#enter('error', error)
  }

  /** @param {State} state @param {Error} [problem] */
  #enter(state, problem) {
    this.state = state
    this.problem = problem
    this.#tell('state')
  }
}

export const removed = () => new Error('this trainer was removed from the page')
