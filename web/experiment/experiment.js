// One reader's training as it is commanded by buttons, keys, attributes, links and scripts: commands are taken one after the
// other, and each leaves what is shown and what is trained in agreement. Knows nothing of the page.
import { Mutex } from '../protocol/mutex.js'
import { removed, Session } from './session.js'
import { Settler } from './settings-queue.js'
import { Setup } from './settings-model.js'

/** @typedef {import('./corpora.js').Corpus} Corpus */
/** @typedef {import('./session.js').Change | 'settings'} Change */
/** @typedef {import('./settings-model.js').Wishes} Wishes */

export class Experiment {
  session
  setup
  #told
  #commands = new Mutex()
  #settler
  #asked = 0 // runs and steps
  #revoked = 0 // of them, by a pause that came before they began
  #removed = false
  /** Resolves when there is something to train with, or it is known why not. */
  ready
  /** @type {() => void} */
  begun = () => {}

  /** @param {import('./session.js').CreateTrainer} create @param {(change: Change) => void} told what has changed */
  constructor(create, told) {
    this.#told = told
    this.session = new Session(create, (change) => this.#changed(change))
    this.setup = new Setup(this.session)
    this.setup.drive()
    this.#settler = new Settler(this.session, this.setup, (action) => this.#take(action), () => told('settings'))
    this.ready = /** @type {Promise<void>} */ (new Promise((resolve) => { this.begun = resolve }))
  }

  /**
   * A new model on a text, or a saved one. When it is refused, everything stays as it was. Resolves with whether it is in use.
   * @param {Corpus} corpus @param {{ checkpoint?: ArrayBuffer, onLoad?: (progress: any) => void }} [options]
   * @param {() => boolean} [wanted] whether it still is when its turn has come
   */
  async open(corpus, options = {}, wanted = () => true) {
    return this.#take(async () => {
      if (!wanted()) return false
      const { checkpoint } = options
      await this.session.open(corpus, checkpoint ? options : { ...this.setup.options, ...options }, () => { if (checkpoint) this.setup.adopt() })
      return true
    })
  }

  /** The first model: with less than was set by hand, and a word about it, where that is refused. @param {Corpus} corpus @param {boolean} [named] by the page, which wants no other */
  async openFirst(corpus, named) {
    return this.#take(async () => {
      const { setup, session } = this
      try {
        await session.open(corpus, setup.options)
      } catch (error) {
        if (this.#removed) throw error
        const { message } = /** @type {Error} */ (error)
        const wishes = setup.given
        for (const plan of setup.lesser(message)) {
          const settle = () => {
            setup.given = plan.given
            this.#settler.blame(message, wishes)
          }
          if (!session.ready) await session.open(corpus, plan.options, settle).catch(() => {})
        }
        if (session.ready) return
        session.refuse(named ? `The text ${corpus.name} cannot be used: ${message}` : message, corpus)
      }
    })
  }

  /** There is nothing to train with. @param {string} problem @param {() => boolean} wanted as in open */
  async refuse(problem, wanted) { return this.#take(() => { if (wanted()) this.session.refuse(problem) }) }

  /** Takes on settings together: see Settler. @param {Wishes} set @param {boolean} [only] */
  async apply(set, only) { return this.#settler.apply(set, only) }

  /** The same for settings as attributes, an address or fields spell them; never rejects. @param {Map<string, string | null>} texts @param {boolean} [only] */
  async spell(texts, only) { return this.#settler.spell(texts, only) }

  /** Trains to the target; from there on, for so many steps more. Resolves when the run has ended or paused. @param {number} [more] */
  async train(more) { return this.#run((session) => session.start(more)) }

  /** One step, and a pause. */
  async step() { return this.#run((session) => session.startStep()) }

  /** Ends the run, and revokes those that have not begun. */
  pause() {
    this.#revoked = this.#asked
    this.session.pause()
  }

  /** Trains, or pauses. */
  async toggle() {
    if (this.session.state === 'training' || this.#asked > this.#revoked) this.pause()
    else await this.train()
  }

  /** Back to step 0, with all settings as they are now. Rejects when the core refuses them; a dead trainer is replaced. */
  async reset() {
    if (!this.session.trainer) await this.ready
    return this.#take(async () => {
      if (this.session.dead) return this.#recover()
      this.#mustBeReady()
      await this.session.reset(this.setup.restart)
    })
  }

  /** Starts again after the trainer died: from the last copy, or from nothing. */
  async recover() { return this.#take(() => this.#recover()) }

  /** Goes on with a run that was kept, to its end. @param {Corpus} corpus @param {import('./snapshot.js').Copy} copy @param {import('./settings.js').Values} given */
  async resume(corpus, copy, given) {
    await this.#take(async () => {
      await this.session.resume(corpus, copy, copy.workers, () => this.setup.adopt(given))
      this.session.setTarget(copy.run.target)
    })
    return this.train()
  }

  /** Ends everything; whatever is asked for from now on rejects. */
  remove() {
    this.#removed = true
    this.begun()
    this.session.terminate()
  }

  /** @template T @param {() => T | Promise<T>} action @returns {Promise<T>} */
  async #take(action) {
    this.#settler.close()
    return this.#commands.run(() => {
      if (this.#removed) throw removed()
      return action()
    })
  }

  /** @param {(session: Session) => void} start */
  async #run(start) {
    const asked = ++this.#asked
    try {
      if (!this.session.trainer) await this.ready
      await this.#take(() => {
        this.#mustBeReady()
        if (this.session.state !== 'training' && asked > this.#revoked) start(this.session)
      })
    } finally {
      this.#revoked = Math.max(this.#revoked, asked) // its time has come
    }
    await this.session.ended
    if (this.#removed) throw removed()
  }

  #mustBeReady() { if (!this.session.ready) throw new Error(this.session.problem || 'there is no model to train yet') }

  async #recover() {
    const { session, setup } = this
    const { copy } = session.backup
    if (copy && session.corpus) await session.resume(session.corpus, copy)
    else if (session.corpus) await session.open(session.corpus, setup.options)
  }

  /** @param {import('./session.js').Change} change */
  #changed(change) {
    if (change === 'opened' || change === 'reset') {
      this.setup.give(this.setup.given) // for now the rung's own values are known
      Object.assign(this.session, { name: this.setup.name, preset: this.setup.preset })
      this.setup.drive()
    }
    this.#told(change)
    if (change === 'opened' || change === 'reset') this.#told('settings')
  }
}
