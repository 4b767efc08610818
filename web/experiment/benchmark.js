// Measures how fast each model of the ladder trains on this machine. A time counts only where a short run before it came to the very bytes that every
// machine comes to.
import { PRESETS } from '../protocol/settings-schema.js'
import { operationsOfStep, tensorsOf } from './operations.js'
import { sha256 } from './sha256.js'

/** @import { Trainer } from '../trainer/trainer.js' */
/** Runs on the beginning of a text, so many bytes of it, and the SHA-256 of their checkpoints. @typedef {{ bytes: number, runs: { options: Record<string, string | number>, steps: number, checkpoint_sha256: string }[] }} Expected */
/**
 * A model: what is done with it now, whether its answer was right, and what was measured.
 * @typedef {object} Row
 * @property {string} preset
 * @property {'waiting' | 'checking' | 'timing' | 'done'} stage
 * @property {boolean} [right]
 * @property {number} [parameters]
 * @property {number} [steps]        of its whole run
 * @property {number} [operations]   of a step
 * @property {number[]} rounds       milliseconds a step, round by round
 * @property {unknown} [error]       what broke it off
 */

/** Milliseconds of a round, and how many there are. */
export const USUAL = { milliseconds: 250, rounds: 7 }

export class Benchmark {
  /** @type {'ready' | 'running' | 'paused' | 'done'} */
  state = 'ready'
  /** @type {Row[]} */
  rows = []
  /** @type {Promise<void>} */
  #held = Promise.resolve()
  #release = () => {}
  #given

  /**
   * @param {object} given
   * @param {(options: import('../protocol/public.js').TrainerOptions) => Promise<Trainer>} given.createTrainer
   * @param {() => Promise<string>} given.text
   * @param {Expected} given.expected
   * @param {{ milliseconds: number, rounds: number }} [given.length]
   * @param {string[]} [given.presets]   which models
   * @param {() => void} given.changed   called whenever there is something new to show
   */
  constructor(given) {
    this.#given = { length: USUAL, presets: PRESETS, ...given }
    this.#clear()
  }

  get roundsInAll() { return this.#given.length.rounds }
  /** About how long it will take: each model is warmed up for about two rounds. */
  get seconds() { return this.rows.length * (this.roundsInAll + 2) * this.#given.length.milliseconds / 1000 }

  #clear() { this.rows = this.#given.presets.map((preset) => ({ preset, stage: 'waiting', rounds: [] })) }

  /** @param {Benchmark['state']} state */
  #become(state) {
    this.state = state
    this.#given.changed()
  }

  /** Measures all of them, one after the other. Rejects when there is no text. */
  async start() {
    this.#clear()
    this.#become('running')
    try {
      const text = await this.#given.text()
      for (const row of this.rows) await this.#measure(row, text).catch((error) => { this.#show(row, { stage: 'done', error }) })
      this.#become('done')
    } catch (error) {
      this.#become('ready')
      throw error
    }
  }

  /** The round that is being measured is brought to its end. */
  pause() {
    this.#held = new Promise((resolve) => { this.#release = resolve })
    this.#become('paused')
  }

  resume() {
    this.#release()
    this.#become('running')
  }

  /** @param {Row} row @param {Partial<Row>} news */
  #show(row, news) {
    Object.assign(row, news)
    this.#given.changed()
  }

  /** @param {Row} row @param {string} text */
  async #measure(row, text) {
    await this.#held
    this.#show(row, { stage: 'checking' })
    const right = await this.#isRight(row.preset, text)
    await this.#held
    this.#show(row, { right, stage: right ? 'timing' : 'done' })
    if (!right) return
    await this.#with({ text, preset: row.preset }, async (trainer) => {
      const { info: { parameters, config }, presets } = trainer
      const operations = operationsOfStep(tensorsOf(await trainer.save()), config)
      this.#show(row, { parameters, operations, steps: presets.find(({ name }) => name === row.preset)?.steps })
      await this.#time(row, trainer)
      this.#show(row, { stage: 'done' })
    })
  }

  /** @param {string} preset @param {string} text */
  async #isRight(preset, text) {
    const { bytes, runs } = this.#given.expected
    const run = runs.find(({ options }) => options.preset === preset)
    if (!run) return false
    return this.#with({ text: text.slice(0, bytes), ...run.options }, async (trainer) => {
      await trainer.train(run.steps)
      return sha256(await trainer.save()) === run.checkpoint_sha256
    })
  }

  /** @param {Row} row @param {Trainer} trainer */
  async #time(row, trainer) {
    const { milliseconds, rounds } = this.#given.length
    let steps = 1, each = await time(trainer, steps)
    while (steps * each < milliseconds / 4) each = await time(trainer, steps *= 4) // these only warm it up
    steps = Math.max(1, Math.round(milliseconds / each))
    for (let round = 0; round < rounds; round++) {
      await this.#held
      row.rounds.push(await time(trainer, steps))
      this.#given.changed()
    }
  }

  /** @template T @param {import('../protocol/public.js').TrainerOptions} options @param {(trainer: Trainer) => Promise<T>} work @returns {Promise<T>} */
  async #with(options, work) {
    const trainer = await this.#given.createTrainer(options)
    try {
      return await work(trainer)
    } finally {
      trainer.terminate()
    }
  }
}

/** Milliseconds a step. @param {Trainer} trainer @param {number} steps */
async function time(trainer, steps) {
  const began = performance.now()
  const { stopped } = await trainer.train(steps)
  if (stopped) throw new Error(stopped)
  return (performance.now() - began) / steps
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b), middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
}

/** What was measured of a model, once it was. @param {Row} row */
export function figuresOf({ rounds, operations, steps = 0 }) {
  const milliseconds = median(rounds)
  const gflops = operations ? operations / milliseconds / 1e6 : undefined
  return { milliseconds, perSecond: 1000 / milliseconds, gflops, wholeRun: steps * milliseconds / 1000 }
}
