// "Back to the teacher's version": offered as soon as the settings, the text or the prompt are not those that the lesson gave.
import { isLesson, settingsGiven, wishOf } from '../iambic-trainer/address.js'
import { hasItsText, openAgain, startOf } from './sources.js'
import { settingsChanged, settingsOfLesson } from '../../experiment/changed-lesson.js'
import { isWorthKeeping } from '../../experiment/run-log.js'
import { enLesson } from '../../locales/en-lesson.js'
import { onChange } from '../../views/kit/changes.js'
import { build, find, onClick } from '../../views/kit/dom.js'

/** @typedef {import('../iambic-trainer/layout.js').Layout} Layout */

/** @param {Layout} layout */
export function offerBack(layout) {
  const { host, root, experiment, locale, status, strings: { format }, signal } = layout
  if (!isLesson(host)) return
  const strings = locale.lesson ?? enLesson
  find(root, 'restart').before(build(`<p id="teachers" class="row" hidden><button id="teachers-version" type="button">\u21ba ${strings.teachersVersion}</button></p>`))
  const row = find(root, 'teachers')
  const show = () => {
    const focused = root.activeElement?.id === 'teachers-version'
    row.hidden = !isChanged(layout)
    if (focused && row.hidden) find(root, 'train').focus({ preventScroll: true })
  }
  onClick(root, 'teachers-version', () => {
    const goBack = () => status.attempt(back(layout))
    if (!isWorthKeeping(experiment.run)) return goBack()
    status.ask('teachers-version', strings.backThrowsAway(format.grouped(experiment.step)), { [strings.goBack]: goBack, [strings.keepRun]: () => status.showState() })
  })
  onChange(experiment, { state: show, opened: show, reset: show, settings: show, prompt: show }, signal)
  show()
}

/** What the lesson gave, of what can be compared. @param {Layout} layout */
function givenBy({ host, experiment }) {
  const { settings } = startOf(experiment) // of a saved model, which brings its own
  const texts = settingsGiven(host)
  return { texts, settings: settings ? experiment.settings.with(settings, true) : settingsOfLesson(experiment, texts), prompt: wishOf(host, 'prompt') ?? '' }
}

/** @param {Layout} layout */
function isChanged(layout) {
  const { experiment } = layout
  if (!experiment.trainer) return false
  const { settings, texts, prompt } = givenBy(layout)
  return experiment.prompt !== prompt || !hasItsText(layout) || settingsChanged(experiment, settings, texts)
}

/** @param {Layout} layout */
async function back(layout) {
  const { experiment, corpora, scheduler } = layout
  const { settings, texts, prompt } = givenBy(layout)
  const saved = startOf(experiment).settings
  corpora.refuse(undefined)
  if (saved || !hasItsText(layout) || experiment.dead) await openAgain(layout, settings)
  if (saved) await experiment.apply(saved, true)
  else await experiment.applyTexts(texts, true)
  if (!saved && (experiment.step > 0 || experiment.settings.pending.length > 0)) await experiment.reset()
  experiment.setPrompt(prompt)
  scheduler.now()
}
