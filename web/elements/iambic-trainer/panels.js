// The table, what stands below the figures, and what is behind the buttons "settings", "use another text" and "keys": they join the layout after the chart.
import { offerInterrupted } from './autosave-offer.js'
import { acceptFiles } from '../file-drop.js'
import { offerKeys } from '../shortcut-help.js'
import * as suggestions from '../../experiment/suggestions.js'
import { CorpusPanel } from '../../views/corpus-panel.js'
import { GRADIENT_CHECK, GradientCheck } from '../../views/gradient-check.js'
import { HeatMap } from '../../views/heat-map/index.js'
import { HEAT_MAP } from '../../views/heat-map/template.js'
import { build, dress, find } from '../../views/kit/dom.js'
import { offerFiles } from '../../views/model-files.js'
import { tellRung } from '../../views/model-story.js'
import { NOTES_ANSWERS, NotesAnswers } from '../../views/notes-answers.js'
import { NUMBER_TABLES, NumberTables } from '../../views/number-tables.js'
import { take } from '../../views/open-files.js'
import { connectPending } from '../../views/pending-settings.js'
import { printSettings } from '../../views/print-settings.js'
import { SettingsForm } from '../../views/settings-form.js'
import { addTips } from '../../views/tips.js'

const DROP_HINT = '<p class="drop-hint floating" aria-hidden="true">Let go, and it learns from this file.</p>'

/** @param {import('./layout.js').Layout} layout @param {string} styles */
export function addPanels(layout, styles) {
  const { host, root, experiment, corpora, signal } = layout
  dress(root, styles)
  new SettingsForm(root, experiment, signal)
  connectPending(root, experiment, signal)
  new CorpusPanel(root, experiment, corpora, layout.showCorpus, signal)
  offerFiles(root, experiment, corpora)
  addTips(root)
  offerKeys(layout)
  root.append(build(DROP_HINT))
  const page = find(root, 'page', HTMLElement)
  acceptFiles(host.hasAttribute('page') ? document : host, {
    mark: (over) => page.classList.toggle('drop', over),
    take: (file) => take(corpora, file),
  }, signal)
  layout.status.suggestions = suggestions
  if (experiment.state === 'done' || experiment.state === 'error') layout.status.showState()
  layout.ladder.tellRung = tellRung
  layout.ladder.tell()
  offerInterrupted(layout)
  addFigures(layout) // last, for there are frames in which nothing can be drawn
}

/** @param {import('./layout.js').Layout} layout */
function addFigures({ host, root, experiment, scheduler, repaints, signal }) {
  find(root, 'table-section', HTMLElement).replaceChildren(build(HEAT_MAP))
  find(root, 'footer', HTMLElement).before(build(NOTES_ANSWERS + GRADIENT_CHECK + NUMBER_TABLES))
  repaints.push(() => printSettings(root, experiment))
  new NotesAnswers(root, experiment, signal)
  new GradientCheck(root, experiment, signal)
  const heat = new HeatMap(host, root, experiment, signal)
  new NumberTables(root, experiment, heat, signal)
  scheduler.add(heat)
  repaints.push(() => heat.repaint())
}
