// The trainer and what it is doing. Its commands must not overlap: see experiment.js, which takes them one after the other. Knows nothing of the page.
import { Backup } from './snapshot.js'
import { Run } from './run.js'
import { Subject } from './expectations.js'

/** @typedef {import('../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('../trainer/trainer.js').TrainerOptions} TrainerOptions */
/** @typedef {(options: TrainerOptions) => Promise<Trainer>} CreateTrainer */
/** @typedef {import('./corpora.js').Corpus} Corpus */
/** @typedef {'loading' | 'idle' | 'training' | 'paused' | 'done' | 'error'} State */
/** @typedef {'state' | 'opened' | 'reset' | 'progress' | 'evaluation'} Change what has just changed */

export class Session extends Subject {
  /** @type {State} */
  state = 'loading'
  /** Why there is nothing to train with, or why training could not go on. */
  problem = ''
  /** Whether the trainer is gone or could not finish a step, so that only `recover` helps. */
  dead = false
  /** Makes trainers. */
  create
  #changed
  #closed = false
  #epoch = 0 // what began in an earlier epoch has nothing to say any more
  #looking = new AbortController() // of the evaluation that is under way
  #run = new Run(this)
  #ended = Promise.resolve()
  /** The copy that survives the worker. */
  backup = new Backup(this)

  /** @param {CreateTrainer} create @param {(change: Change) => void} changed */
  constructor(create, changed) {
    super()
    this.create = create
    this.#changed = changed
  }

  /** Whether there is a model that can be trained. */
  get ready() { return this.trainer !== undefined && !this.dead }

