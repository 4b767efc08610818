// What came of a run, and what to try next. Comes after the first frame.
import { counted, duration, grouped, nats, plain } from '../views/kit/format.js'
import { expectedLoss } from '../views/model-story.js'
import { statusOf } from '../views/status-sentences.js'

/** @typedef {import('./session.js').Session} Session */
/** @typedef {'again-full' | 'longer' | 'another-text' | 'recover' | 'learning-rate' | 'reset'} Suggestion */

/** What the status line says. @param {Session} session @param {number} usualRate the rung's own learning rate */
export function sentenceOf(session, usualRate) {
  const { state, step, loss, trainer } = session
  if (state === 'done') return doneSentence(session, usualRate)
  const opened = state === 'paused' && Number.isNaN(loss) && trainer?.info.otherText
  return opened ? `This model has learned for ${counted(step, 'step')} from another text with the same characters; it goes on with this one.` : statusOf(session)
}

/** @param {Session} session @param {number} usualRate */
function doneSentence(session, usualRate) {
  const { step, firstStep, seconds, curve, baselines, trainer } = session
  const expected = expectedLoss(session)
  const { train, val = null } = curve.latest ?? {}
  const time = firstStep === 0 ? ` in ${duration(seconds)}` : ''
  const result = `After ${counted(step, 'step')}${time} the loss is ${nats(train)}`
  const failure = failureOf(session, usualRate)
  if (trainer && failure) return `${result}, worse than guessing (${nats(guessing(trainer))}): ${because(failure, trainer.info.config.learningRate)}.`
  if (trainer && trainer.info.heads === 0) return baselines ? `${result} on what it reads; the best a model that sees one letter can do is ${nats(baselines.bigram)}.` : `${result}.`
  const unread = val !== null && Number.isFinite(val) ? `, and ${nats(val)} on text that it has not read` : ''
  return `${result}${unread}${expected === undefined ? '' : ` (expected: ${nats(expected)})`}.`
}

/** Why a model is worse than guessing: 'far' beyond its aim, too 'slow', or only 'begun'; '' when it is not. @param {Session} session @param {number} usualRate */
function failureOf({ trainer, curve }, usualRate) {
  const { first, latest } = curve
  if (!trainer || !latest || latest.train <= guessing(trainer)) return ''
  const { learningRate } = trainer.info.config
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
 * @param {Session} session @param {{ fullSpeed: boolean, usualRate: number }} how whether the run was not slowed down, and the rung's own learning rate
 * @returns {Suggestion[]}
 */
export function suggestionsOf(session, { fullSpeed, usualRate }) {
  const { state, dead, trainer, step, steps } = session
  if (state === 'error') return dead ? ['recover'] : trainer ? ['learning-rate', 'reset'] : []
  if (state !== 'done') return []
  const failure = failureOf(session, usualRate)
  if (failure === 'far' || failure === 'slow') return ['learning-rate']
  if (!fullSpeed && !failure) return ['again-full']
  return step >= 10 * steps ? ['another-text'] : ['longer', 'another-text']
}

/** @param {Suggestion} suggestion @param {Session} session @param {number} usualRate */
export function labelOf(suggestion, session, usualRate) {
  return {
    'again-full': 'Again, at full speed',
    'longer': `Train ${grouped(9 * session.steps)} more`,
    'another-text': 'Try another text',
    'recover': 'Restart',
    'learning-rate': `Reset, with learning rate ${plain(betterRate(session, usualRate))}`,
    'reset': 'Reset',
  }[suggestion]
}

/** The rung's own learning rate, which is known to work, or a tenth of one that is no higher and was still too high. @param {Session} session @param {number} usualRate */
export function betterRate(session, usualRate) {
  const rate = session.trainer?.info.config.learningRate ?? usualRate
  const slow = session.state !== 'error' && failureOf(session, usualRate) === 'slow'
  return rate > usualRate || slow ? usualRate : Number((rate / 10).toPrecision(2))
}

/** Does what was suggested. Rejects with a sentence where it cannot be done. @param {Suggestion} suggestion @param {import('../elements/iambic-trainer/desk.js').Desk} desk */
export async function follow(suggestion, { experiment, invite }) {
  const { session, setup } = experiment
  switch (suggestion) {
    case 'another-text': return invite()
    case 'longer': return experiment.train(9 * session.steps)
    case 'recover': return experiment.recover()
    case 'again-full': await experiment.apply({ pace: 'full' }); break
    case 'learning-rate': await experiment.apply({ learningRate: betterRate(session, Number(setup.usual.learningRate)) })
  }
  await experiment.reset()
  if (suggestion === 'again-full') await experiment.train()
}
