// The settings of an experiment: a rung of the ladder and what was set by hand on top of it. A value: a change makes another one.
import { rateOf } from './pace.js'
import { initialValues, PROPERTIES, propertyOf } from './settings.js'

/** @typedef {import('../protocol/public.js').Preset} Preset */
/** @typedef {import('./settings.js').Values} Values */
/** Settings to take on together; an undefined one goes back to the rung's own. @typedef {Record<string, number | string | undefined>} Wishes */

const RESTARTING = PROPERTIES.filter(({ restarts }) => restarts).map(({ name }) => name)
const KEPT = ['seed', 'temperature', 'pace'] // on every rung

export class SettingsModel {
  /** What was set by hand, and the rung unless it is the first; what equals the rung's own value need not be. @type {Readonly<Values>} */
  given
  /** The rungs of the ladder, once the core has told them. */
  presets
  /** Of the model in use, if there is one. */
  config

  /** @param {Wishes} [wishes] @param {Preset[]} [presets] @param {Values} [config] */
  constructor(wishes = {}, presets = [], config) {
    this.presets = presets
    this.config = config
    const { preset = 'bigram' } = wishes
    const usual = this.#usual(String(preset))
    const known = preset === 'bigram' || presets.length > 0
    const given = Object.entries(wishes).filter(([name, value]) => value !== undefined && name !== 'preset' && (!known || value !== usual[name]))
    this.given = /** @type {Values} */ (Object.fromEntries([...given, ...preset === 'bigram' ? [] : [['preset', preset]]]))
  }

  /** The same settings, now that this model is in use. @param {import('../trainer/trainer.js').Trainer} trainer */
  beside({ presets, info }) { return new SettingsModel(this.given, presets, /** @type {Values} */ (/** @type {unknown} */ (info.config))) }

  get preset() { return String(this.given.preset ?? 'bigram') }

  /** The rung's own values, as far as the core has already told them. @returns {Values} */
  get usual() { return this.#usual(this.preset) }

  /** @returns {Values} */
  get values() { return { ...this.usual, ...this.given } }

  /** By the model; by the rung, whose model it is, until the core has told its rungs. */
  get isBigram() { return (this.given.model ?? (this.presets.length > 0 ? this.values.model : this.preset)) === 'bigram' }

  /** Steps of a whole run. */
  get steps() { return Number(this.values.steps) }

  /** Steps per second. */
  get rate() { return rateOf(this.values.pace, this.steps, this.isBigram) }

  /** How many train together. @returns {number | 'auto'} */
  get workers() { return /** @type {number | 'auto'} */ (this.values.workers) }

  /** What createTrainer takes of them. A bigram has nothing to divide. */
  get options() { return { workers: this.isBigram ? 1 : this.workers, ...chosen(this.given), preset: this.preset } }

  /** What a model in use is reset with. */
  get restart() { return chosen(this.values) }

  /** The settings that the model in use was not made with. */
  get pending() {
    const { config, values } = this
    return config ? RESTARTING.filter((name) => config[name] !== values[name]) : []
  }

  /** The settings of what is running, as far as they are not the rung's own: those of `given`, without what waits. */
  get running() {
    const running = { ...this.given }
    for (const name of this.pending) {
      delete running[name]
      const value = this.config?.[name]
      if (value !== undefined && value !== this.usual[name]) running[name] = value
    }
    return running
  }

  /** What a model with these settings is made of: its rung, and what differs from that. @returns {Values} */
  get made() { return { preset: this.preset, ...chosen(this.given) } }

  /** These settings with others taken on. @param {Wishes} set @param {boolean} [only] with nothing else set by hand */
  with(set, only = false) {
    const preset = 'preset' in set ? set.preset ?? 'bigram' : only ? 'bigram' : this.preset
    const kept = preset === this.preset ? Object.keys(this.given) : KEPT.filter((name) => name in this.given)
    const before = only ? {} : Object.fromEntries(kept.map((name) => [name, this.given[name]]))
    return new SettingsModel({ ...before, ...set, preset }, this.presets, this.config)
  }

  /** What to try where these settings were refused: without those that the error blames, the rung alone, and nothing. @param {Error} error */
  lesser(error) {
    const blameless = { ...this.given }
    for (const name of blamed(error, this.given)) delete blameless[name]
    const plans = [blameless, { preset: this.preset }, {}].map((set) => this.with(set, true))
    return plans.filter(({ given }, i) => Object.keys(given).length < Object.keys((plans[i - 1] ?? this).given).length)
  }

  /** Those of the model in use, which came with settings of its own, and perhaps with what else was set by hand. @param {Values} [given] */
  adopt(given = { temperature: this.values.temperature, pace: this.values.pace }) {
    const { config } = this
    if (!config) return this
    const differences = (/** @type {Values} */ of) => RESTARTING.filter((name) => name !== 'seed' && config[name] !== of[name]).length
    const nearest = [...this.presets].sort((a, b) => differences(/** @type {any} */ (a.config)) - differences(/** @type {any} */ (b.config)))[0]
    return new SettingsModel({ ...config, ...given, preset: nearest?.name ?? 'bigram' }, this.presets, config)
  }

  /** @param {string} preset @returns {Values} */
  #usual(preset) {
    const { steps, config } = this.presets.find(({ name }) => name === preset) ?? {}
    return { ...initialValues(), ...config, ...(steps && { steps }), preset }
  }
}

/** Whether none of these needs another model. @param {Wishes} set */
export const isImmediate = (set) => Object.keys(set).every((name) => ['steps', 'pace', 'temperature'].includes(name))

/** Those of them that a refusal is about: the ones it names, or all that have to do with the model. @param {Error} error @param {Wishes} set */
export function blamed(error, set) {
  const asked = Object.keys(set).filter((name) => name === 'preset' || name === 'workers' || propertyOf(name).restarts)
  const { details = {} } = /** @type {Partial<import('../protocol/error-codes.js').IambicError>} */ (error)
  const named = asked.filter((name) => name in details || name === details.name || `${details.settings}`.includes(name))
  return named.length > 0 ? named : asked
}

/** The settings that a model is made of. @param {Values} values */
const chosen = (values) => Object.fromEntries(RESTARTING.filter((name) => name in values).map((name) => [name, values[name]]))
