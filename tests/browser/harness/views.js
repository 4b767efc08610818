// A page that is no <iambic-trainer>: it lays out the views by itself, as often as it likes. Runs in a browser, bundled.
import { CorpusChooser } from '../../../web/experiment/corpus-chooser.js'
import { Experiment } from '../../../web/experiment/experiment.js'
import { enChart } from '../../../web/locales/en-chart.js'
import { enPanels } from '../../../web/locales/en-panels.js'
import { en } from '../../../web/locales/en.js'
import { connectCorpusLine, corpusLine } from '../../../web/views/corpus-line.js'
import { corpusPanel, CorpusPanel } from '../../../web/views/corpus-panel.js'
import { gradientCheck, GradientCheck } from '../../../web/views/gradient-check.js'
import { HeatMap } from '../../../web/views/heat-map/index.js'
import { heatMap } from '../../../web/views/heat-map/template.js'
import { place } from '../../../web/views/kit/place.js'
import { RefreshScheduler } from '../../../web/views/kit/refresh-scheduler.js'
import { lossChart } from '../../../web/views/loss-chart/template.js'
import { LossChartView } from '../../../web/views/loss-chart/view.js'
import { ladder, ModelLadder } from '../../../web/views/model-ladder/index.js'
import { tellRung } from '../../../web/views/model-ladder/story.js'
import { notesAnswers, NotesAnswers } from '../../../web/views/notes-answers.js'
import { numberTables, NumberTables } from '../../../web/views/number-tables.js'
import { connectPending, pendingSettings } from '../../../web/views/pending-settings.js'
import { PRINTED, printSettings } from '../../../web/views/print-settings.js'
import { controls, RunControls } from '../../../web/views/run-controls.js'
import { SampleText, writing } from '../../../web/views/sample-text.js'
import { settingsForm, SettingsForm } from '../../../web/views/settings-form/index.js'
import { STATUS, StatusLine } from '../../../web/views/status-line/index.js'
import { addTips } from '../../../web/views/tips.js'

const strings = { ...en, ...enChart(en.format), ...enPanels(en.format) }
const { signal } = new AbortController()

/** An experiment on a text, and what its views share. @param {import('../../../web/experiment/training.js').CreateTrainer} create @param {string} text */
export async function begin(create, text) {
  const experiment = new Experiment(create)
  const corpora = new CorpusChooser(experiment, { sample: { name: 'a text', text }, findShakespeare: async () => undefined })
  const scheduler = new RefreshScheduler(experiment, signal)
  await corpora.begin()
  return { experiment, corpora, scheduler }
}

/** Every view once more, each in an element of its own. Gives those elements. @param {ParentNode} parent @param {Awaited<ReturnType<typeof begin>>} shared */
export function layOut(parent, { experiment, corpora, scheduler }) {
  const lay = (/** @type {string} */ markup) => {
    const root = document.createElement('div')
    parent.append(root)
    place(root, markup)
    return root
  }
  const attempt = (/** @type {Promise<unknown>} */ command) => status.attempt(command)
  const { line, offer, reading } = corpusLine(strings)
  const roots = {
    corpus: lay(line + offer + reading), panel: lay(corpusPanel(strings)), settings: lay(settingsForm(strings)),
    ladder: lay(ladder(strings)), controls: lay(controls(strings)),
    status: lay(STATUS), pending: lay(pendingSettings(strings)), chart: lay(lossChart(strings)), table: lay(heatMap(strings)), writing: lay(writing(strings)),
    printed: lay(PRINTED), lesson: lay(notesAnswers(strings)), gradients: lay(gradientCheck(strings)), numbers: lay(numberTables(strings)),
  }
  connectCorpusLine(roots.corpus, experiment, strings, corpora, signal)
  new CorpusPanel(roots.panel, experiment, strings, corpora, () => {}, signal)
  new SettingsForm(roots.settings, experiment, strings, corpora, signal)
  const rungs = new ModelLadder(roots.ladder, experiment, (preset) => attempt(experiment.apply({ preset })), signal)
  rungs.tellRung = (...shown) => tellRung(...shown, {}, strings)
  rungs.tell()
  const buttons = new RunControls(roots.controls, experiment, strings, attempt, signal)
  const status = new StatusLine(roots.status, experiment, strings, { invite: () => {}, leave: () => buttons.focus() }, signal)
  connectPending(roots.pending, experiment, strings, attempt, signal)
  new LossChartView(roots.chart, experiment, strings, signal)
  const heat = new HeatMap(roots.table, experiment, strings, scheduler, signal)
  new SampleText(roots.writing, experiment, strings, scheduler, signal)
  for (const root of [roots.controls, roots.writing]) addTips(root, strings, signal)
  printSettings(roots.printed, experiment, strings)
  new NotesAnswers(roots.lesson, experiment, strings, signal)
  new GradientCheck(roots.gradients, experiment, strings, signal)
  new NumberTables(roots.numbers, experiment, strings, heat, signal)
  return roots
}
