// What the status line says, and which next step it offers.
import { counted, duration, grouped, nats } from './format.js'
import { inWords } from './settings.js'

/** @typedef {import('./session.js').Session} Session */
/** @typedef {'again-full' | 'longer' | 'another-text' | 'recover' | 'slower-learning' | 'reset'} Suggestion */

/** @param {Session} session @returns {string} */
export function statusOf(session) {
  const { state, step, loss, problem, trainer } = session
  switch (state) {
    case 'loading': return 'Getting ready.'
    case 'idle': return `${grouped(trainer?.info.parameters ?? 0)} numbers drawn at random. Nothing learned yet: press Train.`
    case 'training': return `Training on ${grouped(trainer?.info.trainTokens ?? 0)} characters.`
    case 'paused': return Number.isNaN(loss)
      ? `This model has learned for ${counted(step, 'step')}.`
      : `Paused after ${counted(step, 'step')}. The last batch had a loss of ${nats(loss)}.`
    case 'done': return doneSentence(session)
    case 'error': return problemSentence(problem, session)
  }
}

/** At each quarter of a run that lasts long enough to be followed. @param {Session} session @param {number} quarter 1, 2 or 3 */
export function milestone({ curve, loss }, quarter) {
  const way = ['', 'A quarter of the way', 'Half-way', 'Three quarters of the way'][quarter]
  return `${way}: the loss is ${nats(curve.latest?.train ?? loss)}.`
}

/** @param {Session} session */
function doneSentence({ step, firstStep, seconds, curve, baselines, trainer, expected }) {
  const loss = curve.latest?.train
  const time = firstStep === 0 ? ` in ${duration(seconds)}` : ''
  const result = `After ${counted(step, 'step')}${time} the loss is ${nats(loss)}`
  if (trainer && trainer.info.heads > 0) {
    const hint = expected === undefined ? '' : `; about ${nats(expected)} was to be expected`
    return `${result}, and ${nats(curve.latest?.val)} on text that it has not read${hint}.`
  }
  return baselines ? `${result}; the best possible for a model that sees one letter is ${nats(baselines.bigram)}.` : `${result}.`
}

/** @param {string} problem @param {Session} session */
function problemSentence(problem, { dead, trainer, step }) {
  const sentence = inWords(/[.!?]$/.test(problem) ? problem : `${problem}.`)
  if (dead) return `${sentence} Training had reached step ${grouped(step)}.`
  return trainer && !/last good|kept/.test(sentence) ? `${sentence} The last good weights are kept.` : sentence
}

/**
 * What to try next, most telling first.
 * @param {Session} session @param {boolean} fullSpeed whether the run was not slowed down
 * @returns {Suggestion[]}
 */
export function suggestionsOf({ state, dead, trainer, step, steps }, fullSpeed) {
  if (state === 'error') return dead ? ['recover'] : trainer ? ['slower-learning', 'reset'] : []
  if (state !== 'done') return []
  if (!fullSpeed) return ['again-full']
  return step >= 10 * steps ? ['another-text'] : ['longer', 'another-text']
}

/** @param {Suggestion} suggestion @param {Session} session @param {number} learningRate */
export function labelOf(suggestion, { steps }, learningRate) {
  return {
    'again-full': 'Again, at full speed',
    'longer': `Train ${grouped(9 * steps)} more`,
    'another-text': 'Try another text',
    'recover': 'Restart',
    'slower-learning': `Reset, with learning rate ${tenth(learningRate)}`,
    'reset': 'Reset',
  }[suggestion]
}

/** @param {number} rate */
export const tenth = (rate) => Number((rate / 10).toPrecision(2))
