// What one run of a model has shown so far: steps, losses, time.
import { Curve } from './loss-curve.js'
import { Stopwatch } from './stopwatch.js'

const MOST_EARLIER = 6 // runs whose curves stay
const FEWEST_STEPS = 10 // of a run that is worth a look back

/** What is known of a run, as a browser can store it. @typedef {{ id: string, name: string, made?: Values, step: number, target: number, seconds: number, curve: ReturnType<Curve['state']> }} RunRecord */

/** @typedef {import('./settings.js').Values} Values */
/** @typedef {import('../protocol/public.js').Losses} Losses */

export class RunLog {
  /** Tells this run from any other, in other tabs, too. */
  id = newId()
  /** What its model was made of: the rung, and settings that differ from it. */
  made
  /** What it learns to do: losses of another task cannot be compared. */
  task
  curve = new Curve()
  /** Of each part of the text. Losses come per token, and are noted per character: so runs with other tokens can be compared. */
  charactersPerToken
  step
  firstStep // where the model came in: not 0 for one that had been saved
  target // the step at which this run is done
  seconds = 0 // of training
  stepsPerSecond = 0
  loss = NaN // of the last batch
  watch = new Stopwatch()
  #clock = 0

  /** @param {{ made?: Values, task?: string, step?: number, target: number, charactersPerToken?: Losses }} about */
  constructor({ made = {}, task = '', step = 0, target, charactersPerToken = { train: 1, val: 1 } }) {
    this.charactersPerToken = charactersPerToken
    this.made = made
    this.task = task
    this.step = this.firstStep = step
    this.target = Math.max(target, step)
    this.watch.start()
  }

  /** Runs of the same model are called the same. */
  get name() { return Object.entries(this.made).map(([name, value]) => (name === 'preset' ? value : `${name} ${value}`)).join(', ') }

  /** What a run is between its first step and its last, or before that, while nothing trains. @returns {'paused' | 'idle'} */
  get atRest() { return this.step > 0 ? 'paused' : 'idle' }

  /** @returns {RunRecord} */
  record() {
    const { id, name, made, step, target, seconds, curve } = this
    return { id, name, made, step, target, seconds, curve: curve.state() }
  }

  /** The model that came in is the one of this record. @param {RunRecord} record */
  restore({ id, target, seconds, curve }) { Object.assign(this, { id, target, seconds, firstStep: 0, curve: Curve.from(curve) }) }

  /** Time counts from here on. */
  startClock() {
    this.#clock = performance.now()
    this.watch.start()
  }

  /** @param {import('../protocol/public.js').Progress} progress */
  note({ step, losses, stepsPerSecond, evaluations }) {
    const now = performance.now()
    this.seconds += (now - this.#clock) / 1000
    this.#clock = now
    this.step = step
    this.target = Math.max(this.target, step) // which a slice may overshoot, when the end has come nearer
    const each = losses.map((loss) => loss / this.charactersPerToken.train)
    this.loss = each.at(-1) ?? this.loss
    this.stepsPerSecond = stepsPerSecond
    this.watch.note(this.seconds, step)
    this.curve.addLosses(step, each)
    for (const evaluation of evaluations) this.noteEvaluation(evaluation)
  }

  /** @param {Losses & { step?: number }} losses */
  noteEvaluation({ step = this.step, train, val }) {
    const { charactersPerToken } = this
    this.curve.addEvaluation(step, { train: train / charactersPerToken.train, val: val / charactersPerToken.val })
  }
}

/** Who loses less of a run than a second and ten steps has lost nothing. @param {{ seconds: number, step: number }} run */
export const isWorthKeeping = ({ seconds, step }) => seconds >= 1 || step >= FEWEST_STEPS

/** Earlier runs, with one more if it went far enough to be looked back at; the latest last. @param {readonly RunLog[]} earlier @param {RunLog} run */
export const withEarlier = (earlier, run) => (run.step - run.firstStep >= FEWEST_STEPS ? kept([...earlier, run]) : earlier)

/** The first one stays, for it is what the others are compared with; of the rest, the oldest that was made again goes first. @param {RunLog[]} runs */
function kept(runs) {
  if (runs.length <= MOST_EARLIER) return runs
  const again = runs.findIndex(({ name }, i) => i > 0 && runs.some((run, k) => k > i && run.name === name))
  return runs.filter((_, i) => i !== Math.max(1, again))
}

/** Later ones come later in the alphabet. */
const newId = () => [Date.now(), ...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36).padStart(9, '0')).join('')
