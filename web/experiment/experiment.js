// One reader's training as it is commanded by buttons, keys, attributes, links and scripts. Commands are taken one after the other, and
// each leaves what is shown and what is trained in agreement. All state of the application is read here, and changed by nothing but these commands.
import { openFirst } from './first-model.js'
import { Mutex } from '../protocol/mutex.js'
import { Problem } from './problem.js'
import { SettingsQueue } from './settings-queue.js'
import { applyTexts } from './settings-texts.js'
import { removed, Training } from './training.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {import('./settings-model.js').Wishes} Wishes */
/** @typedef {import('./settings-texts.js').Refused} Refused */
/** @typedef {import('./snapshot.js').Snapshot} Snapshot */
/** @typedef {import('./training.js').Change} Change */

export class ChangeEvent extends Event {
  /** @param {Change} what */
  constructor(what) {
    super('change')
    this.what = what
  }
}

/** Tells each change by a ChangeEvent. */
export class Experiment extends EventTarget {
  /** Resolves when there is something to train with, or it is known why not. @type {Promise<void>} */
  ready
  /** Commands that came before are taken from now on: it is known with what the page begins. @type {() => void} */
  begin = () => {}
  /** Looks at the model before a single step, in its turn: nothing comes between the two. @type {(() => Promise<void>) | undefined} */
  beforeStep
  #training
  #commands = new Mutex()
  #settingsQueue
  /** Runs that were asked for and have not begun; a pause revokes them. @type {Set<object>} */
  #asked = new Set()
  /** @type {Refused} */
  #refused = new Map()
  #prompt = ''

  /** @param {import('./training.js').CreateTrainer} create */
  constructor(create) {
    super()
    this.#training = new Training(create, (change) => this.#tell(change))
    this.#settingsQueue = new SettingsQueue(this.#training, (action) => this.#take(action))
    this.ready = new Promise((resolve) => { this.begin = resolve })
  }

