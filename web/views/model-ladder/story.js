// What a rung is about, and what one may expect of it. Comes after the first frame.
import { find, say } from '../kit/dom.js'
import { changesOf } from '../kit/names.js'
import { expectedOf } from '../../experiment/expectations.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

/** The story, and the numbers of the rung in use. @param {ParentNode} root @param {Experiment} experiment @param {string} chosen @param {string} pointed at, or '' @param {import('../../experiment/scores.js').Best} best @param {PanelStrings} strings */
export function tellRung(root, experiment, chosen, pointed, best, strings) {
  const { presets, run, trainer } = experiment
  const shown = presets.find(({ name }) => name === (pointed || chosen))
  if (!shown || !trainer) return
  const elsewhere = pointed !== '' && pointed !== chosen
  const here = elsewhere ? [] : changesOf(run.made, strings)
  const story = strings.stories[shown.name] ?? shown.story
  say(find(root, 'story'), here.length > 0 ? `${story} ${strings.hereWith(here.join(', '))}` : story)
  const expected = elsewhere ? expectedOf(experiment, shown) : undefined // of the rung in use it is for the reader to guess, and then on the chart
  const score = pointed === '' ? undefined : best[shown.name] // of which the row shows the number alone
  const unclimbed = expected === undefined ? '' : strings.expectedLoss(expected)
  say(find(root, 'facts'), score !== undefined ? strings.bestLoss(score) : elsewhere ? unclimbed : strings.parameters(trainer.info.parameters))
}
