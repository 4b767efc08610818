// What learns, from what, and what one may expect of it.
import { Journal } from './journal.js'

/** @typedef {import('../engine/trainer.js').Trainer} Trainer */
/** @typedef {import('./corpus.js').Corpus} Corpus */

const JUDGED = 8192 // characters of each split

export class Subject extends Journal {
  /** @type {Trainer | undefined} */
  trainer
  /** @type {Corpus | undefined} */
  corpus
  /** @type {import('../protocol.js').Baselines | undefined} */
  baselines
  /** How many are to train together, from the next opening on. @type {number | 'auto'} */
  workers = 'auto'

  /** The rungs of the ladder, once the core has told them. */
  get presets() { return this.trainer?.presets ?? [] }

  /** The validation loss that this run may end with, where that is known: on the text, with the settings and after the steps of the ladder. */
  get expected() {
    const rung = this.presets.find(({ name }) => name === this.name)
    return this.corpus?.name === 'tiny Shakespeare' && rung && this.target >= rung.steps ? rung.valLoss : undefined
  }

  /** Whether the model turns lines around instead of going on with a text. */
  get reverses() { return this.trainer?.info.config.model === 'encoder-decoder' }

  /** What the loss can be compared with. Counts of letters say nothing of a line that is copied backwards. @returns {Partial<import('../protocol.js').Baselines> | undefined} */
  get references() { return this.reverses && this.baselines ? { uniform: this.baselines.uniform } : this.baselines }

  /** On how many batches of each split a transformer is judged, which for all of the text would take minutes. @returns {{ batches?: number }} */
  get judging() {
    const { heads, config } = this.trainer?.info ?? {}
    return heads && config ? { batches: Math.max(1, Math.round(JUDGED / config.batchSize / config.blockSize)) } : {}
  }
}
