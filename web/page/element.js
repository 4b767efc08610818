// <iambic-trainer>: a language model that learns in the page. Every part of a lesson can be set by attribute.
import uplotStyles from 'uplot/dist/uPlot.min.css'
import { Desk } from './desk.js'
import { acceptFiles } from './drop.js'
import { listenForKeys } from './keys.js'
import { LESSON } from './lesson.js'
import { attributeOf, parse, PROPERTIES, propertyOf, readAddress, writeAddress } from './settings.js'
import styles from './styles.css'
import { ATTRIBUTES, page } from './template.js'
import { followTheme } from './theme.js'

/**
 * Attributes: model, steps, learning-rate, batch-size, block-size, seed, holdback, temperature, pace; `theme` (light, dark); `corpus`
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
    this.#root.innerHTML = page(LESSON)
    dress(this.#root)
    const desk = this.#desk = new Desk(this, this.#root, (change) => this.#tell(change))
    this.#listening = new AbortController()
    const { signal } = this.#listening
    this.#theme = followTheme(this, () => desk.repaint())
    acceptFiles(this, (file) => desk.library.take(file), signal)
    listenForKeys(this.hasAttribute('page') ? document : this, desk.keys, signal)
    if (this.hasAttribute('page')) addEventListener('hashchange', () => this.#readSettings(), { signal })
    this.#readSettings()
    desk.library.begin(this.getAttribute('corpus'))
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
    this.#desk.spell(property.name, text ?? String(property.initial))
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
  #readSettings() {
    const address = this.hasAttribute('page') ? readAddress(location) : new Map()
    for (const { name } of PROPERTIES) {
      const text = address.get(name) ?? this.getAttribute(attributeOf(name)) ?? String(propertyOf(name).initial)
      if (text !== String(this.setting(name))) this.#desk?.spell(name, text)
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
    const wanted = writeAddress(this.#desk.setup.values)
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

/** Styles that a page's Content-Security-Policy cannot refuse, where the browser knows them. @param {ShadowRoot} root */
function dress(root) {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(uplotStyles + styles)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(Object.assign(document.createElement('style'), { textContent: uplotStyles + styles }))
  }
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
