// <iambic-trainer>: a language model that learns in the page. Every part of a lesson can be set by attribute.
import { Layout } from './layout.js'
import { build, dress, find } from '../../views/kit/dom.js'
import { startExperiment } from '../../experiment/in-browser.js'
import { removed, STATES } from '../../experiment/training.js'
import { BESIDES, propertyOf } from '../../experiment/settings.js'
import { asksForMore, followAddress, givenTo, setAll, settingsOf, tellAddress } from './address.js'
import { send, tellChange } from './events.js'
import { States } from './states.js'
import styles from './styles.css'
import { ATTRIBUTES, pageOf } from './template.js'
import { ENGLISH, followLanguage } from '../language.js'
import { addProperties, upgrade } from './properties.js'
import { joinLesson, joinParent } from './later.js'
import { known } from '../../trainer/chunks.js'
import { modelOf, openBytes, reject } from './commands.js'
import { followTheme } from '../theme.js'

const GRACE = 1000 // milliseconds out of a document before a run ends

/** @typedef {import('../../experiment/experiment.js').ChangeEvent} ChangeEvent */

/** Where there are no elements, as in Node, nothing can be shown, but nothing need fail either. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (Object))

/**
 * Attributes: every setting (preset, steps, learning-rate ...) and what BESIDES names, each also a property; `page` for an element that is the page: its address
 * carries all of them, and keys work everywhere. Events and types: see public.d.ts. Slots: the default one is the heading; `poster` is shown until the element
 * begins; `done` while a run is done. :state(loading), idle, training, paused, done and error are for style sheets. Nothing is fetched and no worker is started
 * until the element is within a viewport's height of what the reader sees, or gets a command, unless loading="eager"; the page waits in a frame only.
 * @implements {Omit<import('./public.js').IambicTrainerElement, keyof import('./public.js').IambicSettings | keyof import('./public.js').IambicLesson | 'text'>}
 */
export class IambicTrainer extends Base {
  static observedAttributes = ATTRIBUTES
  #root = this.attachShadow({ mode: 'open' })
  /** @type {Layout | undefined} */
  #layout
  /** @type {ReturnType<typeof followTheme> | undefined} */
  #theme
  #locale = ENGLISH
  #living = new AbortController()
  /** Of the layout, which another language replaces. */
  #showing = new AbortController()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #leaving
  #states = new States(this)
  #seen = new IntersectionObserver((entries) => { if (entries.some(({ isIntersecting }) => isIntersecting)) this.#begin() }, { rootMargin: '100%' })

