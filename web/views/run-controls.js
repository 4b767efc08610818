// The buttons, the pace and the numbers: what a reader presses, and how far the training is.
import { find, onClick, say } from './kit/dom.js'
import { duration, grouped, nats, roughly } from './kit/format.js'
import { forecast } from '../experiment/expectations.js'
import { describePace, positionOf, rateAt } from '../experiment/pace.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {{ toggle: () => void, step: () => void, reset: () => void, pace: (stepsPerSecond: number) => void }} Actions */

const TICK = 100 // milliseconds between two changes of the numbers
const FORECAST = 1000 // milliseconds between two forecasts

export class Controls {
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

  /** @param {ShadowRoot} root @param {Experiment} experiment @param {Actions} actions */
  constructor(root, experiment, actions) {
    this.#experiment = experiment
    this.#train = find(root, 'train', HTMLButtonElement)
    this.#step = find(root, 'step', HTMLButtonElement)
    this.#reset = find(root, 'reset', HTMLButtonElement)
    this.#pace = find(root, 'pace', HTMLInputElement)
    this.#paceText = find(root, 'pace-text', HTMLElement)
    const number = (/** @type {string} */ name) => find(root, `number-${name}`, HTMLElement)
    this.#numbers = { step: number('step'), target: number('target'), rate: number('rate'), time: number('time'), loss: number('loss') }
    onClick(root, 'train', actions.toggle)
    onClick(root, 'step', actions.step)
    onClick(root, 'reset', actions.reset)
    this.#pace.addEventListener('input', () => actions.pace(rateAt(this.#pace.valueAsNumber)))
  }

  /** What may be pressed now, and what it is called. */
  showState() {
    const { state, dead, trainer } = this.#experiment
    const ready = trainer !== undefined && !dead
    const training = state === 'training'
    say(this.#train, training ? 'Pause' : state === 'paused' ? 'Continue' : state === 'done' ? 'Train on' : 'Train')
    this.#train.disabled = !ready
    this.#step.disabled = !ready
    this.#step.setAttribute('aria-disabled', String(training)) // not disabled: it would lose the focus with each step
    this.#reset.disabled = !trainer // which also replaces one that died
    this.showNumbers()
  }

  /** Numbers of a run tick at most ten times a second, and what is to be expected of it once. @param {number} stepsPerSecond as set */
  tick(stepsPerSecond) {
    if (performance.now() - this.#forecastAt > FORECAST) this.#forecast(stepsPerSecond)
    const wait = this.#tickedAt + TICK - performance.now()
    if (wait <= 0) this.showNumbers()
    else this.#owed ||= setTimeout(() => this.showNumbers(), wait)
  }

  showNumbers() {
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

  /** @param {number} stepsPerSecond */
  showPace(stepsPerSecond) {
    this.#pace.value = String(positionOf(stepsPerSecond))
    const text = this.#forecast(stepsPerSecond)
    this.#pace.setAttribute('aria-valuetext', text) // not while a run goes on: it would be spoken again and again
  }

  /** How long it takes, as it turns out while a run goes on. @param {number} stepsPerSecond */
  #forecast(stepsPerSecond) {
    this.#forecastAt = performance.now()
    const text = describePace(stepsPerSecond, forecast(this.#experiment, stepsPerSecond))
    say(this.#paceText, text)
    return text
  }
}
