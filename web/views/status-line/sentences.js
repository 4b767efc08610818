// What the status line says.
import { inWords } from '../kit/problems.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../locales/en.js').Strings} Strings */

/** @param {Experiment} experiment @param {Strings} strings @returns {string} */
export function statusOf(experiment, strings) {
  const { state, run: { step, loss, curve, charactersPerToken: each }, trainer } = experiment
  switch (state) {
    case 'loading': return strings.statusLoading
    case 'idle': return strings.statusIdle(trainer?.info.parameters ?? 0)
    case 'training': return strings.statusTraining(each.train * (trainer?.info.trainTokens ?? 0), each.val * (trainer?.info.valTokens ?? 0))
    case 'paused': return Number.isNaN(loss) ? strings.statusLearned(step) : strings.statusPaused(step, loss)
    case 'done': return `${strings.result(step, undefined, curve.latest?.train)}.` // outcome.js says more
    case 'error': return problemSentence(experiment, strings)
  }
}

/** @param {Experiment} experiment @param {Strings} strings */
function problemSentence({ problem, dead, trainer, step }, strings) {
  const known = problem?.message ? inWords(problem, strings) : ''
  const sentence = known ? known.replace(/[^.!?]$/, '$&.') : strings.stoppedWithoutReason
  if (dead) return `${sentence} ${strings.reachedStep(step)}`
  return trainer && !known ? `${sentence} ${strings.weightsKept}` : sentence // where it is known, the core says that of the weights
}