  get state() { return this.#training.state }
  /** Why there is nothing to train with, or why training could not go on, where that is known. */
  get problem() { return this.#training.problem }
  /** Whether the trainer is gone or could not finish a step, so that only `recover` helps. */
  get dead() { return this.#training.dead }
  get trainer() { return this.#training.trainer }
  get corpus() { return this.#training.corpus }
  /** The rungs of the ladder, once the core has told them. */
  get presets() { return this.trainer?.presets ?? [] }
  get settings() { return this.#training.settings }
  /** Settings that were refused, and why. @returns {ReadonlyMap<string, { error: Error, text: string, value?: number | string }>} */
  get refused() { return this.#refused }
  get run() { return this.#training.run.log }
  get step() { return this.run.step }
  get target() { return this.run.target }
  get curve() { return this.run.curve }
  /** Runs before this one, on the same text, for comparison; the latest last. */
  get earlier() { return this.#training.earlier }
  get baselines() { return this.#training.baselines }
  /** What the reader wants the model to begin with; '' leaves it to the model. */
  get prompt() { return this.#prompt }
  /** The newest of the present run. */
  get snapshot() { return this.#training.run.snapshots.newest }
  /** Makes trainers. */
  get create() { return this.#training.create }

  /**
   * A new model on a text, or a saved one. When it is refused, everything stays as it was. Resolves with whether it is in use.
   * @param {Corpus} corpus @param {{ checkpoint?: ArrayBuffer | Uint8Array<ArrayBuffer>, onLoad?: (progress: any) => void }} [options]
   * @param {() => boolean} [wanted] whether it still is when its turn has come
   */
  async open(corpus, options = {}, wanted = () => true) {
    return this.#take(async () => {
      if (!wanted()) return false
      if (options.checkpoint) await this.#training.open(corpus, { workers: this.settings.workers, ...options }, (settings) => settings.adopt())
      else await this.#training.open(corpus, { ...this.settings.options, ...options })
      return true
    })
  }

  /** The first model: with less than was set by hand, and a word about it, where that is refused. @param {Corpus} corpus @param {'named-text-unusable' | 'text-unusable'} [named] how to say so of a text of the page, which wants no other */
  async openFirst(corpus, named) { return this.#take(() => openFirst(this.#training, this.#refused, corpus, named)) }

  /** There is nothing to train with. @param {Error} problem why @param {() => boolean} wanted as in open */
  async refuse(problem, wanted) { return this.#take(() => { if (wanted()) this.#training.refuse(problem) }) }

  /**
   * Takes on settings together: the core judges them once. Rejects, and changes nothing, where they are refused. A model
   * that has not begun to learn is made anew at once; one that has goes on as it is, unless another kind is wanted.
   * @param {Wishes} set @param {boolean} [only] with nothing else set by hand
   */
  async apply(set, only = false) { return this.#settingsQueue.apply(set, only) }

  /** The same for settings as attributes, an address or fields spell them; never rejects, but keeps what is `refused`. @param {Map<string, string | null>} texts @param {boolean} [only] */
  async applyTexts(texts, only = false) {
    await applyTexts(texts, this.#refused, (set, alone) => this.apply(set, alone), only)
    this.#tell('settings')
  }

  /** Trains to the target; from there on, for so many steps more. Resolves when the run has ended or paused. @param {number} [more] */
  async train(more) { return this.#start(() => this.#training.run.start(more ?? this.settings.steps)) }

  /** Trains one step, and pauses. */
  async trainStep() { return this.#start(() => this.#training.run.startStep(), this.beforeStep) }

  /** Ends the run, and revokes those that have not begun. */
  pause() {
    this.#asked.clear()
    this.#training.run.pause()
  }

  /** Trains, or pauses. */
  async toggle() {
    if (this.state === 'training' || this.#asked.size > 0) this.pause()
    else await this.train()
  }

  /** Back to step 0, with all settings as they are now. Rejects when the core refuses them; a dead trainer is replaced. */
  async reset() {
    if (!this.trainer) await this.ready
    return this.#take(async () => {
      if (this.dead) return this.#training.reopen()
      this.#mustBeReady()
      await this.#training.reset(this.settings.restart)
    })
  }

  /** Starts again after the trainer died: from the last snapshot, or from nothing. */
  async recover() { return this.#take(() => this.#training.reopen()) }

  /** Goes on with a run that was kept, to its end. @param {Corpus} corpus @param {Snapshot} snapshot @param {import('./settings.js').Values} given */
  async resume(corpus, { checkpoint, workers, run }, given) {
    await this.#take(() => this.#training.open(corpus, { checkpoint, workers }, (settings) => settings.adopt(given), run))
    return this.train()
  }

  /** @param {string} text */
  setPrompt(text) {
    this.#prompt = text
    this.#tell('prompt')
  }

  /** Takes a snapshot of the run as it is now. */
  async takeSnapshot() { await this.#training.run.snapshots.take(true) }

  forgetEarlier() {
    this.#training.earlier = []
    this.#tell('earlier')
  }

  /** Ends everything; whatever is asked for from now on rejects. */
  remove() {
    this.begin()
    this.#training.terminate()
  }

  /** @template T @param {() => T | Promise<T>} action @returns {Promise<T>} */
  async #take(action) {
    this.#settingsQueue.close()
    return this.#commands.run(() => {
      if (this.#training.closed) throw removed()
      return action()
    })
  }

  /** @param {() => void} begin @param {() => Promise<void>} [look] */
  async #start(begin, look) {
    const asked = {}
    this.#asked.add(asked)
    try {
      if (!this.trainer) await this.ready
      await this.#take(async () => {
        await look?.()
        this.#mustBeReady()
        if (this.state !== 'training' && this.#asked.has(asked)) begin()
      })
    } finally {
      this.#asked.delete(asked)
    }
    await this.#training.run.ended
    if (this.#training.closed) throw removed()
  }

  #mustBeReady() { if (!this.#training.ready) throw this.problem ?? new Problem({ code: 'no-model-yet' }) }

  /** @param {Change} what */
  #tell(what) { this.dispatchEvent(new ChangeEvent(what)) }
}
