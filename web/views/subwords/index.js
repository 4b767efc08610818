// Subwords: a slider for the vocabulary, what it makes of the table and of the text, and a stretch of the text in its tokens.
import { onChange, prefersReducedMotion } from '../kit/changes.js'
import { sign } from '../kit/characters.js'
import { find, onClick, say } from '../kit/dom.js'
import { onFrame } from '../kit/on-frame.js'
import { inWords } from '../kit/problems.js'
import { curves } from './curves.js'
import { tiles } from './tiles.js'
import { offerTraining, usedBy } from './train-with.js'
import { mergesOf } from '../../experiment/merges.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../experiment/merges.js').Merges} Merges */
/** @typedef {import('../../locales/en.js').Strings} Strings */
/** @typedef {import('../../locales/en-subwords.js').SubwordsStrings} SubwordsStrings */

const LISTED = 12 // merges
const MERGING = 80 // milliseconds between two merges that go on by themselves
const CALM = 600 // the same, for readers who asked for less motion
const UNKNOWN = ['7', '\u20ac', '\u2603'] // of which a text lacks one

export class Subwords {
  #root
  #experiment
  #strings
  #words
  #section
  #slider
  #frame
  #tellUse
  /** @type {Merges | undefined} */
  #merges
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #merging

  /** @param {ParentNode} root @param {Experiment} experiment @param {Strings} strings @param {SubwordsStrings} words @param {(command: Promise<unknown>) => void} attempt says what goes wrong @param {AbortSignal} signal */
  constructor(root, experiment, strings, words, attempt, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#strings = strings
    this.#words = words
    this.#section = find(root, 'subwords', HTMLDetailsElement)
    this.#slider = find(root, 'subwords-size', HTMLInputElement)
    this.#frame = onFrame(this.#section, () => this.#draw())
    this.#slider.addEventListener('input', () => [this.#stop(), this.#frame.request(true)])
    this.#section.addEventListener('toggle', () => (this.#section.open ? this.#begin() : this.#stop()))
    onClick(root, 'subwords-on', () => this.#toggle())
    this.#tellUse = offerTraining(root, experiment, words, () => ({ size: this.#slider.valueAsNumber, fewest: Number(this.#slider.min) }), attempt, signal)
    const begin = () => this.#begin()
    onChange(experiment, { opened: begin, reset: begin }, signal)
    signal.addEventListener('abort', () => [this.#stop(), this.#frame.stop()])
    this.#begin()
  }

  /** Another text, perhaps, or another model. */
  async #begin() {
    const { corpus, create } = this.#experiment
    if (!this.#section.open || !corpus) return
    const status = find(this.#root, 'subwords-status')
    say(status, this.#merges ? '' : this.#words.learning)
    try {
      const merges = await mergesOf({ corpus, create })
      if (corpus !== this.#experiment.corpus) return
      if (merges !== this.#merges) this.#show(merges)
      say(status, '')
      this.#frame.request(true)
    } catch (error) {
      if (corpus === this.#experiment.corpus) say(status, inWords(/** @type {Error} */ (error), this.#strings))
    }
  }

  /** @param {Merges} merges */
  #show(merges) {
    this.#stop()
    this.#merges = merges
    const { vocabulary: { length: fewest }, most } = merges
    Object.assign(this.#slider, { min: String(fewest), max: String(most), value: String(usedBy(this.#experiment)) }) // or the nearest there is
    find(this.#root, 'subwords-curves').replaceChildren(curves(merges))
    const unknown = UNKNOWN.find((character) => !merges.vocabulary.includes(character))
    say(find(this.#root, 'subwords-unknown'), unknown ? this.#words.unknown(unknown) : '')
    find(this.#root, 'subwords-view').hidden = false
  }

  #draw() {
    const merges = this.#merges
    const { trainer } = this.#experiment
    if (!merges || !trainer) return
    const { grouped, fixed } = this.#strings.format
    const size = this.#slider.valueAsNumber
    const { min, max } = this.#slider
    const length = merges.lengthWith(size)
    const { blockSize } = trainer.info.config
    const tell = (/** @type {string} */ id, /** @type {string} */ text) => say(find(this.#root, id), text)
    tell('subwords-size-text', this.#words.tokens(size))
    tell('subwords-length', this.#words.tokens(length))
    tell('subwords-table', `${grouped(size)} \u00d7 ${grouped(size)} = ${grouped(size * size)}`)
    tell('subwords-sees-name', this.#words.sees(blockSize))
    tell('subwords-sees', this.#words.characters(fixed(blockSize * merges.characters / length, 1)))
    const newest = size > merges.vocabulary.length ? this.#tell(merges, size - 1) : this.#words.noMerge(size)
    tell('subwords-newest', newest)
    this.#slider.setAttribute('aria-valuetext', `${this.#words.tokens(size)}. ${newest}`)
    find(this.#root, 'subwords-view').style.setProperty('--at', String((size - Number(min)) / Math.max(1, Number(max) - Number(min))))
    this.#list(merges, size)
    this.#tellUse()
  }

  /** @param {Merges} merges @param {number} size */
  #list(merges, size) {
    const tokens = merges.stretchWith(size)
    find(this.#root, 'subwords-stretch').replaceChildren(...tiles(tokens, size > merges.vocabulary.length ? merges.tokens[size - 1] : undefined))
    say(find(this.#root, 'subwords-list'), tokens.map(sign).join(' \u00b7 '))
    const rows = []
    for (let id = size - 1; id >= Math.max(merges.vocabulary.length, size - LISTED); id--) rows.push(this.#row(merges, id))
    find(this.#root, 'subwords-merges').replaceChildren(...rows)
  }

  /** @param {Merges} merges @param {number} id */
  #row(merges, id) {
    const { tokens } = merges
    const { left, right, count } = merges.merge(id)
    const row = document.createElement('tr')
    row.append(Object.assign(document.createElement('th'), { scope: 'row', textContent: sign(tokens[id]) }))
    for (const text of [`${sign(tokens[left])} + ${sign(tokens[right])}`, this.#strings.format.grouped(count)]) row.insertCell().textContent = text
    return row
  }

  /** @param {Merges} merges @param {number} id */
  #tell(merges, id) {
    const { left, right, count } = merges.merge(id)
    const [first, second, token] = [left, right, id].map((part) => sign(merges.tokens[part]))
    return this.#words.merge(first, second, token, count)
  }

  /** Merges go on by themselves, slowly enough to follow. */
  #toggle() {
    if (this.#merging) return this.#stop()
    find(this.#root, 'subwords-on').setAttribute('aria-pressed', 'true')
    if (this.#slider.value === this.#slider.max) this.#slider.value = this.#slider.min
    this.#merging = setInterval(() => {
      this.#slider.stepUp()
      if (this.#slider.value === this.#slider.max) this.#stop()
      this.#frame.request()
    }, prefersReducedMotion() ? CALM : MERGING)
  }

  #stop() {
    clearInterval(this.#merging)
    this.#merging = undefined
    find(this.#root, 'subwords-on').setAttribute('aria-pressed', 'false')
  }
}
