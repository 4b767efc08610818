// The settings of the lesson: a rung of the ladder and what was set by hand on top of it; which of them wait for the next start.
import { counted } from './format.js'
import { rateOf } from './pace.js'
import { initialValues, PROPERTIES, propertyOf } from './settings.js'

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./settings.js').Values} Values */

const RESTARTING = PROPERTIES.filter(({ restarts }) => restarts).map(({ name }) => name)
const KEPT = ['seed', 'temperature', 'pace'] // on every rung

export class Setup {
  /** What was set by hand, and the rung unless it is the first. @type {Values} */
  given = {}
  #session
  #changed

  /** @param {Session} session @param {(name: string) => void} changed called after a change, with '' when any may have changed */
  constructor(session, changed) {
    this.#session = session
    this.#changed = changed
    session.setPace(this.rate)
  }

  get preset() { return String(this.given.preset ?? 'bigram') }

  /** The rung's own values, as far as the core has already told them. @returns {Values} */
  get usual() {
    const { steps, config } = this.#session.presets.find(({ name }) => name === this.preset) ?? {}
    return { ...initialValues(), ...config, ...(steps && { steps }), preset: this.preset }
  }

  /** Whether the rung's own values are known already. */
  get #known() { return this.preset === 'bigram' || this.#session.presets.length > 0 }

  /** @returns {Values} */
  get values() { return { ...this.usual, ...this.given } }

  /** What createTrainer takes of them. */
  get options() { return { ...chosen(this.given), preset: this.preset } }

  /** The settings that the present model was not made with. */
  get pending() {
    const config = /** @type {Values | undefined} */ (/** @type {unknown} */ (this.#session.trainer?.info.config))
    const { values } = this
    return config ? RESTARTING.filter((name) => config[name] !== values[name]) : []
  }

  /** Steps per second. */
  get rate() { return rateOf(this.values.pace, Number(this.values.steps), this.preset === 'bigram') }

  /** What a run with these settings is called. */
  get name() {
    const changes = PROPERTIES.filter(({ name, restarts }) => restarts && name in this.given)
    return [this.preset, ...changes.map(({ name, label }) => `${label} ${this.given[name]}`)].join(', ')
  }

  /**
   * Rejects with a sentence, and changes nothing, where the core refuses the value. A model that has not begun to learn
   * is made anew at once; one that has goes on as it is, unless another rung is chosen.
   * @param {string} name @param {number | string} value of the property's type and range
   */
  async change(name, value) {
    if (this.values[name] === value && this.#known) return
    const { restarts } = propertyOf(name)
    if (name === 'preset' || name === 'model') return this.#replace(name, value)
    if (restarts) await this.#session.trainer?.check({ ...chosen(this.values), [name]: value })
    this.#give(name, value)
    if (name === 'workers') await this.#hire()
    if (name === 'steps') this.#session.setSteps(Number(value))
    if (name === 'steps' || name === 'pace') this.#session.setPace(this.rate)
    if (restarts && this.#session.state === 'idle') await this.restart()
    this.#changed(name)
  }

  /** Resolves when the model of the present settings is in use. @type {Promise<unknown>} */
  settled = Promise.resolve()

  /** Back to step 0 with all settings as they are now. Rejects, and changes nothing, when the core refuses them. */
  async restart() {
    await this.#settle(this.#session.reset(chosen(this.values)))
    this.#changed('')
  }

  /** A model is in use: now the rung's own values are known. */
  opened() {
    for (const [name, value] of Object.entries(this.given)) this.#give(name, value)
    this.#session.setSteps(Number(this.values.steps))
    this.#session.setPace(this.rate)
    this.#changed('')
  }

  /** A model came with settings of its own, and perhaps with what else was set by hand. @param {Values} [given] */
  adopt(given = { temperature: this.values.temperature, pace: this.values.pace }) {
    const { trainer, presets } = this.#session
    if (!trainer) return
    const config = /** @type {Values} */ (/** @type {unknown} */ (trainer.info.config))
    const differences = (/** @type {Values} */ of) => RESTARTING.filter((name) => name !== 'seed' && config[name] !== of[name]).length
    const nearest = [...presets].sort((a, b) => differences(/** @type {any} */ (a.config)) - differences(/** @type {any} */ (b.config)))[0]
    this.given = { ...config, ...given, preset: nearest?.name ?? 'bigram' }
    this.opened()
  }

  /** One line for a printed figure. */
  describe() {
    const { corpus, trainer, step, name } = this.#session
    const text = `${corpus?.name ?? ''}, ${counted(trainer?.info.characters ?? 0, 'character')}`
    const { values } = this
    const settings = PROPERTIES.filter(({ inForm, attends }) => inForm && (!attends || values.model !== 'bigram'))
      .map(({ name: setting, label }) => `${label} ${values[setting]}`)
    return [name, counted(step, 'step'), ...settings, text].join(' \u00b7 ')
  }

  /** Another kind of model: a fresh one, at once. @param {string} name @param {number | string} value */
  async #replace(name, value) {
    const before = this.given
    const kept = name === 'preset' ? KEPT.filter((setting) => setting in before).map((setting) => [setting, before[setting]]) : Object.entries(before)
    this.given = Object.fromEntries(kept)
    this.#give(name, value)
    const { corpus } = this.#session
    try {
      if (corpus) await this.#settle(this.#session.open(corpus, this.options))
    } catch (error) {
      this.given = before
      throw error
    } finally {
      this.#changed('')
    }
  }

  /** A model that rests is opened anew, as it is. */
  async #hire() {
    const { corpus, backup, state } = this.#session
    this.#session.workers = /** @type {number | 'auto'} */ (this.values.workers)
    if (!corpus || this.preset === 'bigram' || state === 'training') return
    await backup.take(true)
    if (backup.copy) await this.#settle(this.#session.resume(corpus, backup.copy))
  }

  /** @param {Promise<unknown>} change */
  #settle(change) {
    this.settled = change.catch(() => {}) // who asked for it is told
    return change
  }

  /** What equals the rung's own value need not be given. @param {string} name @param {number | string} value */
  #give(name, value) {
    delete this.given[name]
    const usual = name === 'preset' ? 'bigram' : this.usual[name]
    if (usual !== value || !this.#known) this.given[name] = value
  }
}

/** The settings that a model is made of. @param {Values} values */
const chosen = (values) => Object.fromEntries(RESTARTING.filter((name) => name in values).map((name) => [name, values[name]]))
