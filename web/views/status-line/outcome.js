// What came of a run, and what to try next, in words. Comes after the first frame.
import { shortOf } from '../../experiment/next-rung.js'
import { choicesOf, guess, guessOf } from '../../experiment/reader-guess.js'
import { betterRate, follow, learnedFromAnother, longer, outcomeOf, suggestionsOf } from '../../experiment/suggestions.js'
import { adds, learned, missing, nextLabel, nextName } from './next-rung.js'
import { noticeOf } from './notices.js'
import { pausedSentence } from './so-far.js'
import { statusOf } from './sentences.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../experiment/suggestions.js').Suggestion} Suggestion */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */
/** What the status line can then say. @typedef {ReturnType<typeof outcomeIn>} Outcome */
/**
 * What a page allows and does: whether a setting may be changed, or the `text`; goes to another rung; says again what there is to say.
 * @typedef {{ mayChange: (name: string) => boolean, climb: (preset: string) => void, retell: () => void }} Page
 */

/** What a suggestion changes, where a lesson may have locked that. @type {Partial<Record<Suggestion, string>>} */
const CHANGES = { 'next': 'preset', 'again-full': 'pace', 'learning-rate': 'learningRate', 'another-text': 'text' }

/** @type {Page} */
const ALONE = { mayChange: () => true, climb: () => {}, retell: () => {} }

/** @param {PanelStrings} strings @param {Page} [page] */
export function outcomeIn(strings, { mayChange, climb, retell } = ALONE) {
  const allowed = (/** @type {Experiment} */ experiment) => suggestionsOf(experiment).filter((suggestion) => mayChange(CHANGES[suggestion] ?? ''))
  return {
    sentenceOf: (/** @type {Experiment} */ experiment) => sentenceOf(experiment, allowed(experiment), strings),
    suggestionsOf: allowed,
    labelOf: (/** @type {Suggestion} */ suggestion, /** @type {Experiment} */ experiment) => labelOf(suggestion, experiment, strings),
    /** @param {Suggestion} suggestion @param {Experiment} experiment @param {() => void} invite */
    async follow(suggestion, experiment, invite) {
      if (suggestion === 'next') return climb(nextName(experiment))
      if (!suggestion.startsWith('guess-')) return follow(suggestion, experiment, invite)
      guess(experiment, Number(choicesOf(experiment)[placeOf(suggestion)].toFixed(1))) // as the button says
      retell()
    },
  }
}

/** @param {Suggestion} suggestion `guess-2` */
const placeOf = (suggestion) => Number(suggestion.slice('guess-'.length))

/** @param {Experiment} experiment @param {Suggestion[]} offered @param {PanelStrings} strings */
function sentenceOf(experiment, offered, strings) {
  const guessed = guessOf(experiment)
  const status = statusOf(experiment, strings)
  switch (experiment.state) {
    case 'done': return [doneSentence(experiment, strings), ...afterwards(experiment, offered.includes('next'), strings)].filter(Boolean).join(' ')
    case 'idle': return guessed !== undefined ? strings.youSay(guessed) : offered.length > 0 ? `${status} ${strings.howFar}` : status
    case 'paused': return pausedSentence(experiment, strings) ?? (learnedFromAnother(experiment) ? strings.learnedFromAnother(experiment.step) : status)
    default: return status
  }
}

/** @param {Experiment} experiment @param {PanelStrings} strings */
function doneSentence(experiment, strings) {
  const { step, seconds, train, unread, failure, guessing = NaN, learningRate = NaN, readsOneLetter, best, expected } = outcomeOf(experiment)
  const result = strings.result(step, seconds, train)
  const why = { far: strings.overshoots, slow: strings.hardlyMoves, begun: () => strings.onlyBegun }
  if (train === undefined) return `${result}.`
  if (failure) return strings.resultWorse(result, train, guessing, why[failure](learningRate))
  if (readsOneLetter && best !== undefined) return strings.resultOfBigram(result, train, best, experiment.trainer?.info ?? {})
  return unread === undefined ? strings.resultRead(result, train) : strings.resultUnread(result, train, unread, expected)
}

/** What the reader had guessed, and what was learned or is still missing. @param {Experiment} experiment @param {boolean} offered whether the next rung is @param {PanelStrings} strings */
function afterwards(experiment, offered, strings) {
  const { unread, failure, readsOneLetter } = outcomeOf(experiment)
  const guessed = guessOf(experiment)
  const answer = guessed !== undefined && unread !== undefined ? (readsOneLetter || failure ? strings.youSaid : strings.youSaidOf)(guessed, unread) : ''
  return failure ? [answer] : [noticeOf(experiment, strings), answer, shortOf(experiment) ? missing(experiment, strings) : learned(experiment, strings), offered ? adds(experiment, strings) : '']
}

/** @param {Suggestion} suggestion @param {Experiment} experiment @param {PanelStrings} strings */
export function labelOf(suggestion, experiment, strings) {
  switch (suggestion) {
    case 'next': return nextLabel(experiment, strings)
    case 'again-full': return strings.againFull
    case 'longer': return strings.trainMore(longer(experiment))
    case 'another-text': return strings.tryAnotherText
    case 'recover': return strings.restart
    case 'learning-rate': return strings.resetWithRate(betterRate(experiment))
    case 'reset': return strings.reset
    default: return strings.about(choicesOf(experiment)[placeOf(suggestion)])
  }
}
