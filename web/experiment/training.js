// The model in use, its run, and what they are doing. Belongs to an Experiment, which takes commands one after the other: these must not overlap.
import { evaluateInto } from './evaluation.js'
import { reverses } from './expectations.js'
import { RunLog, withEarlier } from './run-log.js'
import { SettingsModel } from './settings-model.js'
import { Snapshots } from './snapshot.js'
import { TrainerRun } from './trainer-run.js'

/** @typedef {import('../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('../protocol/public.js').TrainerOptions} TrainerOptions */
/** @typedef {(options: TrainerOptions) => Promise<Trainer>} CreateTrainer */
/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {'loading' | 'idle' | 'training' | 'paused' | 'done' | 'error'} State */
/** What has changed: `opened` is another model, `reset` the same one anew. @typedef {'state' | 'opened' | 'reset' | 'progress' | 'evaluation' | 'settings' | 'earlier'} Change */
/** A change of the settings, made once the model that it needs is in use. @typedef {(settings: SettingsModel) => SettingsModel} Adaptation */

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
  preset = 'bigram'
  /** @type {import('../protocol/public.js').Baselines | undefined} */
  baselines
  settings = new SettingsModel()
  run = new RunLog({ target: this.settings.steps })
  /** @type {readonly RunLog[]} */
  earlier = []
  snapshots = new Snapshots()
  /** Resolves when the present run has ended, however it does. */
  ended = Promise.resolve()
  create
  closed = false
  #tell
  /** Aborted as soon as another model or run is asked for: what began before has nothing to say any more. */
  #epoch = new AbortController()
  /** @type {TrainerRun | undefined} the present or the last */
  #trainerRun

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
    this.#supersede()
    this.trainer?.terminate()
    trainer.onfailure = (error) => { if (trainer === this.trainer) this.#fail(error) }
    const sameText = this.trainer?.info.corpusSha256 === trainer.info.corpusSha256
    Object.assign(this, { trainer, corpus }, !sameText && { baselines: undefined })
    this.earlier = !sameText ? [] : record ? this.earlier.filter(({ name }) => name !== record.name) : withEarlier(this.earlier, this.run)
    this.#begin('opened', trainer, adapt, record)
    this.#findBaselines(trainer) // which nobody needs to wait for
  }

  /** The model anew. When its settings are refused it stays, though its run has ended. @param {object} options @param {Adaptation} [adapt] */
  async reset(options, adapt) {
    const { trainer, state } = this
    if (!trainer) return
    this.#supersede()
    if (state === 'training') this.#enter('loading')
    try {
      await trainer.reset(options)
    } catch (error) {
      await this.ended
      this.run.step = trainer.step // for the last slice of the run was not noted
      if (!this.dead && state === 'training') this.#enter('paused')
      throw error
    }
    if (this.dead) return
    this.earlier = withEarlier(this.earlier, this.run)
    this.#begin('reset', trainer, adapt)
  }

  /** From the last snapshot, or from nothing; by as many workers as before, or by so many. @param {number | 'auto'} [workers] */
  async reopen(workers) {
    const { corpus, settings, snapshots: { newest } } = this
    if (!corpus) return
    if (newest) await this.open(corpus, { checkpoint: newest.checkpoint, workers: workers ?? newest.workers }, undefined, newest.run)
    else await this.open(corpus, settings.options)
  }

  /** There is nothing to train with. @param {Error} problem why @param {Corpus} [corpus] that may do with other settings */
  refuse(problem, corpus) {
    this.#supersede()
    this.trainer?.terminate()
    Object.assign(this, { trainer: undefined, corpus, problem })
    this.#enter('error')
  }

  terminate() {
    this.closed = true
    this.#supersede()
    this.trainer?.terminate()
    this.trainer = undefined
  }

  /** Other settings, of which a run that goes on takes on what it can. @param {SettingsModel} settings */
  adjust(settings) {
    const before = this.settings
    this.settings = settings
    if (settings.steps !== before.steps) this.#setTarget(settings.steps)
    if (settings.rate !== before.rate) this.run.watch.start()
    if (this.state === 'training' && (settings.steps !== before.steps || settings.rate !== before.rate)) this.#trainerRun?.change(settings.rate)
    this.#tell('settings')
  }

  /** Trains to the target; from there on, for so many steps more. */
  start(more = this.settings.steps) {
    const { run } = this
    if (run.step >= run.target) run.target = run.step + more
    this.ended = this.#trainTo(() => run.target)
  }

  /** One step, and a pause. */
  startStep() {
    const { run } = this
    const end = run.step + 1
    run.target = Math.max(run.target, end)
    this.ended = this.#trainTo(() => end)
  }

  pause() { this.#trainerRun?.pause() }

  /** From now on nothing that looks at the model or trains it has anything to say. */
  #supersede() {
    this.#epoch.abort()
    this.#trainerRun?.pause()
    this.#epoch = new AbortController()
    return this.#epoch.signal
  }

  /** @param {Change} change @param {Trainer} trainer @param {Adaptation} [adapt] @param {import('./run-log.js').RunRecord} [record] */
  #begin(change, trainer, adapt = (settings) => settings, record) {
    const settings = adapt(this.settings.beside(trainer))
    const run = new RunLog({ made: settings.made, task: reverses({ trainer }) ? 'reversing' : 'writing', step: trainer.info.step, target: settings.steps })
    if (record) run.restore(record)
    Object.assign(this, { settings, run, preset: settings.preset, snapshots: new Snapshots(trainer, run), problem: undefined, dead: false })
    this.#enter(run.step > 0 ? 'paused' : 'idle')
    this.#tell(change)
    this.#tell('settings')
    this.#evaluate(trainer)
  }

  /** @param {number} step where a run ends from now on */
  #setTarget(step) {
    const { run } = this
    run.target = Math.max(step, run.step)
    if (this.state === 'done' && run.step < run.target) this.#enter('paused') // there is more to do than when it ended
    this.#tell('progress')
  }

  /** @param {Trainer} trainer */
  async #evaluate(trainer) { if (await evaluateInto(this.run, trainer, this.#epoch.signal)) this.#tell('evaluation') }

  /** @param {Trainer} trainer */
  async #findBaselines(trainer) {
    const baselines = await trainer.baselines().catch(() => undefined) // a dead worker is reported by itself
    if (!baselines || trainer !== this.trainer) return
    this.baselines = baselines
    this.#tell('evaluation')
  }

  /** @param {() => number} end the step at which it ends, wherever that is now */
  async #trainTo(end) {
    const { run, trainer } = this
    const epoch = this.#supersede()
    if (!trainer) return
    const trainerRun = this.#trainerRun = new TrainerRun(trainer, run, end)
    this.problem = undefined
    run.startClock()
    this.#enter('training')
    try {
      const stopped = await trainerRun.go(() => this.settings.rate, (progress) => { if (!epoch.aborted) this.#note(progress) })
      if (epoch.aborted) return
      const paused = !stopped && run.step < run.target
      if (paused) this.#enter('paused') // at once: what follows can take a while
      await this.#evaluate(trainer)
      if (paused || epoch.aborted) return
      this.problem = stopped
      this.#enter(stopped ? 'error' : run.step < run.target ? 'paused' : 'done') // the end may have moved meanwhile
    } catch (error) { // a step that could not be finished leaves a model that nobody should go on with
      if (!epoch.aborted) this.#fail(/** @type {Error} */ (error))
    }
  }

  /** @param {import('../protocol/public.js').Progress} progress */
  #note(progress) {
    this.run.note(progress)
    this.#tell('progress')
    this.snapshots.take()
  }

  /** @param {Error} error */
  #fail(error) {
    this.#supersede()
    this.dead = true
    this.problem = error
    this.#enter('error')
  }

  /** @param {State} state */
  #enter(state) {
    this.state = state
    this.#tell('state')
  }
}

export const removed = () => new Error('this trainer was removed from the page')
