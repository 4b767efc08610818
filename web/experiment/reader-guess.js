// What the reader may guess before a run: how far the loss will fall.
import { expectedLoss, isReversal } from './expectations.js'
import { rungOf } from './next-rung.js'

/** @typedef {import('./experiment.js').Experiment} Experiment */

const [NEAREST, FARTHEST] = [0.2, 0.5] // nats between two answers

/** What was guessed, of each run. @type {WeakMap<import('./run-log.js').RunLog, number>} */
const guesses = new WeakMap()

/**
 * Three losses to choose from, the highest first: the one that is expected, and two as far apart as it is from what the rung before comes to.
 * None where it is not known what to expect, or where there is nothing to guess any more.
 * @param {Experiment} experiment
 */
export function choicesOf(experiment) {
  const { state, run, presets } = experiment
  const expected = expectedLoss(experiment)
  const rung = rungOf(experiment)
  if (state !== 'idle' || guesses.has(run) || !rung || expected === undefined) return []
  const at = presets.indexOf(rung)
  const before = presets[at - 1]
  const fall = before && isReversal(before) === isReversal(rung) ? before.valLoss - expected : FARTHEST
  const apart = Math.min(FARTHEST, Math.max(NEAREST, fall))
  return [0, 1, 2].map((i) => expected + (at % 3 - i) * apart) // the right one has another place on the next rung
}

/** @param {Experiment} experiment @param {number} loss */
export const guess = ({ run }, loss) => { guesses.set(run, loss) }

/** What the reader said of this run. @param {Pick<Experiment, 'run'>} experiment */
export const guessOf = ({ run }) => guesses.get(run)
