// What came of a run, and what to try next. Comes after the first frame.
import { counted, duration, grouped, nats, plain } from '../views/kit/format.js'
import { expectedLoss } from './expectations.js'
import { statusOf } from '../views/status-sentences.js'

/** @typedef {import('./experiment.js').Experiment} Experiment *
/** @typedef {'again-full' | 'longer' | 'another-text' | 'recover' | 'learning-rate' | 'reset'} Suggestion */

/** What the status line says. @param {Experiment} experiment */
export function sentenceOf(experiment) {
  const { state, step, run: { loss }, trainer } = experiment
  if (state === 'done') return doneSentence(experiment)
  const opened = state === 'paused' && Number.isNaN(loss) && trainer?.info.otherText
  return opened ? `This model has learned for ${counted(step, 'step')} from another text with the same characters; it goes on with this one.` : statusOf(experiment)
}

/** @param {Experiment} experiment */
function doneSentence(experiment) {
  const { run: { step, firstStep, seconds, curve }, baselines, trainer } = experiment
  const expected = expectedLoss(experiment)
  const { train, val = null } = curve.latest ?? {}
  const time = firstStep === 0 ? ` in ${duration(seconds)}` : ''
  const result = `After ${counted(step, 'step')}${time} the loss is ${nats(train)}`
  const failure = failureOf(experiment)
  if (trainer && failure) return `${result}, worse than guessing (${nats(guessing(trainer))}): ${because(failure, trainer.info.config.learningRate)}.`
  if (trainer && trainer.info.heads === 0) return baselines ? `${result} on what it reads; the best a model that sees one letter can do is ${nats(baselines.bigram)}.` : `${result}.`
  const unread = val !== null && Number.isFinite(val) ? `, and ${nats(val)} on text that it has not read` : ''
  return `${result}${unread}${expected === undefined ? '' : ` (expected: ${nats(expected)})`}.`
}

/** Why a model is worse than guessing: 'far' beyond its aim, too 'slow', or only 'begun'; '' when it is not. @param {Experiment} experiment */
function failureOf({ trainer, curve, settings }) {
  const { first, latest } = curve
  if (!trainer || !latest || latest.train <= guessing(trainer)) return ''
  const { learningRate } = trainer.info.config
  const usualRate = Number(settings.usual.learningRate)
  if (first ? latest.train > first.train : learningRate > usualRate) return 'far'
  return learningRate < usualRate ? 'slow' : 'begun'
}

/** @param {'far' | 'slow' | 'begun'} failure @param {number} learningRate */
const because = (failure, learningRate) => ({
  far: `at a learning rate of ${plain(learningRate)} each step overshoots`,
  slow: `at a learning rate of ${plain(learningRate)} it hardly moves`,
  begun: 'it has only begun',
}[failure])

/** Nats that a guess among all characters costs. @param {import('../trainer/trainer.js').Trainer} trainer */
const guessing = ({ info }) => Math.log(info.vocabularySize)

/**
 * What to try next, most telling first.
 * @param {Experiment} experiment @returns {Suggestion[]}
 */
export function suggestionsOf(experiment) {
  const { state, dead, trainer, step, settings: { steps, rate } } = experiment
  if (state === 'error') return dead ? ['recover'] : trainer ? ['learning-rate', 'reset'] : []
  if (state !== 'done') return []
  const failure = failureOf(experiment)
  if (failure === 'far' || failure === 'slow') return ['learning-rate']
  if (rate < Infinity && !failure) return ['again-full']
  return step >= 10 * steps ? ['another-text'] : ['longer', 'another-text']
}

/** @param {Suggestion} suggestion @param {Experiment} experiment */
export function labelOf(suggestion, experiment) {
  return {
    'again-full': 'Again, at full speed',
    'longer': `Train ${grouped(9 * experiment.settings.steps)} more`,
    'another-text': 'Try another text',
    'recover': 'Restart',
    'learning-rate': `Reset, with learning rate ${plain(betterRate(experiment))}`,
    'reset': 'Reset',
  }[suggestion]
}

/** The rung's own learning rate, which is known to work, or a tenth of one that is no higher and was still too high. @param {Experiment} experiment */
export function betterRate(experiment) {
  const usualRate = Number(experiment.settings.usual.learningRate)
  const rate = experiment.trainer?.info.config.learningRate ?? usualRate
  const slow = experiment.state !== 'error' && failureOf(experiment) === 'slow'
  return rate > usualRate || slow ? usualRate : Number((rate / 10).toPrecision(2))
}

/** Does what was suggested. Rejects with a sentence where it cannot be done. @param {Suggestion} suggestion @param {Experiment} experiment @param {() => void} invite to choose another text */
export async function follow(suggestion, experiment, invite) {
  switch (suggestion) {
    case 'another-text': return invite()
    case 'longer': return experiment.train(9 * experiment.settings.steps)
    case 'recover': return experiment.recover()
    case 'again-full': await experiment.apply({ pace: 'full' }); break
    case 'learning-rate': await experiment.apply({ learningRate: betterRate(experiment) })
  }
  await experiment.reset()
  if (suggestion === 'again-full') await experiment.train()
}
