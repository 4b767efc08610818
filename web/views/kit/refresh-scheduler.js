// Keeps the views that must ask the worker (the heat map, the text) fresh, without ever keeping it from training.
import { forTheEye, onChange, prefersReducedMotion } from './changes.js'

/** `part`: by which a lesson shows or hides it. @typedef {{ part: string, visible: () => boolean, refresh: () => Promise<void> }} View */

const INTERVAL = 160 // milliseconds between two looks at a run
const CALM_INTERVAL = 1500 // the same, for readers who asked for less motion
const SPARE = 5 // times as long as the last look took, so that most of the time goes to the training

export class RefreshScheduler {
  /** Whether a view is to be kept fresh: not where it is hidden for good. @type {(view: View) => boolean} */
  wants = () => true
  /** @type {View[]} */
  #views = []
  #busy = false
  #again = false
  #lookedAt = 0
  #took = 0

  /** @param {import('./changes.js').Experiment} experiment @param {AbortSignal} signal */
  constructor(experiment, signal) {
    const now = () => this.now()
    const state = () => { if (experiment.state !== 'training') this.now() }
    onChange(experiment, { progress: forTheEye(() => this.#tick()), opened: now, reset: now, state }, signal)
  }

  /** One more to keep fresh. @param {View} view */
  add(view) {
    this.#views.push(view)
    this.now()
  }

  /** One view has something else to show. Never rejects: the experiment tells what is wrong with a trainer. @param {View} view */
  refresh(view) { return view.refresh().catch(() => {}) }

  /** Something changed that all views must show. */
  now() {
    if (this.#busy) this.#again = true
    else this.#look(this.#views)
  }

  /** A run went on: look again if it is time and somebody can see it. */
  #tick() {
    const interval = Math.max(prefersReducedMotion() ? CALM_INTERVAL : INTERVAL, SPARE * this.#took)
    if (this.#busy || performance.now() - this.#lookedAt < interval) return
    this.#look(this.#views.filter((view) => view.visible()))
  }

  /** @param {View[]} views */
  async #look(views) {
    this.#busy = true
    await undefined // all others have heard of the change
    const began = performance.now()
    await Promise.all(views.filter(this.wants).map((view) => this.refresh(view)))
    this.#busy = false
    this.#lookedAt = performance.now()
    this.#took = this.#lookedAt - began
    if (!this.#again) return
    this.#again = false
    this.now()
  }
}
