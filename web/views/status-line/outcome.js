// What came of a run, and what to try next, in words. Comes after the first frame.
import { betterRate, follow, learnedFromAnother, longer, outcomeOf, suggestionsOf } from '../../experiment/suggestions.js'
import { noticeOf } from './notices.js'
import { statusOf } from './sentences.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../experiment/suggestions.js').Suggestion} Suggestion */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */
/** What the status line can then say. @typedef {ReturnType<typeof outcomeIn>} Outcome */

/** What a suggestion changes, where a lesson may have locked that. @type {Partial<Record<Suggestion, string>>} */
const CHANGES = { 'again-full': 'pace', 'learning-rate': 'learningRate', 'another-text': 'text' }

/** @param {PanelStrings} strings @param {(name: string) => boolean} [mayChange] a setting, or the `text` */
export const outcomeIn = (strings, mayChange = () => true) => ({
  sentenceOf: (/** @type {Experiment} */ experiment) => sentenceOf(experiment, strings),
  milestone: (/** @type {Experiment} */ experiment, /** @type {number} */ quarter) => milestone(experiment, quarter, strings),
  suggestionsOf: (/** @type {Experiment} */ experiment) => suggestionsOf(experiment).filter((suggestion) => mayChange(CHANGES[suggestion] ?? '')),
  labelOf: (/** @type {Suggestion} */ suggestion, /** @type {Experiment} */ experiment) => labelOf(suggestion, experiment, strings),
  follow,
})

/** @param {Experiment} experiment @param {PanelStrings} strings */
export function sentenceOf(experiment, strings) {
  if (experiment.state === 'done') return [doneSentence(experiment, strings), outcomeOf(experiment).failure ? '' : noticeOf(experiment, strings)].filter(Boolean).join(' ')
  return learnedFromAnother(experiment) ? strings.learnedFromAnother(experiment.step) : statusOf(experiment, strings)
}

/** At each quarter of a run that lasts long enough to be followed. @param {Experiment} experiment @param {number} quarter 1, 2 or 3 @param {PanelStrings} strings */
export function milestone({ curve, step }, quarter, { milestones, milestone: say }) {
  const batches = curve.recent.slice(-Math.ceil(step / 10)) // an evaluation may be far behind
  return say(milestones[quarter - 1], batches.reduce((sum, loss) => sum + loss, 0) / batches.length)
}

/** @param {Experiment} experiment @param {PanelStrings} strings */
function doneSentence(experiment, strings) {
  const { step, seconds, train, unread, failure, guessing = NaN, learningRate = NaN, readsOneLetter, best, expected } = outcomeOf(experiment)
  const result = strings.result(step, seconds, train)
  const why = { far: strings.overshoots, slow: strings.hardlyMoves, begun: () => strings.onlyBegun }
  if (failure) return strings.resultWorse(result, guessing, why[failure](learningRate))
  if (readsOneLetter) return best === undefined ? `${result}.` : strings.resultOfBigram(result, best)
  return strings.resultUnread(result, unread, expected)
}

/** @param {Suggestion} suggestion @param {Experiment} experiment @param {PanelStrings} strings */
export function labelOf(suggestion, experiment, strings) {
  switch (suggestion) {
    case 'again-full': return strings.againFull
    case 'longer': return strings.trainMore(longer(experiment))
    case 'another-text': return strings.tryAnotherText
    case 'recover': return strings.restart
    case 'learning-rate': return strings.resetWithRate(betterRate(experiment))
    case 'reset': return strings.reset
  }
}
