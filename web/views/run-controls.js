// The buttons, the pace and the numbers: what a reader presses, and how far the training is.
import { onChange } from './kit/changes.js'
import { find, onClick, say } from './kit/dom.js'
import { forecast } from '../experiment/expectations.js'
import { FASTEST, positionOf, rateAt, rateOf } from '../experiment/pace.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../locales/en.js').Strings} Strings */

const TICK = 100 // milliseconds between two changes of the numbers
const FORECAST = 1000 // milliseconds between two forecasts
const SLOWER = 0.8 // of a pace, or less, is worth a word

/** @param {Strings} strings */
export const controls = (strings) => `
<section class="controls" part="controls" aria-label="${strings.training}">
  <div class="buttons">
    <button id="train" class="primary" type="button" disabled>${strings.train}</button>
    <button id="step" type="button" disabled>${strings.oneStep}</button>
    <button id="reset" type="button" disabled>${strings.reset}</button>
  </div>
  <dl class="numbers">
    <div><dt>${strings.step}</dt><dd>${strings.stepOf('<span id="number-step"></span>', '<span id="number-target"></span>')}</dd></div>
    <div><dt>${strings.stepsPerSecond}</dt><dd id="number-rate"></dd></div>
    <div><dt>${strings.time}</dt><dd id="number-time"></dd></div>
    <div><dt>${strings.batchLoss}</dt><dd id="number-loss"></dd></div>
  </dl>
  <div class="pace">
    <p class="pace-label"><label for="pace">${strings.settingLabels.pace}</label> <span id="pace-text"></span></p>
    <input id="pace" type="range" min="0" max="${FASTEST}" step="1">
  </div>
</section>`

export class RunControls {
  #experiment
  #strings
  #train
  #step
  #reset
  #pace
  #paceText
  #numbers
  #tickedAt = 0
  #forecastAt = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #owed

  /** @param {ParentNode} root @param {Experiment} experiment @param {Strings} strings @param {(command: Promise<unknown>) => void} attempt says what goes wrong @param {AbortSignal} signal */
  constructor(root, experiment, strings, attempt, signal) {
    this.#experiment = experiment
    this.#strings = strings
    this.#train = find(root, 'train', HTMLButtonElement)
    this.#step = find(root, 'step', HTMLButtonElement)
    this.#reset = find(root, 'reset', HTMLButtonElement)
    this.#pace = find(root, 'pace', HTMLInputElement)
    this.#paceText = find(root, 'pace-text')
    const number = (/** @type {string} */ name) => find(root, `number-${name}`)
    this.#numbers = { step: number('step'), target: number('target'), rate: number('rate'), time: number('time'), loss: number('loss') }
    onClick(root, 'train', () => attempt(experiment.toggle()))
    onClick(root, 'step', () => attempt(experiment.trainStep()))
    onClick(root, 'reset', () => attempt(experiment.reset()))
    this.#pace.addEventListener('input', () => this.#setPace(rateAt(this.#pace.valueAsNumber)))
    const unit = () => this.#showNumbers()
    onChange(experiment, { state: () => this.#showState(), progress: () => this.#tick(), settings: () => this.#showPace(), unit }, signal)
    this.#showState()
  }

  focus() { this.#train.focus({ preventScroll: true }) }

  /** What may be pressed now, and what it is called. */
  #showState() {
    const { state, dead, trainer } = this.#experiment
    const ready = trainer !== undefined && !dead
    const training = state === 'training'
    const { train, pause, goOnTraining, trainOn } = this.#strings
    say(this.#train, training ? pause : state === 'paused' ? goOnTraining : state === 'done' ? trainOn : train)
    this.#train.disabled = !ready
    this.#step.disabled = !ready
    this.#step.setAttribute('aria-disabled', String(training)) // not disabled: it would lose the focus with each step
    this.#reset.disabled = !trainer // which also replaces one that died
    this.#showNumbers()
    this.#showPace()
  }

  /** Numbers of a run tick at most ten times a second, and what is to be expected of it once. */
  #tick() {
    if (performance.now() - this.#forecastAt > FORECAST) this.#forecast()
    const wait = this.#tickedAt + TICK - performance.now()
    if (wait <= 0) this.#showNumbers()
    else this.#owed ||= setTimeout(() => this.#showNumbers(), wait)
  }

  #showNumbers() {
    clearTimeout(this.#owed)
    this.#owed = undefined
    this.#tickedAt = performance.now()
    const { state, run: { step, firstStep, target, seconds, loss, stepsPerSecond } } = this.#experiment
    const average = seconds > 0 ? (step - firstStep) / seconds : 0
    const rate = state === 'training' ? stepsPerSecond : state === 'done' ? average : 0
    const { grouped, plain, roughly, duration, nats } = this.#strings.format
    say(this.#numbers.step, grouped(step))
    say(this.#numbers.target, grouped(target))
    say(this.#numbers.rate, rate < 10 ? plain(Number(rate.toFixed(1))) : roughly(rate))
    say(this.#numbers.time, duration(seconds))
    say(this.#numbers.loss, nats(loss))
  }

  /** @param {number} rate steps per second, from the slider */
  #setPace(rate) {
    const { settings } = this.#experiment
    const usual = rateOf('auto', settings.steps, settings.isBigram)
    this.#experiment.apply({ pace: rate === Infinity ? 'full' : rate === usual ? 'auto' : rate })
  }

  #showPace() {
    this.#pace.value = String(positionOf(this.#experiment.settings.rate))
    const text = this.#forecast()
    this.#pace.setAttribute('aria-valuetext', text) // not while a run goes on: it would be spoken again and again
  }

  /** How long it takes, as it turns out while a run goes on. */
  #forecast() {
    const stepsPerSecond = this.#experiment.settings.rate
    this.#forecastAt = performance.now()
    const text = describePace(stepsPerSecond, forecast(this.#experiment, stepsPerSecond), this.#strings)
    say(this.#paceText, text)
    return text
  }
}

/**
 * @param {number} stepsPerSecond as it is set @param {{ rate: number, seconds: number } | undefined} known what this device makes of it, and for how long
 * @param {Strings} strings
 */
export function describePace(stepsPerSecond, known, { paceFull, paceAt }) {
  if (stepsPerSecond === Infinity) return paceFull(known?.seconds)
  return paceAt(stepsPerSecond, known && known.rate < SLOWER * stepsPerSecond ? known.rate : undefined, known?.seconds)
}