  /**
   * A new model on a text, or one from a checkpoint. The old one goes on until the new one is there, and stays when that is refused.
   * @param {Corpus} corpus @param {object} options as createTrainer's: settings, checkpoint, onLoad
   * @param {() => void} [settle] called as soon as the new model is in use, before anybody is told
   * @param {import('./run-log.js').RunRecord} [run] what the model of a checkpoint has been through
   */
  async open(corpus, options, settle, run) {
    const { preset = 'bigram', model = 'bigram' } = /** @type {{ preset?: string, model?: string }} */ (options)
    const workers = 'checkpoint' in options || preset !== 'bigram' || model !== 'bigram' ? this.workers : 1
    const trainer = await this.create({ workers, ...options, text: corpus.text })
    if (this.#closed) {
      trainer.terminate()
      throw removed()
    }
    this.#supersede()
    this.trainer?.terminate()
    trainer.onfailure = (error) => { if (trainer === this.trainer) this.#fail(error) }
    const sameText = this.trainer?.info.corpusSha256 === trainer.info.corpusSha256
    Object.assign(this, { trainer, corpus }, !sameText && { baselines: undefined })
    settle?.()
    this.#begin('opened', sameText, run)
    this.#findBaselines(trainer) // which nobody needs to wait for
  }

  /** Back to step 0, with other settings if given. When they are refused the model stays, though its run has ended. @param {object} options @param {() => void} [settle] as in open */
  async reset(options, settle) {
    const before = this.state === 'training' ? 'paused' : this.state
    this.#supersede()
    if (before !== this.state) this.#enter('loading')
    try {
      await this.trainer?.reset(options)
    } catch (error) {
      await this.#ended
      this.step = this.trainer?.step ?? this.step // for the last slice of the run was not noted
      if (!this.dead && before !== this.state) this.#enter(before)
      throw error
    }
    if (this.dead) return
    settle?.()
    this.#begin('reset', true)
  }

  /** Trains to the target; from there on, for so many steps more. */
  start(more = this.steps) {
    if (this.step >= this.target) this.target = this.step + more
    this.#ended = this.#train(() => this.target - this.step)
  }

  /** One step, and a pause. */
  startStep() {
    const end = this.step + 1
    this.target = Math.max(this.target, end)
    this.#ended = this.#train(() => end - this.step)
  }

  /** Resolves when the present run has ended, however it does. */
  get ended() { return this.#ended }

  pause() { this.#run.pause() }

  /** @param {number} stepsPerSecond */
  setPace(stepsPerSecond) {
    if (stepsPerSecond === this.#run.pace) return
    this.watch.start()
    this.#run.setPace(stepsPerSecond)
  }

  /** @param {number} steps the length of a whole run, valid from now on */
  setSteps(steps) {
    this.steps = steps
    this.setTarget(steps)
    if (this.state === 'training') this.#run.moveEnd()
  }

  /** @param {number} step where the present run ends */
  setTarget(step) {
    this.target = Math.max(step, this.step)
    if (this.state === 'done' && this.step < this.target) this.#enter('paused') // there is more to do than when it ended
    this.#changed('progress')
  }

  /** Goes on with a run of which a copy was kept. @param {Corpus} corpus @param {import('./snapshot.js').Copy} copy @param {number | 'auto'} [workers] @param {() => void} [settle] as in open */
  async resume(corpus, { checkpoint, run, workers: before }, workers = before, settle) {
    await this.open(corpus, { checkpoint, workers }, settle, run)
  }

  /** There is nothing to train with. @param {string} problem @param {Corpus} [corpus] that may do with other settings */
  refuse(problem, corpus) {
    this.#supersede()
    this.trainer?.terminate()
    Object.assign(this, { trainer: undefined, corpus, problem })
    this.#enter('error')
  }

  terminate() {
    this.#closed = true
    this.#supersede()
    this.trainer?.terminate()
    this.trainer = undefined
  }

  /** The model is being replaced: from now on nothing that looks at it has anything to say. */
  #supersede() {
    this.#epoch++
    this.#looking.abort()
    this.#run.pause()
  }

  /** @param {Change} change @param {boolean} sameText so that earlier runs can be compared @param {import('./run-log.js').RunRecord} [run] that goes on */
  #begin(change, sameText, run) {
    const { earlier } = this
    this.backup.forget()
    this.startOver(this.trainer?.info.step ?? 0)
    this.task = this.reverses ? 'reversing' : 'writing'
    if (run) this.restore(run, earlier)
    Object.assign(this, { problem: '', dead: false }, !sameText && { earlier: [] })
    this.#enter(this.step > 0 ? 'paused' : 'idle')
    this.#changed(change)
    this.#evaluate()
  }

  /** The losses of the model as it is; of no use when another run or model comes before they are there. */
  async #evaluate() {
    const { step, trainer } = this
    const epoch = this.#epoch
    this.#looking.abort()
    this.#looking = new AbortController()
    const losses = await trainer?.evaluate({ ...this.judging, signal: this.#looking.signal }).catch(() => undefined) // a dead worker is reported by itself
    if (!losses || epoch !== this.#epoch) return
    this.curve.addEvaluation(step, losses)
    this.#changed('evaluation')
  }

  /** @param {Trainer} trainer */
  async #findBaselines(trainer) {
    const baselines = await trainer.baselines().catch(() => undefined) // a dead worker is reported by itself
    if (!baselines || trainer !== this.trainer) return
    this.baselines = baselines
    this.#changed('evaluation')
  }

  /** @param {() => number} left */
  async #train(left) {
    const epoch = ++this.#epoch
    const current = () => epoch === this.#epoch
    this.#looking.abort()
    this.problem = ''
    this.startClock()
    this.#enter('training')
    try {
      const { stopped = '' } = await this.#run.train(/** @type {Trainer} */ (this.trainer), left, current, (progress) => {
        this.note(progress)
        this.#changed('progress')
        this.backup.take()
      })
      if (!current()) return
      const paused = !stopped && this.step < this.target
      if (paused) this.#enter('paused') // at once: what follows can take a while
      await this.#evaluate()
      if (paused || !current()) return
      this.problem = stopped
      this.#enter(stopped ? 'error' : this.step < this.target ? 'paused' : 'done') // the end may have moved meanwhile
    } catch (error) { // a step that could not be finished leaves a model that nobody should go on with
      if (current()) this.#fail(/** @type {Error} */ (error))
    }
  }

  /** @param {Error} error */
  #fail(error) {
    this.#epoch++
    this.dead = true
    this.problem = error.message
    this.#enter('error')
  }

  /** @param {State} state */
  #enter(state) {
    this.state = state
    this.#changed('state')
  }
}

export const removed = () => new Error('this trainer was removed from the page')
