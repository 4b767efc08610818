// What scripts ask of the element. What goes wrong with that is told to whoever wrote the page.
import { whatOf } from '../../experiment/problem.js'
import { en } from '../../locales/en.js'
import { removed } from '../../experiment/training.js'
import { problemOf } from '../../views/kit/problems.js'

/** Throws it as an Error with a sentence. @param {unknown} error @returns {never} */
export function reject(error) { throw whatOf(error) ? new Error(problemOf(/** @type {Error} */ (error), en)) : error }

/** The trainer, once there is one. Rejects when it is known why there is none. @param {import('../../experiment/experiment.js').Experiment} experiment */
export async function modelOf(experiment) {
  await experiment.ready
  return experiment.trainer ?? reject(experiment.problem ?? removed())
}

/** @param {import('../../experiment/experiment.js').Experiment} experiment @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes of a saved model */
export async function openBytes(experiment, bytes) {
  await experiment.ready
  const { corpus } = experiment
  if (!corpus) throw experiment.problem ?? removed()
  await experiment.open(corpus, { checkpoint: bytes })
}
