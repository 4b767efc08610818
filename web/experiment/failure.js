// Why a finished run is worse than no run.

/** @typedef {import('./experiment.js').Experiment} Experiment */
/** @typedef {'far' | 'slow' | 'begun' | ''} Failure */

/** Why a model is worse than guessing: 'far' beyond its aim, too 'slow', or only 'begun'; '' when it is not. @param {Pick<Experiment, 'trainer' | 'curve' | 'settings'>} experiment @returns {Failure} */
export function failureOf({ trainer, curve, settings }) {
  const { first, latest } = curve
  if (!trainer || !latest || latest.train <= guessing(trainer)) return ''
  const { learningRate } = trainer.info.config
  const usualRate = Number(settings.usual.learningRate)
  if (first ? latest.train > first.train : learningRate > usualRate) return 'far'
  return learningRate < usualRate ? 'slow' : 'begun'
}

/** Nats a character that a guess among all tokens costs. @param {Pick<import('../trainer/trainer.js').Trainer, 'info'>} trainer */
export const guessing = ({ info }) => Math.log(info.vocabularySize) / (info.charactersPerToken?.train ?? 1)
