// See inside: one character's way through the reader's own model, and where its heads look.
import { onChange } from '../kit/changes.js'
import { find, onClick, say } from '../kit/dom.js'
import { explainLock, locks, onMarks } from '../kit/marks.js'
import { onFrame } from '../kit/on-frame.js'
import { inWords } from '../kit/problems.js'
import { HeadMaps } from './head-maps.js'
import { cells, Palette } from './picture.js'
import { followPointer } from './pointer.js'
import { scaleOf } from './scale.js'
import { Spotlight } from './spotlight.js'
import { Tape } from './tape.js'
import { Way } from './way.js'
import { reverses } from '../../experiment/expectations.js'
import { firstWords } from '../../experiment/next-character.js'
import { Reading } from '../../experiment/trace-reading.js'
import { wayOf } from '../../experiment/trace-way.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../locales/en.js').Strings} Strings */
/** @typedef {import('../../locales/en-inside.js').InsideStrings} InsideStrings */

const MOST = 64 // characters: more than that cannot be told apart

export class Inside {
  part = 'inside'
  #root
  #experiment
  #strings
  #words
  #section
  #field
  #frame
  #scheduler
  #spotlight = new Spotlight()
  #palette
  #heads
  #tapes
  #offered = '' // words of ours, which give way to others when another text is learned from
  #model = '' // which way is laid out
  /** @type {Way | undefined} */
  #way
  /** @type {Reading | undefined} */
  #reading
  #drawn = -1 // the character that is followed in what is drawn
  #follow = true // the last character, until the reader chooses another, and again when there are other words

