// What is noticed in the curve of a run, said once each while it goes on, and of a finished one. Comes after the first frame.
import { noticedIn } from '../../experiment/noticed.js'
import { onChange } from '../kit/changes.js'
import { find, say } from '../kit/dom.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../experiment/noticed.js').Notice} Notice */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {ParentNode} root @param {Experiment} experiment @param {import('./index.js').StatusLine} status where a question to the reader stays @param {PanelStrings} strings @param {AbortSignal} signal */
export function tellNotices(root, experiment, status, strings, signal) {
  /** @type {Set<Notice>} */
  let told = new Set()
  const begin = () => { told = new Set() }
  let judged = experiment.curve.latest
  onChange(experiment, {
    opened: begin,
    reset: begin,
    progress: () => {
      const { curve } = experiment
      if (curve.latest === judged || status.question) return
      judged = curve.latest
      const notice = noticedIn(curve)
      if (!notice || told.has(notice)) return
      told.add(notice)
      say(find(root, 'status'), inWords(notice, experiment, strings))
    },
  }, signal)
}

/** What is noticed in the curve as it is, '' when nothing is. @param {Experiment} experiment @param {PanelStrings} strings */
export function noticeOf(experiment, strings) {
  const notice = noticedIn(experiment.curve)
  return notice ? inWords(notice, experiment, strings) : ''
}

/** @param {Notice} notice @param {Experiment} experiment @param {PanelStrings} strings */
const inWords = (notice, { trainer }, { noticed }) => noticed[notice](trainer?.info.config.learningRate ?? NaN)
