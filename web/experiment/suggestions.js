// What came of a run, and what to try next. Comes after the first frame.
import { expectedLoss, isBigram } from './expectations.js'
import { failureOf, guessing } from './failure.js'
import { hasClimbed, nextRung, shortOf } from './next-rung.js'
import { noticedIn } from './noticed.js'
import { choicesOf } from './reader-guess.js'

/** @typedef {import('./experiment.js').Experiment} Experiment */
/** `guess-0` is the first of the losses that the reader may guess. @typedef {'next' | 'again-full' | 'longer' | 'another-text' | 'recover' | 'learning-rate' | 'reset' | `guess-${number}`} Suggestion */

/** What came of a finished run, as far as it is known. @param {Experiment} experiment */
export function outcomeOf(experiment) {
  const { run: { step, firstStep, seconds, curve }, baselines, trainer } = experiment
  const { train, val } = curve.latest ?? {}
  return {
    step, train, seconds: firstStep === 0 ? seconds : undefined, unread: typeof val === 'number' && Number.isFinite(val) ? val : undefined,
    failure: failureOf(experiment), guessing: trainer && guessing(trainer), learningRate: trainer?.info.config.learningRate,
    readsOneLetter: trainer && isBigram(trainer.info), best: baselines?.bigram, expected: expectedLoss(experiment),
  }
}

/** Whether a model was opened that has learned from another text. @param {Experiment} experiment */
export const learnedFromAnother = ({ state, run: { loss }, trainer }) => state === 'paused' && Number.isNaN(loss) && trainer?.info.otherText === true

/**
 * What to try next, most telling first.
 * @param {Experiment} experiment @returns {Suggestion[]}
 */
export function suggestionsOf(experiment) {
  const { state, dead, trainer, step, settings: { steps, rate } } = experiment
  if (state === 'error') return dead ? ['recover'] : trainer ? ['learning-rate', 'reset'] : []
  if (state === 'idle') return choicesOf(experiment).map((_, i) => /** @type {const} */ (`guess-${i}`))
  if (state !== 'done') return []
  const failure = failureOf(experiment)
  if (failure === 'far' || failure === 'slow' || (!failure && noticedIn(experiment.curve) === 'too-high')) return ['learning-rate']
  /** @type {Suggestion[]} */
  const on = hasClimbed(experiment) && !shortOf(experiment) && nextRung(experiment) ? ['next'] : []
  if (rate < Infinity && !failure) return [...on, 'again-full']
  return [...on, ...step >= 10 * steps ? [] : /** @type {const} */ (['longer']), 'another-text']
}

/** The rung's own learning rate, which is known to work, or a tenth of one that is no higher and was still too high. @param {Experiment} experiment */
export function betterRate(experiment) {
  const usualRate = Number(experiment.settings.usual.learningRate)
  const rate = experiment.trainer?.info.config.learningRate ?? usualRate
  const slow = experiment.state !== 'error' && failureOf(experiment) === 'slow'
  return rate > usualRate || slow ? usualRate : Number((rate / 10).toPrecision(2))
}

/** Steps of the suggestion `longer`. @param {Experiment} experiment */
export const longer = ({ settings }) => 9 * settings.steps

/** Does what was suggested. Rejects where it cannot be done. @param {Suggestion} suggestion @param {Experiment} experiment @param {() => void} invite to choose another text */
export async function follow(suggestion, experiment, invite) {
  switch (suggestion) {
    case 'another-text': return invite()
    case 'longer': return experiment.train(longer(experiment))
    case 'recover': return experiment.recover()
    case 'again-full': await experiment.apply({ pace: 'full' }); break
    case 'learning-rate': await experiment.apply({ learningRate: betterRate(experiment) })
  }
  await experiment.reset()
  if (suggestion === 'again-full') await experiment.train()
}
