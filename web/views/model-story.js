// What a rung is about, and what one may expect of it. Comes after the first frame.
import { find, say } from './kit/dom.js'
import { counted, nats } from './kit/format.js'
import { expectedLoss, expectedOf } from '../experiment/expectations.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */

/** The story, and the numbers of the rung in use. @param {ShadowRoot} root @param {Experiment} experiment @param {string} chosen @param {string} pointed at, or '' */
export function tellRung(root, experiment, chosen, pointed) {
  const { presets, trainer, run } = experiment
  const shown = presets.find(({ name }) => name === (pointed || chosen))
  if (!shown || !trainer) return
  const elsewhere = pointed !== '' && pointed !== chosen
  const changes = elsewhere ? '' : run.name.split(', ').slice(1).join(', ')
  say(find(root, 'story', HTMLElement), `${shown.story}${changes && ` Here with ${changes}.`}`)
  const expected = elsewhere ? expectedOf(experiment, shown) : expectedLoss(experiment)
  const facts = elsewhere ? [] : [counted(trainer.info.parameters, 'parameter')]
  if (expected !== undefined) facts.push(`expected loss about ${nats(expected)}`)
  say(find(root, 'facts', HTMLElement), facts.join(' \u00b7 '))
}