  /** @param {ParentNode} root @param {Experiment} experiment @param {Strings} strings @param {InsideStrings} words @param {import('../kit/refresh-scheduler.js').RefreshScheduler} scheduler @param {(command: Promise<unknown>) => void} attempt says what goes wrong @param {AbortSignal} signal */
  constructor(root, experiment, strings, words, scheduler, attempt, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#strings = strings
    this.#words = words
    this.#scheduler = scheduler
    this.#section = find(root, 'inside', HTMLDetailsElement)
    this.#field = find(root, 'inside-words', HTMLTextAreaElement)
    this.#palette = new Palette(this.#section)
    for (const box of find(root, 'inside-large').querySelectorAll('.labelled')) box.append(cells({ size: 'large' }, ['at', 'over-row', 'over-column']))
    this.#heads = new HeadMaps(root, words, this.#spotlight, this.#palette)
    this.#tapes = { own: new Tape(find(root, 'inside-tape'), 'own', this.#spotlight), line: new Tape(find(root, 'inside-line'), 'line', this.#spotlight) }
    this.#frame = onFrame(find(root, 'inside-view'), () => this.#draw())
    this.#field.addEventListener('input', () => [this.#follow = true, this.#ask()])
    this.#section.addEventListener('toggle', () => { if (this.#section.open) this.#ask() })
    this.#spotlight.addEventListener('change', () => this.#light())
    followPointer(find(root, 'inside-view'), this.#spotlight)
    this.#offerScale(attempt, signal)
    onChange(experiment, { opened: () => this.#begin() }, signal)
    signal.addEventListener('abort', () => [this.#frame.stop(), this.#way?.stop()])
    this.#begin()
    scheduler.add(this)
  }

  visible() { return this.#section.open && this.#frame.visible() }

  /** Asks for the model as it is now. Never changes the training. */
  async refresh() {
    const { trainer } = this.#experiment
    if (!this.#section.open || !trainer || trainer.info.heads === 0) return
    try {
      const trace = await trainer.trace(Array.from(this.#field.value).slice(-MOST).join(''))
      if (trainer !== this.#experiment.trainer) return
      this.#show(new Reading(trace, trainer.info))
      this.#complain('')
    } catch (error) {
      if (this.#experiment.trainer === trainer && !this.#experiment.dead) this.#complain(inWords(/** @type {Error} */ (error), this.#strings))
    }
  }

  #ask() { return this.#scheduler.refresh(this) }

  /** Colours may have changed. */
  repaint() {
    this.#palette.forget()
    this.#frame.request(true)
    this.#frame.now()
    this.#way?.finish()
  }

  /** Another model: of other characters, perhaps. */
  async #begin() {
    const { trainer } = this.#experiment
    if (!trainer) return
    const offered = (await firstWords(this.#experiment)).replace(/\n$/, '') // which ends the line that is turned around
    if (this.#field.value === this.#offered) this.#field.value = offered
    this.#offered = offered
    const turns = reverses({ trainer })
    say(find(this.#root, 'inside-words-label'), turns ? this.#words.lineWords : this.#words.words)
    for (const id of ['inside-line', 'inside-line-label', 'inside-own-label']) find(this.#root, id).hidden = !turns
    return this.#ask()
  }

  /** @param {Reading} reading */
  #show(reading) {
    const { trainer } = this.#experiment
    if (!trainer) return
    const { config, merges } = trainer.info
    find(this.#root, 'inside-tokens').hidden = !merges
    const names = [...reading.names, config.attentionScale, config.activation].join()
    const isNew = names !== this.#model
    if (isNew) this.#lay(reading, config)
    this.#model = names
    if (this.#follow || this.#spotlight.at >= reading.own.length) this.#spotlight.at = reading.own.length - 1
    this.#reading = reading
    this.#drawn = -1
    if (isNew) requestAnimationFrame(() => this.#frame.request(true)) // laid out in one frame, drawn from the next on
    else this.#frame.request(true)
  }

  /** Another kind of model. @param {Reading} reading @param {import('../../protocol/settings-schema.js').Config} config */
  #lay(reading, config) {
    this.#palette.read() // while little waits to be styled
    const scale = scaleOf(config, reading)
    const way = wayOf(reading.names)
    const number = new Intl.NumberFormat(this.#strings.language, { minimumFractionDigits: 3, maximumFractionDigits: 3, useGrouping: false })
    this.#way?.stop()
    const across = Math.max(0, way.heads.findIndex(({ layer }) => layer === 'ca')) // what is new where there is an encoder
    Object.assign(this.#spotlight, { head: { layer: across, head: 0 }, pointed: undefined, over: undefined })
    this.#way = new Way(find(this.#root, 'inside-way'), way, {
      words: this.#words, palette: this.#palette, spotlight: this.#spotlight, number: (value) => number.format(value), short: (value) => this.#strings.format.fixed(value, 1), gelu: config.activation === 'gelu', scaledBy: scale.used,
    })
    this.#heads.begin(way, reading.width === reading.headSize ? undefined : scale)
    find(this.#root, 'inside-stream').hidden = !way.parts.some(({ logits }) => logits)
  }

  #draw() {
    const reading = this.#reading
    if (!reading) return
    const { at } = this.#spotlight
    this.#drawn = at
    find(this.#root, 'inside-view').style.setProperty('--count', String(reading.own.length))
    say(find(this.#root, 'inside-last'), reading.line.join('') === this.#field.value ? '' : this.#words.onlyLast(reading.own.length))
    say(find(this.#root, 'inside-step'), this.#words.asOf(this.#experiment.step))
    say(find(this.#root, 'inside-way-title'), this.#words.way(reading.own[at], at + 1))
    this.#heads.draw(reading)
    this.#way?.draw(reading, at, this.#experiment.state !== 'training')
    this.#light()
  }

  /** One state for all: what is lit is marked by it. */
  #light() {
    const reading = this.#reading
    if (!reading) return
    const { at, over, lit } = this.#spotlight
    if (at !== this.#drawn) {
      if (this.#drawn >= 0) this.#follow = at === reading.own.length - 1
      return this.#draw()
    }
    const view = find(this.#root, 'inside-view')
    view.style.setProperty('--at', String(at))
    view.style.setProperty('--over', String(over?.index ?? 0))
    view.dataset.over = over?.sequence ?? ''
    this.#heads.light()
    this.#way?.light(lit)
    const { looks, lit: layer } = this.#heads
    this.#tapes.own.draw(reading.own, layer?.columns === 'own' ? looks : undefined)
    this.#tapes.line.draw(reading.line, layer?.columns === 'line' ? looks : undefined)
  }

  /** To train with what was compared. @param {(command: Promise<unknown>) => void} attempt @param {AbortSignal} signal */
  #offerScale(attempt, signal) {
    const button = find(this.#root, 'inside-train-with', HTMLButtonElement)
    const lock = () => {
      button.disabled = locks(this.#root, 'attentionScale')
      explainLock(button, button.disabled, this.#words.isLocked)
    }
    lock()
    onMarks(this.#root, lock, signal)
    onClick(this.#root, 'inside-train-with', () => {
      const used = this.#experiment.trainer?.info.config.attentionScale
      attempt(this.#experiment.apply({ attentionScale: used === 'n_embd' ? 'head_size' : 'n_embd' }))
    })
  }

  /** @param {string} sentence empty: all is well again */
  #complain(sentence) {
    say(find(this.#root, 'inside-problem'), sentence)
    this.#field.setAttribute('aria-invalid', String(sentence !== ''))
    find(this.#root, 'inside-view').hidden = sentence !== ''
  }
}
