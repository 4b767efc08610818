// What a climbed rung has taught, and what the next one adds, in words.
import { expectedOf } from '../../experiment/expectations.js'
import { nextRung, rungOf, shortOf, timeOf } from '../../experiment/next-rung.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

const WORTH_TELLING = 20 // seconds of a run that the reader should know of before

/** Why the rung can come no further. The bigram's limit stands in what came of its run. @param {Experiment} experiment @param {PanelStrings} strings */
export function learned(experiment, { limits }) {
  const rung = rungOf(experiment)
  return rung ? limits[rung.name]?.({ own: rung.config, next: rung.config }) ?? '' : ''
}

/** What a run has fallen short of. @param {Experiment} experiment @param {PanelStrings} strings */
export function missing(experiment, { shortOfLoss, shortOfSteps }) {
  const rung = rungOf(experiment)
  const expected = rung && expectedOf(experiment, rung)
  if (!rung) return ''
  return shortOf(experiment) === 'steps' ? shortOfSteps(rung.steps, expected) : shortOfLoss(rung.valLoss)
}

/** @param {Experiment} experiment @param {PanelStrings} strings */
export function adds(experiment, strings) {
  const [rung, next] = [rungOf(experiment), nextRung(experiment)]
  if (!rung || !next) return ''
  const seconds = timeOf(experiment, next)
  return strings.adds[next.name]?.({ own: rung.config, next: next.config, seconds: seconds !== undefined && seconds >= WORTH_TELLING ? seconds : undefined }) ?? ''
}

/** @param {Experiment} experiment @param {PanelStrings} strings */
export function nextLabel(experiment, strings) {
  const next = nextRung(experiment)
  return next ? strings.next[next.name]?.(next.config) ?? next.name : ''
}

/** @param {Experiment} experiment */
export const nextName = (experiment) => nextRung(experiment)?.name ?? ''
