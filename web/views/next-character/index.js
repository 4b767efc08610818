// What comes next: the reader's words, the likeliest characters to follow them as bars, and a die that draws one.
import { onChange, prefersReducedMotion } from '../kit/changes.js'
import { sign } from '../kit/characters.js'
import { find, onClick, say } from '../kit/dom.js'
import { explainLock, locks, onMarks } from '../kit/marks.js'
import { onFrame } from '../kit/on-frame.js'
import { inWords } from '../kit/problems.js'
import { temperatureSlider } from '../kit/temperature.js'
import { bar, lastRow, stripes } from './bars.js'
import { candidates, firstWords, hit } from '../../experiment/next-character.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../experiment/next-character.js').Candidate} Candidate */
/** @typedef {import('../../locales/en.js').Strings} Strings */
/** @typedef {import('../../locales/en-next.js').NextStrings} NextStrings */

const BARS = 10
const READING = 160 // milliseconds between two draws, slow enough to follow
const CALM = 600 // the same, for readers who asked for less motion

export class NextCharacter {
  part = 'next'
  #root
  #experiment
  #strings
  #words
  #field
  #topK
  #frame
  #scheduler
  /** @type {Candidate[]} */
  #candidates = []
  #offered = '' // words of ours, which give way to others when another text is learned from
  /** What the model wrote where the reader pointed. @type {string | undefined} */
  #wrote
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #drawing

  /** @param {ParentNode} root @param {Experiment} experiment @param {Strings} strings @param {NextStrings} words @param {import('../kit/refresh-scheduler.js').RefreshScheduler} scheduler @param {AbortSignal} signal */
  constructor(root, experiment, strings, words, scheduler, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#strings = strings
    this.#words = words
    this.#scheduler = scheduler
    this.#field = find(root, 'next-words', HTMLTextAreaElement)
    this.#topK = find(root, 'next-top-k', HTMLInputElement)
    this.#frame = onFrame(find(root, 'next'), () => this.#draw())
    this.#field.addEventListener('input', () => [this.#forget(), this.#ask()])
    this.#topK.addEventListener('input', () => this.#ask())
    const temperature = find(root, 'next-temperature', HTMLInputElement)
    const lock = () => {
      temperature.disabled = locks(root, 'temperature')
      explainLock(temperature, temperature.disabled, words.isLocked)
    }
    lock()
    onMarks(root, lock, signal)
    temperatureSlider(root, temperature.id, experiment, strings, () => this.#ask(), signal)
    onClick(root, 'next-draw', () => [this.#stop(), this.#drawOne()])
    onClick(root, 'next-draw-on', () => this.#toggle())
    onClick(root, 'next-undo', () => this.#takeBack())
    onChange(experiment, { opened: () => this.#begin() }, signal)
    signal.addEventListener('abort', () => [this.#stop(), this.#frame.stop()])
    this.#begin()
    scheduler.add(this)
  }

  visible() { return this.#frame.visible() }

  /** Shows what would follow a text that the model has written, and what did. @param {string} before @param {string} wrote one character */
  ask(before, wrote) {
    this.#stop()
    this.#forget()
    const asked = this.#goOn(before)
    this.#wrote = wrote
    return asked
  }

  /** Asks the model as it is now. Never changes the training: nothing is drawn from its stream. */
  async refresh() {
    const { trainer, settings } = this.#experiment
    if (!trainer) return
    const { vocabulary, vocabularySize } = trainer.info
    const topK = this.#topK.valueAsNumber
    try {
      const shares = await trainer.nextProbabilities({
        prompt: this.#field.value, temperature: Number(settings.values.temperature), ...(topK < vocabularySize && { topK }),
      })
      this.#complain('')
      if (shares.length !== vocabulary.length) return // it has other tokens since, and is asked again
      this.#candidates = candidates(vocabulary, shares)
    } catch (error) {
      if (this.#experiment.trainer === trainer && !this.#experiment.dead) this.#complain(inWords(/** @type {Error} */ (error), this.#strings))
      this.#candidates = []
    }
    this.#frame.request(true)
  }

  #ask() { return this.#scheduler.refresh(this) }

  /** Another model: of other characters, perhaps. */
  async #begin() {
    const { trainer } = this.#experiment
    if (!trainer) return
    this.#topK.max = String(trainer.info.vocabularySize)
    this.#topK.value = this.#topK.max // after it, for no value is above it
    this.#forget()
    const offered = await firstWords(this.#experiment)
    if (this.#field.value === this.#offered) this.#field.value = offered
    this.#offered = offered
    return this.#ask()
  }

  #takeBack() {
    this.#stop()
    this.#forget()
    this.#goOn(Array.from(this.#field.value).slice(0, -1).join(''))
  }

  /** What was drawn or pointed at: the words are others now. */
  #forget() {
    this.#wrote = undefined
    say(find(this.#root, 'next-drawn'), '')
    find(this.#root, 'next-die').style.background = ''
  }

  /** @param {string} text */
  #goOn(text) {
    this.#wrote = undefined
    this.#field.value = text
    this.#field.scrollTop = this.#field.scrollHeight
    return this.#ask()
  }

  /** Throws the die once. */
  async #drawOne() {
    if (this.#candidates.length === 0) return this.#stop()
    const die = Math.random()
    const { character, from, share } = hit(this.#candidates, die)
    say(find(this.#root, 'next-drawn'), this.#words.drawn(character, die, from, share))
    this.#throwDie(die)
    await this.#goOn(this.#field.value + character)
  }

  #toggle() {
    if (this.#drawing) return this.#stop()
    const button = find(this.#root, 'next-draw-on')
    button.setAttribute('aria-pressed', 'true')
    find(this.#root, 'next-drawn').setAttribute('aria-live', 'off') // which would be spoken again and again
    let busy = false
    this.#drawing = setInterval(async () => {
      if (busy || !this.visible()) return
      busy = true
      await this.#drawOne()
      busy = false
    }, prefersReducedMotion() ? CALM : READING)
  }

  #stop() {
    clearInterval(this.#drawing)
    this.#drawing = undefined
    find(this.#root, 'next-draw-on').setAttribute('aria-pressed', 'false')
    find(this.#root, 'next-drawn').removeAttribute('aria-live')
  }

  /** Where the die has fallen among the shares. @param {number} die */
  #throwDie(die) {
    const strip = find(this.#root, 'next-die')
    strip.style.background = stripes(this.#candidates)
    strip.style.setProperty('--die', `${100 * die}%`)
  }

  #draw() {
    const { percent, others, wrote, amongAll, amongLikeliest } = this.#words
    const all = this.#candidates
    const shown = all.slice(0, BARS)
    const rest = all.slice(BARS)
    const rows = shown.map(({ character, share }) => bar(sign(character), percent(share), share, character === this.#wrote))
    if (rest.length > 0) rows.push(lastRow(others(rest.length, rest.reduce((sum, { share }) => sum + share, 0))))
    find(this.#root, 'next-bars').replaceChildren(...rows)
    const { value, max } = this.#topK
    say(find(this.#root, 'next-top-k-text'), value === max ? amongAll : amongLikeliest(Number(value)))
    const written = all.find(({ character }) => character === this.#wrote)
    if (written) say(find(this.#root, 'next-drawn'), wrote(written.character, written.share))
  }

  /** @param {string} sentence empty: all is well again */
  #complain(sentence) {
    say(find(this.#root, 'next-problem'), sentence)
    this.#field.setAttribute('aria-invalid', String(sentence !== ''))
  }
}
