// The table, what stands below the figures, and what is behind the buttons "settings", "use another text" and "keys": they join the layout after the chart.
import { asksForMore, isLesson } from './address.js'
import { offerInterrupted } from './autosave-offer.js'
import { followColumns } from './column-order.js'
import { addFigureTools } from './figure-tools.js'
import { addPageFooter, translateLead } from './page-footer.js'
import { keepOpen } from './keep-open.js'
import { tellStory } from './story.js'
import { offerLesson } from './lesson-maker.js'
import { offerInside } from './inside.js'
import { offerNext } from './next.js'
import { offerStep } from './one-step.js'
import { offerSubwords } from './subwords.js'
import { watchHeight } from './given-height.js'
import { acceptFiles } from '../file-drop.js'
import { offerKeys } from '../shortcut-help.js'
import { tellNotices } from '../../views/status-line/notices.js'
import { corpusPanel, CorpusPanel, takeFile } from '../../views/corpus-panel.js'
import { gradientCheck, GradientCheck } from '../../views/gradient-check.js'
import { HeatMap } from '../../views/heat-map/index.js'
import { heatMap } from '../../views/heat-map/template.js'
import { build, dress, find } from '../../views/kit/dom.js'
import { addWords } from '../../views/kit/problems.js'
import { notesAnswers, NotesAnswers } from '../../views/notes-answers.js'
import { numberTables, NumberTables } from '../../views/number-tables.js'
import { enTexts } from '../../locales/en-texts.js'
import { connectPending } from '../../views/pending-settings.js'
import { addChoices } from '../../views/loss-as-choice.js'
import { offerLossUnit } from '../../views/loss-unit.js'
import { PRINTED, printSettings } from '../../views/print-settings.js'
import { settingsForm, SettingsForm } from '../../views/settings-form/index.js'
import { explainTerms } from '../../views/terms.js'
import { addTips } from '../../views/tips.js'

/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {PanelStrings} strings */
const dropHint = (strings) => `<p class="drop-hint floating" aria-hidden="true">${strings.dropHint}</p>`

/** @param {import('./layout.js').Layout} layout @param {PanelStrings} strings @param {string} styles @param {typeof import('../../trainer/chunks.js').load} loads */
export function addPanels(layout, strings, styles, loads) {
  const { host, root, experiment, corpora, status, signal } = layout
  dress(root, styles)
  addWords(layout.strings, layout.locale.texts ?? enTexts)
  for (const [id, panel] of Object.entries({ 'settings': settingsForm, 'corpus-panel': corpusPanel })) find(root, id).replaceChildren(build(panel(strings)))
  new SettingsForm(root, experiment, strings, corpora, signal)
  connectPending(root, experiment, strings, (command) => status.attempt(command), signal)
  new CorpusPanel(root, experiment, strings, corpora, layout.showCorpus, signal)
  addChoices(root, experiment, strings, signal)
  offerLossUnit(root, experiment, strings, () => { if (!status.question) status.showState() }, signal)
  addTips(root, strings, signal)
  offerKeys(layout, strings)
  root.append(build(dropHint(strings)))
  const page = find(root, 'page')
  acceptFiles(host.hasAttribute('page') ? document : host, {
    mark: (over) => page.classList.toggle('drop', over),
    take: (file) => takeFile(root, corpora, file, strings),
  }, signal)
  tellStory(layout, strings, loads)
  tellNotices(root, experiment, status, strings, signal)
  offerInterrupted(layout, strings)
  offerLesson(layout, strings, loads)
  joinLessonOfSettings(layout, loads)
  const heat = addFigures(layout, strings) // after all others, for there are frames in which nothing can be drawn
  offerNext(layout, strings, loads)
  offerInside(layout, strings, loads)
  offerSubwords(layout, strings, loads)
  offerStep(layout, strings, loads)
  explainTerms(root, experiment, strings, signal)
  addFigureTools(layout, strings, heat, loads)
  translateLead(layout, strings)
  addPageFooter(layout, strings)
  followColumns(layout)
  keepOpen(layout)
  watchHeight(layout, loads)
}

/** A lesson of nothing but settings, which the first frame has shown without help; the page may become one. @param {import('./layout.js').Layout} layout @param {typeof import('../../trainer/chunks.js').load} loads */
function joinLessonOfSettings(layout, loads) {
  const { host, signal } = layout
  const join = async () => {
    if (asksForMore(host) || !isLesson(host)) return
    const lead = /** @type {import('./later.js').Part | undefined} */ (await loads('lesson').catch(() => undefined)) // without it there is no way back to what the lesson gave
    if (!signal.aborted) lead?.(layout, loads)
  }
  addEventListener('hashchange', join, { signal })
  join()
}

/** @param {import('./layout.js').Layout} layout @param {PanelStrings} strings */
function addFigures({ root, experiment, scheduler, repaints, signal }, strings) {
  find(root, 'table-section').replaceChildren(build(heatMap(strings)))
  find(root, 'footer').before(build(PRINTED + notesAnswers(strings) + gradientCheck(strings) + numberTables(strings)))
  repaints.push(() => printSettings(root, experiment, strings))
  new NotesAnswers(root, experiment, strings, signal)
  new GradientCheck(root, experiment, strings, signal)
  const heat = new HeatMap(root, experiment, strings, scheduler, signal)
  new NumberTables(root, experiment, strings, heat, signal)
  repaints.push(() => heat.repaint())
  return heat
}
