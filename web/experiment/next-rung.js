// Whether a rung of the ladder was climbed, and what the next one would take.
import { expectedOf, forecast, isReversal } from './expectations.js'
import { failureOf } from './failure.js'

/** @typedef {import('./experiment.js').Experiment} Experiment */
/** @typedef {import('../protocol/public.js').Preset} Preset */

const NEARLY = 0.1 // nats above what a rung comes to: another seed, or other settings that do as well

/** @param {Pick<Experiment, 'presets' | 'settings'>} experiment @returns {Preset | undefined} */
export const rungOf = ({ presets, settings }) => presets.find(({ name }) => name === settings.preset)

/** @param {Pick<Experiment, 'presets' | 'settings'>} experiment @returns {Preset | undefined} */
export const nextRung = ({ presets, settings }) => presets[presets.findIndex(({ name }) => name === settings.preset) + 1]

/** What the run fell short of: the `steps` of the rung's own run, or the `loss` that the rung is known to come to; '' of nothing. @param {Experiment} experiment @returns {'steps' | 'loss' | ''} */
export function shortOf(experiment) {
  const { run, curve } = experiment
  const rung = rungOf(experiment)
  if (!rung || run.step < rung.steps) return 'steps'
  const [expected, loss] = [expectedOf(experiment, rung), curve.latest?.val]
  return expected !== undefined && typeof loss === 'number' && !(loss <= expected + NEARLY) ? 'loss' : ''
}

/** Whether a model of the rung's own kind was trained to the end of a whole run, here. @param {Experiment} experiment */
export function hasClimbed(experiment) {
  const { state, run, trainer } = experiment
  const own = rungOf(experiment)?.config.model === trainer?.info.config.model
  return state === 'done' && own && run.firstStep === 0 && !failureOf(experiment) && shortOf(experiment) !== 'steps'
}

/** About how long another rung's run takes here, in seconds, by how long this one's steps take; undefined where that says nothing. @param {Experiment} experiment @param {Preset} next */
export function timeOf(experiment, next) {
  const { rate } = forecast(experiment, Infinity) ?? {}
  const rung = rungOf(experiment)
  if (!rung || !rate || experiment.settings.rate < Infinity || rung.config.model === 'bigram' || isReversal(next)) return undefined
  return next.steps / rate * workOf(next) / workOf(rung)
}

/** Of one step: in proportion to the multiplications by weights. @param {Preset} rung */
const workOf = ({ config: { batchSize, blockSize, nLayer, nEmbd } }) => batchSize * blockSize * nLayer * nEmbd ** 2
