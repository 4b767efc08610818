// A run that lasts long enough to be followed is told of at each quarter. Comes after the first frame.
import { onChange } from '../kit/changes.js'
import { find, say } from '../kit/dom.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */

const PATIENCE = 2000 // milliseconds: milestones that come faster would only be chatter

/** @param {ParentNode} root @param {Experiment} experiment @param {import('./index.js').StatusLine} status where a question to the reader stays @param {import('../../locales/en-panels.js').PanelStrings} strings @param {AbortSignal} signal */
export function tellMilestones(root, experiment, status, strings, signal) {
  let told = 0 // quarters
  let toldAt = 0
  const quarter = () => Math.floor(4 * experiment.step / experiment.target)
  const begin = () => { [told, toldAt] = [quarter(), performance.now()] }
  onChange(experiment, {
    state: begin,
    progress: () => {
      if (quarter() <= told || quarter() > 3) return
      told = quarter()
      if (performance.now() - toldAt < PATIENCE || status.question) return
      toldAt = performance.now()
      say(find(root, 'status'), milestone(experiment, told, strings))
    },
  }, signal)
  begin()
}

/** @param {Pick<Experiment, 'curve' | 'step'>} experiment @param {number} quarter 1, 2 or 3 @param {import('../../locales/en-panels.js').PanelStrings} strings */
export const milestone = (experiment, quarter, { milestones, milestone: say }) => say(milestones[quarter - 1], recentLoss(experiment))

/** The mean loss of the batches just read, for an evaluation may be far behind. @param {Pick<Experiment, 'curve' | 'step'>} experiment */
export function recentLoss({ curve, step }) {
  const batches = curve.recent.slice(-Math.ceil(step / 10))
  return batches.reduce((sum, loss) => sum + loss, 0) / batches.length
}
