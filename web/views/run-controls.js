// The buttons, the pace and the numbers: what a reader presses, and how far the training is.
import { onChange } from './kit/changes.js'
import { find, onClick, say } from './kit/dom.js'
import { duration, grouped, nats, roughly } from './kit/format.js'
import { forecast } from '../experiment/expectations.js'
import { describePace, positionOf, rateAt, rateOf } from '../experiment/pace.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */

const TICK = 100 // milliseconds between two changes of the numbers
const FORECAST = 1000 // milliseconds between two forecasts

export const CONTROLS = `
<section class="controls" aria-label="Training">
  <div class="buttons">
    <button id="train" class="primary" type="button" aria-keyshortcuts="Space" disabled>Train</button>
    <button id="step" type="button" aria-keyshortcuts="S" aria-describedby="step-help" disabled>Step</button>
    <button id="reset" type="button" aria-keyshortcuts="R" aria-describedby="reset-help" disabled>Reset</button>
  </div>
  <dl class="numbers">
    <div><dt>step</dt><dd><span id="number-step">0</span> of <span id="number-target">10,000</span></dd></div>
    <div><dt>steps/s</dt><dd id="number-rate">0</dd></div>
    <div><dt>time</dt><dd id="number-time">0.0\u202fs</dd></div>
    <div><dt>batch loss</dt><dd id="number-loss">\u2013</dd></div>
  </dl>
  <div class="pace">
    <p class="pace-label"><label for="pace">pace</label> <span id="pace-text"></span></p>
    <input id="pace" type="range" min="0" max="60" step="1" aria-describedby="pace-help">
  </div>
</section>`

export class RunControls {
  #experiment
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

  /** @param {ParentNode} root @param {Experiment} experiment @param {(command: Promise<unknown>) => void} attempt says what goes wrong @param {AbortSignal} signal */
  constructor(root, experiment, attempt, signal) {
    this.#experiment = experiment
    this.#train = find(root, 'train', HTMLButtonElement)
    this.#step = find(root, 'step', HTMLButtonElement)
    this.#reset = find(root, 'reset', HTMLButtonElement)
    this.#pace = find(root, 'pace', HTMLInputElement)
    this.#paceText = find(root, 'pace-text', HTMLElement)
    const number = (/** @type {string} */ name) => find(root, `number-${name}`, HTMLElement)
    this.#numbers = { step: number('step'), target: number('target'), rate: number('rate'), time: number('time'), loss: number('loss') }
    onClick(root, 'train', () => attempt(experiment.toggle()))
    onClick(root, 'step', () => attempt(experiment.trainStep()))
    onClick(root, 'reset', () => attempt(experiment.reset()))
    this.#pace.addEventListener('input', () => this.#setPace(rateAt(this.#pace.valueAsNumber)))
    onChange(experiment, { state: () => this.#showState(), progress: () => this.#tick(), settings: () => this.#showPace() }, signal)
    this.#showPace()
  }

  focus() { this.#train.focus({ preventScroll: true }) }

  /** What may be pressed now, and what it is called. */
  #showState() {
    const { state, dead, trainer } = this.#experiment
    const ready = trainer !== undefined && !dead
    const training = state === 'training'
    say(this.#train, training ? 'Pause' : state === 'paused' ? 'Continue' : state === 'done' ? 'Train on' : 'Train')
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
    say(this.#numbers.step, grouped(step))
    say(this.#numbers.target, grouped(target))
    say(this.#numbers.rate, rate < 10 ? String(Number(rate.toFixed(1))) : roughly(rate))
    say(this.#numbers.time, duration(seconds))
    say(this.#numbers.loss, nats(loss))
  }

  /** @param {number} rate steps per second, from the slider */
  #setPace(rate) {
    const { settings } = this.#experiment
    const usual = rateOf('auto', settings.steps, settings.preset === 'bigram')
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
    const text = describePace(stepsPerSecond, forecast(this.#experiment, stepsPerSecond))
    say(this.#paceText, text)
    return text
  }
}
