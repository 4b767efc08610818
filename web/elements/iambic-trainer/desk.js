// The reader's desk: joins the experiment with the controls, the figures, the settings and the texts.
import { createTrainer } from '../../trainer/trainer.js'
import { Controls } from '../../views/run-controls.js'
import { showCorpus } from '../../views/corpus-line.js'
import { fetchCorpus, findShakespeare, SAMPLE } from '../../experiment/corpora.js'
import { disclosure, dress, find, onClick, say } from '../../views/kit/dom.js'
import { Experiment } from '../../experiment/experiment.js'
import { Figures } from './figures.js'
import { loadLater } from './later.js'
import { Library } from '../../experiment/corpus-chooser.js'
import { rateOf } from '../../experiment/pace.js'
import { Rungs } from '../../views/model-ladder.js'
import { inWords, PROPERTIES } from '../../experiment/settings.js'
import { StatusLine } from '../../views/status-line.js'

/** @typedef {import('../../experiment/experiment.js').ChangeEvent} ChangeEvent */
/** @typedef {import('../../experiment/training.js').Change} Change */
/** @typedef {import('../../experiment/suggestions.js').Suggestion} Suggestion */

export class Desk {
  experiment
  library
  figures
  #root
  #controls
  /** @type {import('./panels.js').Panels | undefined} until their script has come */
  #panels
  status
  #rungs
  #showSettings
  showCorpus
  showKeys
  #told
  /** @type {((change: import('../../experiment/training.js').Change) => void) | undefined} until its script has come */
  #keepRuns
  #stopping = new AbortController()

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {(change: Change) => void} told */
  constructor(host, root, told) {
    this.#root = root
    this.#told = told
    const experiment = this.experiment = new Experiment(createTrainer)
    experiment.addEventListener('change', (event) => this.#changed(/** @type {ChangeEvent} */ (event).what))
    this.library = new Library(experiment, { sample: SAMPLE, findShakespeare, fetchCorpus }, () => this.#showCorpus())
    this.figures = new Figures(host, root, experiment)
    this.#controls = new Controls(root, experiment, {
      toggle: () => this.try(experiment.toggle()), step: () => this.try(experiment.trainStep()), reset: () => this.reset(), pace: (rate) => this.#pace(rate),
    })
    this.status = new StatusLine(root, experiment, (suggestion) => this.status.outcome && this.try(this.status.outcome.follow(suggestion, experiment, this.invite)))
    this.#rungs = new Rungs(root, experiment, (preset) => this.#climb(preset))
    onClick(root, 'corpus-offer', () => { if (this.library.shakespeare) this.library.use(this.library.shakespeare) })
    for (const type of ['input', 'click']) root.addEventListener(type, () => { this.library.engaged = true })
    this.showCorpus = disclosure(root, 'corpus-toggle', 'corpus-panel')
    this.#showSettings = disclosure(root, 'settings-toggle', 'settings')
    this.showKeys = disclosure(root, 'keys-toggle', 'keys')
    const temperature = find(root, 'temperature', HTMLInputElement)
    temperature.addEventListener('input', () => experiment.apply({ temperature: temperature.valueAsNumber }))
    onClick(root, 'renew', () => this.figures.renew())
    onClick(root, 'restart-now', () => this.reset())
    this.#showSetup()
    this.#complete(host)
  }

  reset() { this.try(this.experiment.reset()) }

  /** @param {string | null} address of a text of the page's own */
  async begin(address) {
    await this.library.begin(address).catch(() => {}) // it was removed meanwhile
  }

  /** Settings as attributes or the page's address spell them; a wrong one is shown at its field. @param {Map<string, string | null>} texts @param {boolean} [only] with nothing else set by hand */
  async spell(texts, only) {
    const { refused } = this.experiment
    await this.experiment.applyTexts(texts, only)
    if (PROPERTIES.some(({ name, inForm }) => inForm && refused.has(name))) this.#showSettings(true)
  }

  /** Invites the reader to choose another text. */
  invite = () => {
    this.showCorpus(true)
    this.#root.getElementById('corpus-open')?.focus()
  }

