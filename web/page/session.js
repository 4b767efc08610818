// One reader's training: the trainer, what it is doing, and what can be done next. Knows nothing of the page.
import { createTrainer } from '../engine/trainer.js'
import { Backup } from './backup.js'
import { Run } from './run.js'
import { Subject } from './subject.js'

/** @typedef {import('../engine/trainer.js').Trainer} Trainer */
/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {'loading' | 'idle' | 'training' | 'paused' | 'done' | 'error'} State */
/** @typedef {'state' | 'opened' | 'reset' | 'progress' | 'evaluation'} Change what has just changed */

export class Session extends Subject {
  /** @type {State} */
  state = 'loading'
  /** Why there is nothing to train with, or why training could not go on. */
  problem = ''
  /** Whether the trainer is gone or could not finish a step, so that only `recover` helps. */
  dead = false
  #changed
  #closed = false
  #opening = 0
  #epoch = 0 // what began in an earlier epoch has nothing to say any more
  #run = new Run(this)
  /** The copy that survives the worker. */
  backup = new Backup(this)

  /** @param {(change: Change) => void} changed */
  constructor(changed) {
    super()
    this.#changed = changed
  }

  /**
   * A new model on a text, or one from a checkpoint. When that is refused, everything stays as it was. Resolves with
   * whether it came to be used: `stay`, or another `open`, may have been wanted meanwhile.
   * @param {Corpus} corpus @param {object} options as createTrainer's: settings, checkpoint, onLoad
   */
  async open(corpus, options) {
    if (this.#closed) return false
    const turn = ++this.#opening
    const workers = 'checkpoint' in options || /** @type {any} */ (options).preset !== 'bigram' ? this.workers : 1
    const trainer = await createTrainer({ workers, ...options, text: corpus.text })
    if (turn !== this.#opening) {
      trainer.terminate()
      return false
    }
    this.trainer?.terminate()
    trainer.onfailure = (error) => { if (trainer === this.trainer) this.#fail(error) }
    const sameText = this.trainer?.info.corpusSha256 === trainer.info.corpusSha256
    Object.assign(this, { trainer, corpus }, !sameText && { baselines: undefined })
    this.backup.forget()
    this.#begin('opened', sameText)
    this.#findBaselines(trainer) // which nobody needs to wait for
    return true
  }

  /** @param {Trainer} trainer */
  async #findBaselines(trainer) {
    const baselines = await trainer.baselines().catch(() => undefined) // a dead trainer is reported by itself
    if (!baselines || trainer !== this.trainer) return
    this.baselines = baselines
    this.#changed('evaluation')
  }

  /** Gives up a text that is still being opened. */
  stay() { this.#opening++ }

  /** Back to step 0, with other settings if given. Rejects, and changes nothing, when they are refused. @param {object} [options] */
  async reset(options) {
    await this.trainer?.reset(options)
    this.backup.forget()
    this.#begin('reset', true)
  }

  /** Trains to the target; from there on, for so many steps more. */
  async start(more = this.steps) {
    if (!this.#ready) return
    if (this.step >= this.target) this.target = this.step + more
    await this.#train(() => this.target - this.step)
  }

  pause() { this.#run.pause() }

  /** One step, and a pause. */
  async stepOnce() {
    if (!this.#ready) return
    this.target = Math.max(this.target, this.step + 1)
    await this.#train(() => 1)
  }

  /** @param {number} stepsPerSecond */
  setPace(stepsPerSecond) {
    this.watch.start()
    this.#run.setPace(stepsPerSecond)
  }

  /** @param {number} steps the length of a whole run, valid from now on */
  setSteps(steps) {
    this.steps = steps
    this.target = Math.max(steps, this.step)
    if (this.state !== 'training') return this.#changed('progress')
    this.#run.moveEnd()
  }

  /** @param {number} step where the present run ends */
  setTarget(step) {
    this.target = Math.max(step, this.step)
    this.#changed('progress')
  }

  /** Starts again after the trainer died: from the last backup, or from nothing. @param {object} options settings */
  async recover(options) {
    const { copy } = this.backup
    if (!this.corpus) return
    if (copy) await this.resume(this.corpus, copy)
    else await this.open(this.corpus, options)
  }

  /** Goes on with a run of which a copy was kept. @param {Corpus} corpus @param {import('./backup.js').Copy} copy */
  async resume(corpus, { checkpoint, run }) {
    const { earlier } = this
    if (!await this.open(corpus, { checkpoint })) return false
    this.restore(run)
    this.earlier = earlier.filter(({ name }) => name !== run.name)
    this.#changed('progress')
    return true
  }

  /** There is nothing to train with. @param {string} problem */
  refuse(problem) {
    this.problem = problem
    this.#enter('error')
  }

  terminate() {
    this.#closed = true
    this.#opening++
    this.#epoch++
    this.trainer?.terminate()
    this.trainer = undefined
  }

  get #ready() { return this.trainer !== undefined && !this.dead && this.state !== 'training' }

  /** @param {Change} change @param {boolean} sameText so that earlier runs can be compared */
  #begin(change, sameText) {
    const epoch = ++this.#epoch
    this.startOver(this.trainer?.info.step ?? 0)
    this.task = this.reverses ? 'reversing' : 'writing'
    Object.assign(this, { problem: '', dead: false }, !sameText && { earlier: [] })
    this.#enter(this.step > 0 ? 'paused' : 'idle')
    this.#changed(change)
    this.#evaluate(epoch).catch(() => {}) // a dead worker is reported by itself
  }

  /** @param {number} epoch */
  async #evaluate(epoch) {
    const { step } = this
    const losses = this.trainer && await this.trainer.evaluate(this.judging)
    if (!losses || epoch !== this.#epoch) return
    this.curve.addEvaluation(step, losses)
    this.#changed('evaluation')
  }

  /** @param {() => number} left */
  async #train(left) {
    const epoch = this.#epoch
    const current = () => epoch === this.#epoch
    const trainer = /** @type {Trainer} */ (this.trainer)
    this.problem = ''
    this.startClock()
    this.#enter('training')
    try {
      const { stopped = '' } = await this.#run.train(trainer, left, current, (progress) => {
        this.note(progress)
        this.#changed('progress')
        this.backup.take()
      })
      if (!current()) return
      const paused = !stopped && this.step < this.target
      if (paused) this.#enter('paused') // at once: what follows can take a while
      await this.#evaluate(epoch)
      if (paused || !current()) return
      this.problem = stopped
      this.#enter(stopped ? 'error' : 'done')
    } catch (error) {
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
