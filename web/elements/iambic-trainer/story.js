// The ladder as a story: its steps and scores, what each run has taught, and the way on to the next rung.
import { placeOf } from './autosave-offer.js'
import { fillPlace } from './fill-place.js'
import { Store } from '../../experiment/key-value-store.js'
import { Scores } from '../../experiment/scores.js'
import { onChange } from '../../views/kit/changes.js'
import { build, disclosure, find, onClick } from '../../views/kit/dom.js'
import { hides, locks } from '../../views/kit/marks.js'
import { showSteps } from '../../views/model-ladder/steps.js'
import { tellRung } from '../../views/model-ladder/story.js'
import { tellMilestones } from '../../views/status-line/milestones.js'
import { outcomeIn } from '../../views/status-line/outcome.js'

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

/** One for each experiment, which outlives its layout. @type {WeakMap<import('../../experiment/experiment.js').Experiment, Scores>} */
const allScores = new WeakMap()

/** @param {Layout} layout @param {PanelStrings} strings @param {typeof import('../../trainer/chunks.js').load} loads */
export function tellStory(layout, strings, loads) {
  const { root, experiment, ladder, status, signal } = layout
  offerChapter(layout, strings, loads)
  const scores = scoresOf(layout)
  ladder.tellRung = (...shown) => tellRung(...shown, scores.best, strings)
  ladder.tell()
  const show = () => showSteps(root, experiment.presets, scores.best, strings)
  scores.tell = show
  onChange(experiment, { opened: show, unit: show }, signal)
  show()
  status.outcome = outcomeIn(strings, {
    mayChange: (name) => !locks(root, name) && !(name === 'text' && hides(root, 'source')) && !(name === 'preset' && hides(root, 'ladder')),
    climb: (preset) => /** @type {HTMLElement | null} */ (find(root, 'rungs').querySelector(`[value=${preset}]`))?.click(),
    retell: () => status.showState(),
  })
  if (['idle', 'done', 'error'].includes(experiment.state)) status.showState()
  tellMilestones(root, experiment, status, strings, signal)
}

/** Behind a button at the end of the rung's story. @param {Layout} layout @param {PanelStrings} strings @param {typeof import('../../trainer/chunks.js').load} loads */
function offerChapter(layout, { whatIsNewHere }, loads) {
  const { root } = layout
  const story = find(root, 'story')
  const [told, chapter] = build(`<span class="told"><button id="chapter-toggle" class="link" type="button" aria-expanded="false" aria-controls="chapter">${whatIsNewHere}</button></span>
<section id="chapter" class="chapter" aria-labelledby="chapter-toggle" hidden></section>`).children
  story.before(told)
  told.prepend(story, ' ')
  told.parentElement?.after(chapter)
  disclosure(root, 'chapter-toggle', 'chapter')
  onClick(root, 'chapter-toggle', () => fillPlace(layout, loads, 'chapters', find(root, 'chapter')))
}

/** @param {Layout} layout */
function scoresOf({ host, experiment }) {
  const place = placeOf(host)
  const scores = allScores.get(experiment) ?? (place === undefined ? new Scores(experiment) : new Scores(experiment, new Store(), place))
  allScores.set(experiment, scores)
  return scores
}
