// What only the complete core can do, for a model that was started without it.
import { isBigram } from './expectations.js'
import { Problem } from './problem.js'

/**
 * Does it with the experiment's trainer, or with a copy of it: the first rung's own core, which starts quickly, knows little.
 * @template T @param {import('./experiment.js').Experiment} experiment @param {(trainer: import('../trainer/trainer.js').Trainer) => Promise<T>} action @returns {Promise<T>}
 */
export async function withCompleteCore({ trainer, corpus, create }, action) {
  if (!trainer || !corpus) throw new Problem({ code: 'no-model-yet' })
  if (!isBigram(trainer.info)) return action(trainer)
  const copy = await create({ text: corpus.text, checkpoint: await trainer.save(), complete: true })
  return action(copy).finally(() => copy.terminate())
}
