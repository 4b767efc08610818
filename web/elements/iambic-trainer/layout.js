// What <iambic-trainer> shows: its views, and what joins one to another. Those that the first frame does not need come later, in a script of their own.
import { send, warn } from './events.js'
import { joinLater } from './later.js'
import { connectCorpusLine } from '../../views/corpus-line.js'
import { disclosure, find } from '../../views/kit/dom.js'
import { inWords } from '../../views/kit/problems.js'
import { RefreshScheduler } from '../../views/kit/refresh-scheduler.js'
import { ModelLadder } from '../../views/model-ladder/index.js'
import { RunControls } from '../../views/run-controls.js'
import { SampleText } from '../../views/sample-text.js'
import { StatusLine } from '../../views/status-line/index.js'
import { PROPERTIES } from '../../experiment/settings.js'

/** @typedef {import('../../experiment/corpus-chooser.js').CorpusChooser} CorpusChooser */
/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */

export class Layout {
  host
  root
  experiment
  locale
  strings
  corpora
  /** Aborted when the element has gone for good, or another layout takes this one's place. */
  signal
  status
  ladder
  sample
  scheduler
  showCorpus
  showSettings
  /** Draw at once what came later, for a printer that waits for nothing. @type {(() => void)[]} */
  repaints = []

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {Experiment} experiment @param {import('../language.js').Locale} locale @param {CorpusChooser} corpora @param {AbortSignal} signal */
  constructor(host, root, experiment, locale, corpora, signal) {
    this.host = host
    this.root = root
    this.experiment = experiment
    this.locale = locale
    const strings = this.strings = locale.strings
    this.corpora = corpora
    this.signal = signal
    const attempt = (/** @type {Promise<unknown>} */ command) => this.status.attempt(command)
    const controls = new RunControls(root, experiment, strings, attempt, signal)
    this.status = new StatusLine(root, experiment, strings, { invite: () => this.#invite(), leave: () => controls.focus() }, signal)
    this.ladder = new ModelLadder(root, experiment, (preset) => this.#climb(preset), signal)
    this.scheduler = new RefreshScheduler(experiment, signal)
    this.sample = new SampleText(root, experiment, strings, this.scheduler, signal)
    this.sample.onwritten = (text, step) => send(host, 'iambic-sample', { text, step })
    connectCorpusLine(root, experiment, strings, corpora, signal)
    for (const type of ['input', 'click']) root.addEventListener(type, () => { corpora.engaged = true }, { signal })
    this.showCorpus = disclosure(root, 'corpus-toggle', 'corpus-panel')
    this.showSettings = disclosure(root, 'settings-toggle', 'settings')
    joinLater(this)
  }

  /** Settings as attributes or the page's address spell them; a wrong one is shown at its field. @param {Map<string, string | null>} texts @param {boolean} [only] with nothing else set by hand */
  async applyTexts(texts, only) {
    await this.experiment.applyTexts(texts, only)
    for (const [name, { error }] of this.experiment.refused) if (texts.has(name)) warn(this.host, inWords(error, this.strings))
    if (PROPERTIES.some(({ name, inForm }) => inForm && this.experiment.refused.has(name))) this.showSettings(true)
  }

  /** @param {string} preset */
  #climb(preset) {
    this.status.getReady(preset)
    this.status.attempt(this.experiment.apply({ preset }).finally(() => this.ladder.show()))
  }

  /** Invites the reader to choose another text. */
  #invite() {
    this.showCorpus(true)
    find(this.root, 'corpus-open', HTMLButtonElement).focus()
  }
}
