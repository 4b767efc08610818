// What one may expect of a run: how long it takes, how far its loss falls, and what that can be compared with.

/** @typedef {import('./experiment.js').Experiment} Experiment */
/** @typedef {import('../protocol/public.js').Info} Info */
/** @typedef {import('../protocol/public.js').Preset} Preset */

const SHAKESPEARE = '86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed' // SHA-256 of the text that the ladder was measured on
const WITH_VIEWS = 1.25 // of the time of a run's steps: it is evaluated and looked at meanwhile
const JUDGED = 8192 // characters of each split

/**
 * How many steps a second this device will make of so many that are wished for, and how long the whole run takes then, in seconds;
 * undefined until that has been measured.
 * @param {Pick<Experiment, 'trainer' | 'run' | 'settings'>} experiment @param {number} wished
 */
export function forecast({ trainer, run: { watch, step, target, seconds }, settings }, wished) {
  const alone = trainer?.secondsPerStep
  const perStep = watch.perStep ?? (alone === undefined && wished === Infinity ? undefined : Math.max(WITH_VIEWS * (alone ?? 0), 1 / wished))
  if (perStep === undefined) return undefined
  const left = target - step
  return { rate: 1 / perStep, seconds: left > 0 ? seconds + left * perStep : settings.steps * perStep }
}

/** Whether a model reads one letter only. @param {Pick<Info, 'config'>} info */
export const isBigram = ({ config }) => config.model === 'bigram'

/** Whether a model turns lines around instead of going on with a text. @param {Pick<Info, 'config'>} info or a rung */
export const isReversal = ({ config }) => config.model === 'encoder-decoder'

/** The same of the model in use. @param {Pick<Experiment, 'trainer'>} experiment */
export const reverses = ({ trainer }) => trainer !== undefined && isReversal(trainer.info)

/** Earlier runs whose losses can be compared with this one's. @param {Pick<Experiment, 'earlier' | 'run'>} experiment */
export const comparable = ({ earlier, run }) => earlier.filter(({ task }) => task === run.task)

/** What the loss can be compared with. Counts of letters say nothing of a line that is copied backwards. @param {Pick<Experiment, 'trainer' | 'baselines'>} experiment @returns {Partial<import('../protocol/public.js').Baselines> | undefined} */
export const references = (experiment) => (reverses(experiment) && experiment.baselines ? { uniform: experiment.baselines.uniform } : experiment.baselines)

/** On how many batches of each split a model is judged: on all of the text, a transformer's evaluation would take minutes. @param {Info} info */
export const judgedBatches = (info) => (isBigram(info) ? undefined : Math.max(1, Math.round(JUDGED / info.config.batchSize / info.config.blockSize)))

/** Steps between two evaluations of a run to this step: a hundred in all, fewer where each takes long. @param {Info} info @param {number} target */
export function evaluationInterval(info, target) {
  if (!isBigram(info)) return Math.max(50, Math.round(target / 30)) // the evaluation of a large model takes as long as a dozen steps
  const evaluations = Math.max(4, Math.min(100, 4e8 / info.vocabularySize ** 2))
  return Math.max(1, Math.round(target / evaluations))
}

/** The validation loss that the run may end with, where that is known: on the text, with the settings and after the steps of the ladder. @param {Pick<Experiment, 'trainer' | 'presets' | 'target'>} experiment */
export function expectedLoss({ trainer, presets, target }) {
  const own = /** @type {Record<string, unknown> | undefined} */ (/** @type {unknown} */ (trainer?.info.config))
  const isMadeLike = (/** @type {object} */ config) => own !== undefined && Object.entries(config).every(([name, value]) => name === 'seed' || own[name] === value) // another seed changes little
  return expectedOf({ trainer }, presets.find(({ config }) => isMadeLike(config)), target)
}

/** What a rung reaches on this text in so many steps, where that is known: with characters, for other tokens reach something else. @param {Pick<Experiment, 'trainer'>} experiment @param {Preset | undefined} rung @param {number} [steps] */
export function expectedOf({ trainer }, rung, steps = rung?.steps) {
  return rung && steps === rung.steps && trainer?.info.corpusSha256 === SHAKESPEARE && !trainer.info.merges ? rung.valLoss : undefined
}
