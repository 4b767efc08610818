// The loss of the run in the chart, with its legend and the earlier runs beneath it.
import { viewOf } from '../kit/curve-view.js'
import { EarlierRuns } from './earlier-runs.js'
import { LossChart } from './index.js'
import { forTheEye, onChange } from '../kit/changes.js'
import { find, say } from '../kit/dom.js'
import { modelName } from '../kit/names.js'
import { onFrame } from '../kit/on-frame.js'
import { comparable, expectedLoss, references } from '../../experiment/expectations.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('./index.js').Reading} Reading */

export class LossChartView {
  #root
  #experiment
  #strings
  #box
  #logarithmic
  #frame
  #chart
  #earlier
  #choice = Object.assign(document.createElement('span'), { className: 'at as-choice' })
  /** @type {Reading | null} under the pointer */
  #reading = null

  /**
   * @param {ParentNode} root @param {Experiment} experiment
   * @param {import('../../locales/en-chart.js').ChartStrings} strings @param {AbortSignal} signal
   */
  constructor(root, experiment, strings, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#strings = strings
    this.#logarithmic = find(root, 'logarithmic', HTMLInputElement)
    this.#logarithmic.addEventListener('change', () => this.#frame.request())
    find(root, 'loss-readout').append(this.#choice)
    const box = this.#box = find(root, 'chart')
    const chart = this.#chart = new LossChart(strings, box, (reading) => this.#read(reading))
    this.#frame = onFrame(box, () => this.repaint())
    this.#earlier = new EarlierRuns(root, strings, {
      point: (run) => {
        chart.pointed = run
        this.#frame.request(true)
        this.#aside(run ? modelName(run.made, strings) : '', run?.curve.latest?.val)
      },
      clear: () => experiment.forgetEarlier(),
    })
    const changed = () => {
      this.#nameChart()
      this.#frame.request(true)
    }
    const all = { state: changed, opened: changed, reset: changed, evaluation: changed, earlier: changed, unit: changed }
    onChange(experiment, { ...all, progress: forTheEye(() => this.#frame.request()) }, signal)
    signal.addEventListener('abort', () => {
      this.#frame.stop()
      chart.destroy()
    })
    changed()
  }

  /** At once, for a printer that waits for nothing. */
  repaint() {
    const experiment = this.#experiment
    const { curve, state, target } = experiment
    const expected = state === 'idle' ? undefined : expectedLoss(experiment) // before a run it is for the reader to guess
    const earlier = comparable(experiment)
    const logarithmic = this.#logarithmic.checked
    Object.assign(this.#chart, { references: references(experiment), target, logarithmic, earlier, expected })
    this.#chart.draw(viewOf(curve, logarithmic))
    this.#earlier.show(earlier)
    if (!this.#reading) this.#showReading({ step: null, train: curve.latest?.train ?? null, val: curve.latest?.val ?? null })
  }

  /** What the chart shows, for whoever does not see it. */
  #nameChart() {
    const { first, latest } = this.#experiment.curve
    const at = (/** @type {typeof latest} */ point) => point && this.#strings.chartPoint(point.step, point.train, point.val)
    const points = [at(first), latest === first ? undefined : at(latest)].flatMap((point) => point ?? [])
    this.#box.setAttribute('aria-label', this.#strings.chartWith(points))
  }

  /** @param {Reading | null} reading */
  #read(reading) {
    this.#reading = reading
    if (!reading) return this.#frame.request()
    this.#showReading(reading)
    if (!this.#box.matches(':focus')) return
    say(find(this.#root, 'chart-spoken'), this.#strings.chartSpoken(reading.step, reading.train, reading.val))
  }

  /** @param {Reading} reading */
  #showReading({ step, train, val }) {
    const { format: { nats }, atStep } = this.#strings
    say(find(this.#root, 'reading-train'), nats(train))
    say(find(this.#root, 'reading-val'), nats(val))
    this.#aside(step === null ? '' : atStep(step), train)
  }

  /** What is pointed at, and its loss as a choice. @param {string} what @param {number | null} [loss] */
  #aside(what, loss) {
    const known = what !== '' && typeof loss === 'number' && Number.isFinite(loss)
    say(find(this.#root, 'reading-step'), what)
    say(this.#choice, known ? this.#strings.unsureAmong(loss) : '')
  }
}
