// The reader's desk: joins the session with the controls, the figures, the settings and the texts.
import { Controls } from './controls.js'
import { showCorpus } from './corpus-line.js'
import { disclosure, dress, find, onClick, say } from './dom.js'
import { Figures } from './figures.js'
import { follow } from './follow.js'
import { loadLater } from './later.js'
import { Library } from './library.js'
import { rateOf } from './pace.js'
import { Rungs } from './rungs.js'
import { Session } from './session.js'
import { inWords, parse, propertyOf } from './settings.js'
import { Setup } from './setup.js'
import { StatusLine } from './status-line.js'

/** @typedef {import('./session.js').Change} Change */
/** @typedef {import('./sentences.js').Suggestion} Suggestion */

/** What comes after the first frame, by its place. */
const MISSING = { 'chart': 'The chart is', 'settings': 'This panel is', 'corpus-panel': 'This panel is', 'keys': 'The list is' }

export class Desk {
  session
  setup
  library
  figures
  #root
  #controls
  /** @type {import('./panels.js').Panels | undefined} until their script has come */
  #panels
  /** Settings that were refused, by name. @type {Map<string, { sentence: string, text: string }>} */
  #refused = new Map()
  #status
  #rungs
  #showSettings
  showCorpus
  #showKeys
  #told
  /** @type {import('./keeper.js').Keeper | undefined} until its script has come */
  #keeper
  #stopping = new AbortController()
  /** Resolves when the text to begin with is in use. */
  #begun = () => {}
  #beginning = new Promise((resolve) => { this.#begun = () => resolve(undefined) })

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {(change: Change | 'settings') => void} told */
  constructor(host, root, told) {
    this.#root = root
    this.#told = told
    this.session = new Session((change) => this.#changed(change))
    this.setup = new Setup(this.session, (name) => this.#set(name))
    this.library = new Library(this.session, this.setup, () => this.#showCorpus())
    this.figures = new Figures(host, root, this.session)
    this.#controls = new Controls(root, this.session, {
      toggle: () => this.toggle(), step: () => this.step(), reset: () => this.reset(), pace: (rate) => this.#pace(rate),
    })
    this.#status = new StatusLine(root, this.session, (suggestion) => this.#follow(suggestion))
    this.#rungs = new Rungs(root, this.session, (preset) => this.#climb(preset))
    this.showCorpus = disclosure(root, 'corpus-toggle', 'corpus-panel')
    this.#showSettings = disclosure(root, 'settings-toggle', 'settings')
    this.#showKeys = disclosure(root, 'keys-toggle', 'keys')
    const temperature = find(root, 'temperature', HTMLInputElement)
    temperature.addEventListener('input', () => this.setup.change('temperature', temperature.valueAsNumber))
    onClick(root, 'renew', () => this.figures.renew())
    this.#set('')
    this.#complete(host)
  }

  /** What single keys do. @returns {Record<string, () => void>} */
  get keys() {
    return {
      ' ': () => this.toggle(), s: () => this.step(), r: () => this.reset(), n: () => this.figures.renew(), '?': () => this.#showKeys(),
    }
  }

  /** @param {string | null} address of a text of the page's own */
  async begin(address) {
    await this.library.begin(address)
    this.#begun()
  }

  /** Trains, or pauses. Resolves when the run has ended or paused. */
  async toggle() {
    if (this.session.state === 'training') this.session.pause()
    else await this.train()
  }

  async train() {
    this.library.touch()
    await this.setup.settled
    await this.session.start()
  }

  async step() {
    this.library.touch()
    await this.setup.settled
    await this.session.stepOnce()
  }

  /** Back to step 0, with the settings as they are now. */
  async reset() {
    if (this.session.dead) return this.#follow('recover')
    await this.setup.restart().catch((error) => this.#complain(error))
  }

  /** Invites the reader to choose another text. */
  invite() {
    this.showCorpus(true)
    this.#root.getElementById('corpus-open')?.focus()
  }

  /** A setting as an attribute or the page's address spells it; a wrong one is shown at its field. @param {string} name @param {string} text */
  async spell(name, text) {
    try {
      await this.setup.change(name, parse(propertyOf(name), text))
      this.#refused.delete(name)
      this.#panels?.form.refuse(name, '')
    } catch (error) {
      const { message } = /** @type {Error} */ (error)
      this.#refused.set(name, { sentence: message, text })
      this.#panels?.form.refuse(name, message, text)
      this.#showSettings(true)
    }
  }

  /** Colours anew, at once, with what a printed page should say. */
  repaint() {
    say(find(this.#root, 'print-settings', HTMLElement), this.setup.describe())
    this.figures.repaint()
  }

  stop() {
    this.#stopping.abort()
    this.session.terminate()
    this.figures.stop()
  }

  /** @param {Change} change */
  #changed(change) {
    if (change === 'state') {
      this.#controls.showState()
      this.#showStatus()
      this.#rungs.tell()
      this.#controls.showPace(this.setup.rate)
    } else if (change === 'progress') {
      this.#controls.tick(this.setup.rate)
      this.#status.tick()
    } else if (change === 'opened') {
      this.setup.opened()
      this.#showCorpus()
    }
    if (change === 'opened' || change === 'reset') this.session.name = this.setup.name
    this.figures.show(change)
    this.#keeper?.changed(change)
    this.#told(change)
  }

  /** @param {string} name of the setting that changed; '' for any */
  #set(name) {
    const { values, pending, rate } = this.setup
    this.#panels?.form.show(values)
    this.#rungs.show(this.setup.preset)
    this.#panels?.form.showPending(this.session.step > 0 ? pending : [])
    this.#controls.showPace(rate)
    if (name === 'temperature') this.#showTemperature(Number(values.temperature))
    this.#told('settings')
  }

  #showStatus() { this.#status.showState({ fullSpeed: this.setup.rate === Infinity, usualRate: Number(this.setup.usual.learningRate) }) }

  /** @param {number} temperature */
  #showTemperature(temperature) {
    find(this.#root, 'temperature', HTMLInputElement).valueAsNumber = temperature
    say(find(this.#root, 'temperature-text', HTMLElement), temperature.toFixed(2))
    this.figures.setTemperature(temperature)
  }

  /** @param {string} preset */
  async #climb(preset) {
    this.library.touch()
    this.#status.ask(`Getting the ${preset} model ready.`, {})
    await this.setup.change('preset', preset).catch((error) => this.#complain(error))
  }

  /** @param {number} rate steps per second, from the slider */
  #pace(rate) {
    const usual = rateOf('auto', this.session.steps, this.setup.preset === 'bigram')
    this.setup.change('pace', rate === Infinity ? 'full' : rate === usual ? 'auto' : rate)
  }

  #showCorpus() {
    showCorpus(this.#root, this.library, this.session)
    this.#panels?.corpus.show(this.session.corpus)
  }

  /** Fetches what the first frame does not show, and fills it in. @param {HTMLElement} host */
  async #complete(host) {
    const later = await loadLater().catch((error) => this.#explain(error))
    if (!later || this.#stopping.signal.aborted) return
    dress(this.#root, later.styles)
    this.#panels = new later.Panels(this.#root, this)
    this.#set('')
    this.#showCorpus()
    for (const [name, { sentence, text }] of this.#refused) this.#panels.form.refuse(name, sentence, text)
    this.figures.complete(later)
    if (host.hasAttribute('page')) this.#keep(later)
  }

  /** Says in the place of each part that it is missing. @param {Error} error */
  #explain({ message }) {
    for (const [id, part] of Object.entries(MISSING)) {
      say(find(this.#root, id, HTMLElement), `${part} missing, because ${message}; the model trains without it.`)
    }
  }

  /** Keeps runs from now on, and offers to go on with one that was interrupted. @param {import('../chart.js').Later} later */
  async #keep({ Keeper }) {
    const keeper = this.#keeper = new Keeper(this.session, this.setup, this.#stopping.signal)
    await this.#beginning
    const offer = await keeper.offer()
    if (!offer || this.session.state !== 'idle') return
    const answer = (/** @type {() => Promise<void>} */ act) => () => {
      this.library.touch()
      this.#showStatus()
      act().catch((error) => this.#complain(error))
    }
    this.#status.ask(offer.sentence, { 'Go on': answer(offer.goOn), 'Forget it': answer(offer.forget) })
  }

  /** @param {Suggestion} suggestion */
  #follow(suggestion) { return follow(suggestion, this).catch((error) => this.#complain(error)) }

  /** @param {Error} error */
  #complain({ message }) {
    const line = find(this.#root, 'status', HTMLElement)
    line.classList.add('problem')
    say(line, inWords(message))
  }
}
