// The settings of the lesson: what they are, what a change of one does, and which wait for the next start.
import { counted } from './format.js'
import { rateOf } from './pace.js'
import { initialValues, PROPERTIES, propertyOf } from './settings.js'

/** @typedef {import('./session.js').Session} Session */

const RESTARTING = PROPERTIES.filter(({ restarts }) => restarts).map(({ name }) => name)

export class Setup {
  values = initialValues()
  #session
  #changed

  /** @param {Session} session @param {(name: string) => void} changed called after a change, with '' when any may have changed */
  constructor(session, changed) {
    this.#session = session
    this.#changed = changed
    session.setPace(this.rate)
  }

  /** What createTrainer takes of them. */
  get options() { return Object.fromEntries(RESTARTING.map((name) => [name, this.values[name]])) }

  /** The settings that the present model was not made with. */
  get pending() {
    const config = /** @type {Record<string, number | string> | undefined} */ (/** @type {unknown} */ (this.#session.trainer?.info.config))
    return config ? RESTARTING.filter((name) => config[name] !== this.values[name]) : []
  }

  /** Steps per second. */
  get rate() { return rateOf(this.values.pace, this.#session.steps) }

  /**
   * Rejects with a sentence, and changes nothing, where the core refuses the value. A model that has not begun to learn
   * is made anew at once; one that has goes on as it is.
   * @param {string} name @param {number | string} value of the property's type and range
   */
  async change(name, value) {
    if (this.values[name] === value) return
    const { restarts } = propertyOf(name)
    if (restarts) await this.#session.trainer?.check({ ...this.options, [name]: value })
    this.values[name] = value
    if (name === 'steps') this.#session.setSteps(Number(value))
    if (name === 'steps' || name === 'pace') this.#session.setPace(this.rate)
    if (restarts && this.#session.state === 'idle') await this.restart()
    this.#changed(name)
  }

  /** Back to step 0 with all settings as they are now. Rejects, and changes nothing, when the core refuses them. */
  async restart() {
    await this.#session.reset(this.options)
    this.#changed('')
  }

  /** A model came with settings of its own. */
  adopt() {
    const { trainer } = this.#session
    if (trainer) for (const name of RESTARTING) this.values[name] = trainer.info.config[/** @type {'seed'} */ (name)] ?? this.values[name]
    this.#changed('')
  }

  /** One line for a printed figure. */
  describe() {
    const { corpus, trainer, step } = this.#session
    const settings = PROPERTIES.filter(({ name, inForm, choices }) => (inForm || choices) && name !== 'steps')
      .map(({ name, label }) => `${label} ${this.values[name]}`)
    const text = `${corpus?.name ?? ''}, ${counted(trainer?.info.characters ?? 0, 'character')}`
    return [counted(step, 'step'), ...settings, text].join(' \u00b7 ')
  }
}
