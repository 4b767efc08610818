// <iambic-trainer>: a language model that learns in the page. Every part of a lesson can be set by attribute.
import { Desk } from './desk.js'
import { build, dress } from './dom.js'
import { acceptFiles } from './drop.js'
import { listenForKeys } from './keys.js'
import { attributeOf, parse, PROPERTIES, propertyOf, readAddress, writeAddress } from './settings.js'
import styles from './styles.css'
import { ATTRIBUTES, PAGE } from './template.js'
import { followTheme } from './theme.js'

/**
 * Attributes: preset (a rung of the ladder), steps, learning-rate, batch-size, block-size, seed, holdback, temperature, pace; `theme` (light, dark); `corpus`
 * (the address of a text); and `page` for an element that is the page: then the page's address carries the settings, and keys
 * work everywhere. Each setting is also a property. Events: iambic-state, iambic-progress, iambic-done.
 * data-state tells the state: loading, idle, training, paused, done, error; data-step the step.
 */
export class IambicTrainer extends HTMLElement {
  static observedAttributes = ATTRIBUTES
  #root = this.attachShadow({ mode: 'open' })
  /** @type {Desk | undefined} */
  #desk
  /** @type {ReturnType<typeof followTheme> | undefined} */
  #theme
  #listening = new AbortController()

  connectedCallback() {
    this.#root.replaceChildren(build(PAGE))
    dress(this.#root, styles)
    const desk = this.#desk = new Desk(this, this.#root, (change) => this.#tell(change))
    this.#listening = new AbortController()
    const { signal } = this.#listening
    this.#theme = followTheme(this, () => desk.repaint())
    acceptFiles(this, (file) => desk.library.take(file), signal)
    listenForKeys(this.hasAttribute('page') ? document : this, desk.keys, signal)
    if (this.hasAttribute('page')) addEventListener('hashchange', () => this.#readSettings(), { signal })
    this.#readSettings().then(() => desk.begin(this.getAttribute('corpus')))
  }

  disconnectedCallback() {
    this.#listening.abort()
    this.#theme?.stop()
    this.#desk?.stop()
    this.#desk = undefined
  }

  /** @param {string} name @param {string | null} _ @param {string | null} text */
  attributeChangedCallback(name, _, text) {
    if (!this.#desk) return // connectedCallback reads them all
    if (name === 'theme') return this.#theme?.update()
    if (name === 'corpus') return void this.#desk.library.begin(text)
    const property = propertyOf(name)
    this.#desk.spell(property.name, text ?? String(this.#desk.setup.usual[property.name]))
  }

  /** The engine's trainer, while there is one. */
  get trainer() { return this.#desk?.session.trainer }

  get state() { return this.#desk?.session.state ?? 'loading' }

  /** Trains; resolves when the run is done or paused. */
  async train() { await this.#desk?.train() }

  pause() { this.#desk?.session.pause() }

  /** Trains a single step. */
  async step() { await this.#desk?.step() }

  /** Back to the untrained model. */
  async reset() { await this.#desk?.reset() }

  /** A setting by its name. @param {string} name */
  setting(name) { return this.#desk?.setup.values[name] ?? propertyOf(name).initial }

  /** Attributes first; the address of the page, where it has a say, goes before them. */
  async #readSettings() {
    const address = this.hasAttribute('page') ? readAddress(location) : new Map()
    const desk = this.#desk
    for (const { name } of PROPERTIES) { // the rung first, which decides what is usual
      const text = address.get(name) ?? this.getAttribute(attributeOf(name)) ?? (name === 'preset' ? 'bigram' : String(desk?.setup.usual[name]))
      if (text !== String(this.setting(name))) await desk?.spell(name, text)
    }
  }

  /** @param {import('./session.js').Change | 'settings'} change */
  #tell(change) {
    const session = this.#desk?.session
    if (!session) return
    if (change === 'settings') return this.#writeAddress()
    const { state, step, loss, seconds, stepsPerSecond, curve } = session
    if (this.dataset.state !== state) this.dataset.state = state
    if (change !== 'progress') this.dataset.step = String(step)
    if (change === 'progress') this.#send('iambic-progress', { step, loss, stepsPerSecond })
    if (change !== 'state') return
    this.#send('iambic-state', { state, step })
    if (state === 'done') this.#send('iambic-done', { step, seconds, loss, ...curve.latest })
  }

  /** A lesson is a link. */
  #writeAddress() {
    if (!this.hasAttribute('page') || !this.#desk) return
    const wanted = writeAddress(this.#desk.setup.given)
    if (wanted === location.hash.slice(1) || (wanted === '' && location.search !== '')) return
    try {
      history.replaceState(history.state, '', wanted ? `#${wanted}` : location.pathname + location.search)
    } catch {
      // a frame without an address of its own has nothing to write to
    }
  }

  /** @param {string} type @param {object} detail */
  #send(type, detail) { this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail })) }
}

// Each setting is a property too: element.learningRate = 0.01 is the same as the attribute learning-rate.
for (const property of PROPERTIES) {
  Object.defineProperty(IambicTrainer.prototype, property.name, {
    get() { return this.setting(property.name) },
    set(value) { this.setAttribute(attributeOf(property.name), String(parse(property, String(value)))) },
    enumerable: true,
  })
}

customElements.define('iambic-trainer', IambicTrainer)
