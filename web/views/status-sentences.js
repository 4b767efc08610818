// What the status line says.
import { counted, grouped, nats } from './kit/format.js'
import { inWords } from '../experiment/settings.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */

/** @param {Experiment} experiment @returns {string} */
export function statusOf(experiment) {
  const { state, run: { step, loss, curve }, trainer } = experiment
  switch (state) {
    case 'loading': return 'Getting ready.'
    case 'idle': return `${counted(trainer?.info.parameters ?? 0, 'number')} drawn at random. Nothing learned yet: press Train.`
    case 'training': return trainingSentence(experiment)
    case 'paused': return Number.isNaN(loss)
      ? `This model has learned for ${counted(step, 'step')}.`
      : `Paused after ${counted(step, 'step')}. The last batch had a loss of ${nats(loss)}.`
    case 'done': return `After ${counted(step, 'step')} the loss is ${nats(curve.latest?.train)}.` // outcome.js says more
    case 'error': return problemSentence(experiment)
  }
}

/** At each quarter of a run that lasts long enough to be followed. @param {Experiment} experiment @param {number} quarter 1, 2 or 3 */
export function milestone({ curve, step }, quarter) {
  const way = ['', 'A quarter of the way', 'Half-way', 'Three quarters of the way'][quarter]
  const batches = curve.recent.slice(-Math.ceil(step / 10)) // an evaluation may be far behind
  return `${way}: the loss is about ${nats(batches.reduce((sum, loss) => sum + loss, 0) / batches.length)}.`
}

/** @param {Experiment} experiment */
function trainingSentence({ trainer }) {
  const { trainTokens = 0, valTokens = 0 } = trainer?.info ?? {}
  const kept = valTokens > 0 ? `; the other ${grouped(valTokens)} are kept to test it on` : ''
  return `Training on the first ${counted(trainTokens, 'character')}${kept}.`
}

/** @param {Experiment} experiment */
function problemSentence({ problem, dead, trainer, step }) {
  const sentence = inWords(/[.!?]$/.test(problem) ? problem : `${problem || 'something stopped the training without saying why'}.`)
  if (dead) return `${sentence} Training had reached step ${grouped(step)}.`
  return trainer && !/last good|kept/.test(sentence) ? `${sentence} The last good weights are kept.` : sentence
}
