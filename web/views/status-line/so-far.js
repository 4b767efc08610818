// What a run has learned by the time it is paused, told by the lines that a loss is judged by.
import { isBigram, reverses } from '../../experiment/expectations.js'
import { recentLoss } from './milestones.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

const NEARLY = 0.1 // nats above the least that a model of one letter can reach: a table never gets below it, but by chance of its batches

/** Undefined where nothing was trained here. @param {Experiment} experiment @param {PanelStrings} strings */
export function pausedSentence(experiment, strings) {
  if (Number.isNaN(experiment.run.loss)) return undefined
  const loss = recentLoss(experiment)
  return [strings.pausedAt(experiment.step, loss), learnedSoFar(experiment, loss, strings)].filter(Boolean).join(' ')
}

/** @param {Experiment} experiment @param {number} loss @param {PanelStrings} strings */
function learnedSoFar({ baselines, trainer }, loss, { soFar }) {
  if (!baselines || !trainer) return ''
  const { uniform, unigram, bigram } = baselines
  if (loss >= uniform) return soFar.uniform(uniform)
  if (reverses({ trainer })) return '' // whose text says nothing of the task
  if (loss >= unigram) return soFar.unigram(unigram, trainer.info)
  const readsOneLetter = isBigram(trainer.info)
  if (loss >= bigram + (readsOneLetter ? NEARLY : 0)) return soFar.bigram(unigram, trainer.info)
  return readsOneLetter ? soFar.pairs(bigram, trainer.info) : soFar.beyond(bigram, trainer.info)
}
