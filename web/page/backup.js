// A copy of a training run in progress, so that a worker which dies takes at most a few seconds of it along.

/** @typedef {import('../engine/trainer.js').Trainer} Trainer */

const INTERVAL = 2000 // milliseconds
const MOST_PARAMETERS = 500_000 // larger models are not copied while they train

export class Backup {
  /** The newest checkpoint. @type {Uint8Array | undefined} */
  checkpoint
  #trainer
  #takenAt = performance.now()

  /** @param {Trainer} trainer */
  constructor(trainer) { this.#trainer = trainer }

  /** Takes a copy if the last one is old enough. Never rejects. */
  async take() {
    const now = performance.now()
    if (this.#trainer.info.parameters > MOST_PARAMETERS || now - this.#takenAt < INTERVAL) return
    this.#takenAt = now
    this.checkpoint = await this.#trainer.save().catch(() => this.checkpoint)
  }

  /** A model that starts again has nothing worth keeping. */
  forget() {
    this.checkpoint = undefined
    this.#takenAt = performance.now()
  }
}
