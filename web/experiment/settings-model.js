// The settings of the lesson: a rung of the ladder and what was set by hand on top of it; which of them wait for the next start.
import { rateOf } from './pace.js'
import { initialValues, PROPERTIES, propertyOf } from './settings.js'

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./settings.js').Values} Values */
/** Settings to take on together; an undefined one goes back to the rung's own. @typedef {Record<string, number | string | undefined>} Wishes */

const RESTARTING = PROPERTIES.filter(({ restarts }) => restarts).map(({ name }) => name)
const KEPT = ['seed', 'temperature', 'pace'] // on every rung

export class Setup {
  /** What was set by hand, and the rung unless it is the first. @type {Values} */
  given = {}
  /** Settings that were refused, with why and what was asked for: `value` where the core did, for with others it may do. @type {Map<string, { sentence: string, text: string, value?: number | string }>} */
  refused = new Map()
  #session

  /** @param {Session} session */
  constructor(session) { this.#session = session }

  get preset() { return String(this.given.preset ?? 'bigram') }

  /** The rung's own values, as far as the core has already told them. @returns {Values} */
  get usual() { return this.#usual(this.preset) }

  /** @returns {Values} */
  get values() { return { ...this.usual, ...this.given } }

  /** What createTrainer takes of them. */
  get options() { return { ...chosen(this.given), preset: this.preset } }

  /** What a model in use is reset with. */
  get restart() { return chosen(this.values) }

  /** The settings that the present model was not made with. */
  get pending() {
    const { values } = this
    const config = this.#config
    return config ? RESTARTING.filter((name) => config[name] !== values[name]) : []
  }

  /** The settings of what is running, as far as they are not the rung's own: those of `given`, without what waits. */
  get running() {
    const running = { ...this.given }
    for (const name of this.pending) {
      delete running[name]
      const value = this.#config?.[name]
      if (value !== undefined && value !== this.usual[name]) running[name] = value
    }
    return running
  }

  /** Steps per second. */
  get rate() { return rateOf(this.values.pace, Number(this.values.steps), this.preset === 'bigram') }

  /** What a run with these settings is called. */
  get name() {
    const changes = PROPERTIES.filter(({ name, restarts }) => restarts && name in this.given)
    return [this.preset, ...changes.map(({ name, label }) => `${label} ${this.given[name]}`)].join(', ')
  }

  /**
   * What a set of settings would come to, which changes nothing yet.
   * @param {Wishes} set @param {boolean} [only] with nothing else set by hand
   * @returns {Setup}
   */
  plan(set, only = false) {
    const plan = new Setup(this.#session)
    const preset = 'preset' in set ? set.preset ?? 'bigram' : only ? 'bigram' : this.preset
    const kept = preset === this.preset ? Object.keys(this.given) : KEPT.filter((name) => name in this.given)
    const before = only ? {} : Object.fromEntries(kept.map((name) => [name, this.given[name]]))
    plan.give({ ...before, ...set, preset })
    return plan
  }

  /** What to try where these settings were refused: without those that the sentence blames, the rung alone, and nothing. @param {string} sentence */
  lesser(sentence) {
    const blameless = { ...this.given }
    for (const name of blamed(sentence, this.given)) delete blameless[name]
    const plans = [blameless, { preset: this.preset }, {}].map((set) => this.plan(set, true))
    return plans.filter(({ given }, i) => Object.keys(given).length < Object.keys((plans[i - 1] ?? this).given).length)
  }

  /** What equals the rung's own value need not be given. @param {Wishes} wishes */
  give(wishes) {
    const { preset = 'bigram' } = wishes
    const usual = this.#usual(String(preset))
    const known = preset === 'bigram' || this.#session.presets.length > 0
    const given = Object.entries(wishes).filter(([name, value]) => value !== undefined && name !== 'preset' && (!known || value !== usual[name]))
    this.given = /** @type {Values} */ (Object.fromEntries([...given, ...preset === 'bigram' ? [] : [['preset', preset]]]))
  }

  /** Whether another kind of model is in use. */
  get elsewhere() {
    const { values } = this
    return this.#config?.model !== values.model || this.#session.preset !== this.preset
  }

  /** The session follows what may change in mid-run. */
  drive() {
    this.#session.workers = /** @type {number | 'auto'} */ (this.values.workers)
    if (this.#session.steps !== this.values.steps) this.#session.setSteps(Number(this.values.steps))
    this.#session.setPace(this.rate)
  }

  /** A model came with settings of its own, and perhaps with what else was set by hand. @param {Values} [given] */
  adopt(given = { temperature: this.values.temperature, pace: this.values.pace }) {
    const config = this.#config
    if (!config) return
    const differences = (/** @type {Values} */ of) => RESTARTING.filter((name) => name !== 'seed' && config[name] !== of[name]).length
    const nearest = [...this.#session.presets].sort((a, b) => differences(/** @type {any} */ (a.config)) - differences(/** @type {any} */ (b.config)))[0]
    this.give({ ...config, ...given, preset: nearest?.name ?? 'bigram' })
  }

  /** Of the model in use. */
  get #config() { return /** @type {Values | undefined} */ (/** @type {unknown} */ (this.#session.trainer?.info.config)) }

  /** @param {string} preset @returns {Values} */
  #usual(preset) {
    const { steps, config } = this.#session.presets.find(({ name }) => name === preset) ?? {}
    return { ...initialValues(), ...config, ...(steps && { steps }), preset }
  }
}

/** Whether none of these needs another model. @param {Wishes} set */
export const isImmediate = (set) => Object.keys(set).every((name) => ['steps', 'pace', 'temperature'].includes(name))

/** Those of them that a refusal is about: the ones it names, or all that have to do with the model. @param {string} sentence @param {Wishes} set */
export function blamed(sentence, set) {
  const asked = Object.keys(set).filter((name) => name === 'preset' || name === 'workers' || propertyOf(name).restarts)
  const named = asked.filter((name) => sentence.includes(name))
  return named.length > 0 ? named : asked
}

/** The settings that a model is made of. @param {Values} values */
const chosen = (values) => Object.fromEntries(RESTARTING.filter((name) => name in values).map((name) => [name, values[name]]))
