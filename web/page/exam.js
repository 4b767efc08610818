// How well a model does on the text. A bigram is judged by all of it, in a moment; a transformer, which would take minutes,
// by stretches spread evenly over each split: always the same ones, so that one answer can be compared with the next.

/** @typedef {import('../engine/trainer.js').Trainer} Trainer */
/** @typedef {{ x: number[][], y: number[][] }} Question */

const STRETCHES = 8
const CHARACTERS = 1024 // of a stretch: short enough for the worker to do something else in between
const PAUSE = 1000 // milliseconds between two exams of a run, at least
const SPARE = 3 // times as long as the last one took, most of which went to the training meanwhile

export class Exam {
  #trainer
  /** @type {{ train: Question[], val: Question[] } | undefined} */
  #questions
  #next = 0

  /** @param {Trainer} trainer */
  constructor(trainer) { this.#trainer = trainer }

  /** Whether it takes all of the text. */
  get exact() { return this.#trainer.info.heads === 0 }

  /** Whether a run should be examined now; the session itself evaluates one that can be judged in a moment. */
  get due() { return !this.exact && performance.now() > this.#next }

  /** Never changes the training. @returns {Promise<import('../protocol.js').Losses>} */
  async losses() {
    if (this.exact) return this.#trainer.evaluate()
    const began = performance.now()
    this.#next = Infinity
    try {
      return await this.#answers()
    } finally {
      const now = performance.now()
      this.#next = now + Math.max(PAUSE, SPARE * (now - began))
    }
  }

  async #answers() {
    const { trainTokens, valTokens } = this.#trainer.info
    this.#questions ??= { train: await this.#ask('train', trainTokens), val: await this.#ask('val', valTokens) }
    return { train: await this.#mean(this.#questions.train), val: await this.#mean(this.#questions.val) }
  }

  /** @param {'train' | 'val'} split @param {number} size @returns {Promise<Question[]>} none where the split is too short */
  async #ask(split, size) {
    const T = this.#trainer.info.config.blockSize
    const rows = Math.min(Math.max(1, Math.floor(CHARACTERS / T)), Math.floor((size - 1) / T))
    const questions = []
    for (let k = 0; k < STRETCHES && rows > 0; k++) {
      const from = Math.floor(k * (size - rows * T - 1) / (STRETCHES - 1))
      const ids = await this.#trainer.tokens({ split, from, count: rows * T + 1 })
      const lines = (/** @type {number} */ shift) => Array.from({ length: rows }, (_, row) => ids.slice(row * T + shift, (row + 1) * T + shift))
      questions.push({ x: lines(0), y: lines(1) })
    }
    return questions
  }

  /** @param {Question[]} questions */
  async #mean(questions) {
    let sum = 0
    for (const { x, y } of questions) sum += (await this.#trainer.logits(x, y)).loss ?? NaN
    return sum / questions.length
  }
}
