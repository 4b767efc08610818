// What learns, from what, and what one may expect of it.
import { Journal } from './run-log.js'

/** @typedef {import('../trainer/trainer.js').Trainer} Trainer */
/** @typedef {import('./corpora.js').Corpus} Corpus */

const WITH_VIEWS = 1.25 // of the time of a run's steps: it is evaluated and looked at meanwhile
const JUDGED = 8192 // characters of each split

export class Subject extends Journal {
  /** @type {Trainer | undefined} */
  trainer
  /** @type {Corpus | undefined} */
  corpus
  /** @type {import('../protocol/messages.js').Baselines | undefined} */
  baselines
  /** The rung whose model is in use. */
  preset = 'bigram'
  /** How many are to train together, from the next opening on. @type {number | 'auto'} */
  workers = 'auto'

  /** The rungs of the ladder, once the core has told them. */
  get presets() { return this.trainer?.presets ?? [] }

  /**
   * How many steps a second this device will make of so many that are wished for, and how long the whole run takes then, in seconds;
   * undefined until that has been measured.
   * @param {number} wished
   */
  forecast(wished) {
    const alone = this.trainer?.secondsPerStep
    const perStep = this.watch.perStep ?? (alone === undefined && wished === Infinity ? undefined : Math.max(WITH_VIEWS * (alone ?? 0), 1 / wished))
    if (perStep === undefined) return undefined
    const left = this.target - this.step
    return { rate: 1 / perStep, seconds: left > 0 ? this.seconds + left * perStep : this.steps * perStep }
  }

  /** Whether the model turns lines around instead of going on with a text. */
  get reverses() { return this.trainer?.info.config.model === 'encoder-decoder' }

  /** Earlier runs whose losses can be compared with this one's. */
  get comparable() { return this.earlier.filter(({ task }) => task === this.task) }

  /** What the loss can be compared with. Counts of letters say nothing of a line that is copied backwards. @returns {Partial<import('../protocol/messages.js').Baselines> | undefined} */
  get references() { return this.reverses && this.baselines ? { uniform: this.baselines.uniform } : this.baselines }

  /** On how many batches of each split a transformer is judged, which for all of the text would take minutes. @returns {{ batches?: number }} */
  get judging() {
    const { heads, config } = this.trainer?.info ?? {}
    return heads && config ? { batches: Math.max(1, Math.round(JUDGED / config.batchSize / config.blockSize)) } : {}
  }
}
