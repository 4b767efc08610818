// The losses of a model as it is.
import { judgedBatches } from './expectations.js'

/**
 * Notes them in the run's curve. Resolves with whether there are any: not where the signal came first, or the worker died, which is reported by itself.
 * @param {import('./run-log.js').RunLog} run @param {import('../trainer/trainer.js').Trainer} trainer @param {AbortSignal} signal another model or run is asked for
 */
export async function evaluateInto(run, trainer, signal) {
  const { step } = run
  const losses = await trainer.evaluate({ batches: judgedBatches(trainer.info), signal }).catch(() => undefined)
  if (!losses || signal.aborted) return false
  run.noteEvaluation({ step, ...losses })
  return true
}
