// One step, seen: a line that it learned from, what the model gave each character before and after, and what it held likeliest instead.
import { onChange } from '../kit/changes.js'
import { sign } from '../kit/characters.js'
import { find, say } from '../kit/dom.js'
import { hides } from '../kit/marks.js'
import { isBigram, reverses } from '../../experiment/expectations.js'
import { lookAt, mostGained, nextLine } from '../../experiment/one-step.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../experiment/one-step.js').Line} Line */
/** @typedef {import('../../experiment/one-step.js').Look} Look */
/** @typedef {import('../../locales/en-step.js').StepStrings} StepStrings */
/** @typedef {{ step: number, line: Line, before: Look }} Before */

const CONTEXT = 16 // characters that are quoted of what was read

export class OneStep {
  #root
  #experiment
  #words
  #line
  /** What is to be looked at again after the step. @type {Before | undefined} */
  #pending
  /** @type {Before & { after: Look } | undefined} */
  #shown
  #chosen = 0
  #pointed = -1

  /** @param {ParentNode} root @param {Experiment} experiment @param {StepStrings} words @param {AbortSignal} signal */
  constructor(root, experiment, words, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#words = words
    const line = this.#line = find(root, 'one-step-line')
    const placeOf = (/** @type {Event} */ { target }) => (target instanceof HTMLElement ? Number(target.dataset.place ?? -1) : -1)
    line.addEventListener('pointerover', (event) => this.#point(placeOf(event)))
    line.addEventListener('pointerleave', () => this.#point(-1))
    line.addEventListener('click', (event) => this.#choose(placeOf(event)))
    line.addEventListener('keydown', (event) => this.#key(event))
    onChange(experiment, { state: () => this.#lookAfter(), opened: () => this.#forget(), reset: () => this.#forget() }, signal)
  }

  /** What the model thinks of a line that it will learn from in the next step. Never rejects: a step is taken whether or not it can be seen. */
  async lookBefore() {
    const { trainer, step, state } = this.#experiment
    if (state === 'training') return
    this.#pending = undefined
    if (!trainer || hides(this.#root, 'step')) return
    try {
      const line = await nextLine(trainer)
      this.#pending = { step, line, before: await lookAt(trainer, line) }
    } catch {
      // the experiment tells what is wrong with a trainer
    }
  }

  async #lookAfter() {
    const { state, step, trainer } = this.#experiment
    const pending = this.#pending
    if (!pending || !trainer || state === 'training' || step !== pending.step + 1) return
    this.#pending = undefined
    const after = await lookAt(trainer, pending.line).catch(() => undefined)
    if (!after || trainer !== this.#experiment.trainer || this.#experiment.step !== step) return
    this.#shown = { ...pending, after }
    this.#chosen = mostGained(pending.before, after)
    this.#pointed = -1
    this.#draw()
  }

  /** Another model, or the same one untrained. */
  #forget() {
    this.#pending = this.#shown = undefined
    find(this.#root, 'one-step').hidden = true
  }

  #draw() {
    if (!this.#shown) return
    const { step, line, before, after } = this.#shown
    say(find(this.#root, 'one-step-where'), this.#words.where(step + 1, line.row + 1, line.rows))
    say(find(this.#root, 'one-step-loss'), this.#words.lossMoved(before.loss, after.loss))
    const first = reverses(this.#experiment) ? [] : [readFirst(line.read[0])]
    this.#line.replaceChildren(...first, ...line.foretold.map((character, t) => {
      const [{ share: from }, { share: to }] = [before.odds[t], after.odds[t]]
      const cell = Object.assign(document.createElement('span'), { id: `one-step-${t}`, className: to >= from ? 'up' : 'down', textContent: sign(character) })
      cell.setAttribute('role', 'option')
      cell.setAttribute('aria-label', this.#words.moved(character, from, to))
      cell.dataset.place = String(t)
      cell.style.setProperty('--share', String(to))
      return cell
    }))
    this.#tell()
    find(this.#root, 'one-step').hidden = false
  }

  /** Of the character that is pointed at, else of the chosen one. */
  #tell() {
    if (!this.#shown) return
    const { line, before, after } = this.#shown
    const t = this.#pointed >= 0 ? this.#pointed : this.#chosen
    for (const cell of this.#line.querySelectorAll('[role=option]')) cell.setAttribute('aria-selected', String(cell.id === `one-step-${t}`))
    this.#line.setAttribute('aria-activedescendant', `one-step-${t}`)
    const [{ share: from, likeliest, most }, { share: to }] = [before.odds[t], after.odds[t]]
    const character = line.foretold[t]
    const { gave, gaveTurned, wasLikeliest, heldLikeliest } = this.#words
    const turned = () => gaveTurned(visible(line.read), visible(line.foretold.slice(0, t)), character, from, to)
    say(find(this.#root, 'one-step-odds'), reverses(this.#experiment) ? turned() : gave(this.#readBefore(t), character, from, to))
    say(find(this.#root, 'one-step-likeliest'), likeliest === character ? wasLikeliest : heldLikeliest(likeliest, most))
  }

  /** What the model has read when it foretells the t-th character, as far as it can see. @param {number} t */
  #readBefore(t) {
    const { trainer } = this.#experiment
    const read = (this.#shown?.line.read ?? []).slice(0, t + 1)
    if (trainer && isBigram(trainer.info)) return read[t]
    return read.length > CONTEXT ? `\u2026${visible(read.slice(-CONTEXT))}` : visible(read)
  }

  /** @param {number} place -1: none */
  #point(place) {
    if (place === this.#pointed) return
    this.#pointed = place
    this.#tell()
  }

  /** @param {number} place */
  #choose(place) {
    if (place < 0) return
    this.#chosen = place
    this.#tell()
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const last = (this.#shown?.line.foretold.length ?? 0) - 1
    const to = { ArrowLeft: this.#chosen - 1, ArrowRight: this.#chosen + 1, Home: 0, End: last }[event.key]
    if (to === undefined || last < 0) return
    event.preventDefault()
    this.#pointed = -1
    this.#choose(Math.max(0, Math.min(last, to)))
  }
}

/** What nobody had to foretell. @param {string} character */
const readFirst = (character) => Object.assign(document.createElement('span'), { className: 'first', ariaHidden: 'true', textContent: sign(character) })

/** A text to quote: one character by itself, so that it is named, several with their line breaks seen. @param {string[]} characters */
const visible = (characters) => (characters.length === 1 ? characters[0] : characters.map((character) => (character === ' ' ? character : sign(character))).join(''))