  connectedCallback() {
    clearTimeout(this.#leaving)
    if (this.#theme) return // it was moved
    upgrade(this)
    this.#build()
    this.#states.toggle('loading', true)
    this.#theme = followTheme(this, find(this.#root, 'strut'), (dark) => {
      this.#states.toggle('dark', dark)
      this.#layout?.repaints.forEach((repaint) => repaint())
    })
    const awaited = followLanguage(this, (locale) => this.#speak(locale), this.#living.signal)
    if (awaited) find(this.#root, 'page').style.visibility = 'hidden' // rather than in English first
    const framed = this.hasAttribute('page') && parent !== self
    if (framed) joinParent(this, this.#living.signal)
    if ((this.hasAttribute('page') && !framed) || this.getAttribute('loading') === 'eager') this.#begin()
    else this.#seen.observe(this)
  }

  /** The page in the words of its language; what it measures colours with stays. */
  #build() {
    const made = build(pageOf(this.#locale.strings))
    const strut = this.#root.querySelector('#strut')
    if (strut) made.querySelector('#strut')?.replaceWith(strut)
    this.#root.replaceChildren(made)
    dress(this.#root, styles)
    if (!asksForMore(this)) return
    const page = find(this.#root, 'page')
    page.classList.add('awaited')
    page.hidden = Boolean(this.querySelector(':scope > [slot=poster]'))
  }

  /** @param {import('../../experiment/experiment.js').Experiment} experiment @param {import('../../experiment/corpus-chooser.js').CorpusChooser} corpora */
  #show(experiment, corpora) {
    this.#showing = new AbortController()
    this.#layout = new Layout(this, this.#root, experiment, this.#locale, corpora, this.#showing.signal)
  }

  /** In another language: the experiment goes on under new views. @param {import('../language.js').Locale} locale */
  #speak(locale) {
    this.#locale = locale
    this.#showing.abort()
    this.#build()
    if (this.#layout) this.#show(this.#layout.experiment, this.#layout.corpora)
  }

  /** An element that is only moved within its document goes on. */
  disconnectedCallback() { this.#leaving = setTimeout(() => this.#end(), GRACE) }

  #begin() {
    this.#seen.disconnect()
    if (this.#layout || !this.#theme) return
    const { signal } = this.#living
    const { experiment, corpora } = startExperiment()
    this.#show(experiment, corpora)
    experiment.ready.then(() => signal.aborted || send(this, 'iambic-ready', {}))
    experiment.addEventListener('change', (event) => this.#tell(/** @type {ChangeEvent} */ (event).what), { signal })
    if (this.hasAttribute('page')) followAddress(this, signal, () => [this.#readSettings(), this.#askAgain()])
    this.#readSettings()
    if (!asksForMore(this)) corpora.begin().catch(() => {}) // it was removed meanwhile; else the lesson says with which text it begins
  }

  #end() {
    this.#states.toggle(this.state, false)
    this.#seen.disconnect()
    this.#living.abort()
    this.#showing.abort()
    this.#living = new AbortController()
    this.#locale = ENGLISH
    this.#theme?.stop()
    this.#layout?.experiment.remove()
    this.#layout = this.#theme = undefined
  }

  /** @param {string} name @param {string | null} _ @param {string | null} text */
  attributeChangedCallback(name, _, text) {
    if (name === 'theme') this.#theme?.update()
    if (!this.#layout) return // which reads them all when it begins
    if (BESIDES.includes(name)) return this.#askAgain()
    this.#layout.applyTexts(new Map([[propertyOf(name).name, text]]))
  }

  #askAgain() { if (this.#layout && (known('lesson') || asksForMore(this))) joinLesson(this.#layout) }

  /** The engine's trainer, while there is one. */
  get trainer() { return this.#layout?.experiment.trainer }

  /** Resolves when there is a model, and rejects when it is known why there is none. @returns {Promise<void>} */
  get ready() {
    const begun = this.#layout ? undefined : new Promise((resolve) => { this.addEventListener('iambic-ready', resolve, { once: true }) })
    return Promise.resolve(begun).then(() => modelOf(this.#experiment)).then(() => {})
  }

  get state() { return this.#layout?.experiment.state ?? 'loading' }

  /** Trains; resolves when the run is done or paused. */
  async train() { await this.#experiment.train().catch(reject) }

  pause() { this.#layout?.experiment.pause() }

  /** Trains a single step. */
  async step() { await this.#experiment.trainStep().catch(reject) }

  /** Back to the untrained model. */
  async reset() { await this.#experiment.reset().catch(reject) }

  /** Writes text. @param {Parameters<import('../../trainer/trainer.js').Trainer['generate']>[0]} [options] */
  async generate(options) { return (await modelOf(this.#experiment)).generate(options) }

  /** The model as a .safetensors file. */
  async save() { return (await modelOf(this.#experiment)).save() }

  /** Goes on with a saved model. @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes */
  async load(bytes) { await openBytes(this.#experiment, bytes).catch(reject) }

  /** All of these settings or, where one is refused, none. @param {Partial<import('./public.js').IambicSettings>} settings */
  apply(settings) {
    try {
      setAll(this, settings)
    } catch (error) {
      reject(error)
    }
  }

  /** A setting by its name. @param {string} name */
  setting(name) {
    const property = propertyOf(name)
    return this.#layout?.experiment.settings.values[name] ?? givenTo(this, property)
  }

  /** Whoever gives a command need not wait until the element is seen. */
  get #experiment() {
    if (this.isConnected) this.#begin()
    if (!this.#layout || !this.isConnected) throw removed()
    return this.#layout.experiment
  }

  #readSettings() { return this.#layout?.applyTexts(settingsOf(this), true) }

  /** @param {import('../../experiment/training.js').Change} change */
  #tell(change) {
    if (!this.#layout) return
    const { experiment } = this.#layout
    if (change === 'settings') return void (this.hasAttribute('page') && tellAddress(experiment))
    for (const each of STATES) this.#states.toggle(each, each === experiment.state)
    tellChange(this, experiment, change, this.#locale.strings)
  }
}

addProperties(IambicTrainer.prototype)

// A second copy of the script, be it of another version, leaves the element to the first.
if (!globalThis.customElements?.get('iambic-trainer')) globalThis.customElements?.define('iambic-trainer', IambicTrainer)