  /** Colours anew, at once, with what a printed page should say. */
  repaint() {
    this.#panels?.describe()
    this.figures.repaint()
  }

  stop() {
    this.#stopping.abort()
    this.experiment.remove()
    this.figures.stop()
  }

  /** @param {Change} change */
  #changed(change) {
    const { settings } = this.experiment
    if (change === 'settings') {
      this.#showSetup()
    } else {
      if (change === 'state') {
        this.#controls.showState()
        this.showStatus()
        this.#rungs.tell()
        this.#controls.showPace(settings.rate)
      } else if (change === 'progress') {
        this.#controls.tick(settings.rate)
        this.status.tick()
      } else if (change === 'opened') {
        this.#showCorpus()
      }
      this.figures.show(change)
      this.#keepRuns?.(change)
    }
    this.#told(change)
  }

  #showSetup() {
    const { settings, state } = this.experiment
    this.#panels?.show()
    this.#rungs.show(settings.preset)
    if (state === 'loading') this.status.ask(gettingReady(settings.preset), {})
    this.#controls.showPace(settings.rate)
    this.#showTemperature(Number(settings.values.temperature))
  }

  showStatus() { this.status.showState() }

  /** @param {number} temperature */
  #showTemperature(temperature) {
    const text = find(this.#root, 'temperature-text', HTMLElement)
    if (text.textContent === temperature.toFixed(2)) return
    find(this.#root, 'temperature', HTMLInputElement).valueAsNumber = temperature
    say(text, temperature.toFixed(2))
    this.figures.setTemperature(temperature)
  }

  #showCorpus() {
    showCorpus(this.#root, this.library, this.experiment)
    this.#panels?.corpus.show(this.experiment.corpus)
  }

  /** @param {string} preset */
  async #climb(preset) {
    const { experiment } = this
    this.status.ask(gettingReady(preset), {})
    await this.try(this.experiment.apply({ preset }).finally(() => { if (experiment.preset !== preset) this.#showSetup() }))
  }

  /** @param {number} rate steps per second, from the slider */
  #pace(rate) {
    const { settings } = this.experiment
    const usual = rateOf('auto', settings.steps, settings.preset === 'bigram')
    this.experiment.apply({ pace: rate === Infinity ? 'full' : rate === usual ? 'auto' : rate })
  }

  /** Fetches what the first frame does not show, and fills it in. @param {HTMLElement} host */
  async #complete(host) {
    const later = await loadLater(this.#root)
    if (!later || this.#stopping.signal.aborted) return
    dress(this.#root, later.styles)
    this.#panels = new later.Panels(this.#root, this, this.#stopping.signal)
    this.status.outcome = later.outcome
    this.#rungs.tellRung = later.tellRung
    if (this.experiment.state === 'done' || this.experiment.state === 'error') this.showStatus()
    this.#showSetup()
    this.#showCorpus()
    this.#keepRuns = later.keepRuns(host, this, (sentence, answers) => this.#ask(sentence, answers), this.#stopping.signal)
    this.figures.complete(later)
  }

  /** A question in the status line, with what each answer does. @param {string} sentence @param {Record<string, () => Promise<void>>} answers */
  #ask(sentence, answers) {
    const answer = (/** @type {() => Promise<void>} */ act) => () => {
      this.showStatus()
      this.try(act())
    }
    this.status.ask(sentence, Object.fromEntries(Object.entries(answers).map(([text, act]) => [text, answer(act)])))
  }

  /** What goes wrong is said in the status line, unless it says so already. @param {Promise<unknown>} command */
  async try(command) {
    try {
      await command
    } catch (error) {
      if (this.experiment.state === 'error' || this.#stopping.signal.aborted) return
      const line = find(this.#root, 'status', HTMLElement)
      line.classList.add('problem')
      say(line, inWords(/** @type {Error} */ (error).message))
    }
  }
}

/** @param {string} preset */
const gettingReady = (preset) => `Getting the ${preset} model ready.`
