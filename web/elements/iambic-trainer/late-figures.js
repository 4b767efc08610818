// The chart, the table and what stands below them: the figures that come after the first frame.
import { viewOf } from '../../views/loss-chart/curve-view.js'
import { find, say } from '../../views/kit/dom.js'
import { Earlier } from '../../views/loss-chart/earlier-runs.js'
import { nats, grouped } from '../../views/kit/format.js'
import { onFrame } from '../../views/kit/on-frame.js'
import { Gradients } from '../../views/gradient-check.js'
import { HeatMap } from '../../views/heat-map/index.js'
import { comparable, expectedLoss, references } from '../../experiment/expectations.js'
import { Lesson } from '../../views/notes-answers.js'
import { LossChart } from '../../views/loss-chart/index.js'
import { Numbers } from '../../views/number-tables.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../views/loss-chart/index.js').Reading} Reading */

export class LateFigures {
  heat
  #root
  #experiment
  #logarithmic
  #frame
  #chart
  #earlier
  #lesson
  #gradients
  #numbers
  /** @type {Reading | null} under the pointer */
  #reading = null

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {Experiment} experiment */
  constructor(host, root, experiment) {
    this.#root = root
    this.#experiment = experiment
    this.#logarithmic = find(root, 'logarithmic', HTMLInputElement)
    this.#logarithmic.addEventListener('change', () => this.#frame.request())
    const box = find(root, 'chart', HTMLElement)
    const chart = this.#chart = new LossChart(host, box, (reading) => this.#read(reading))
    this.#frame = onFrame(box, () => this.#drawChart())
    this.heat = new HeatMap(host, root, experiment)
    this.#lesson = new Lesson(root, experiment)
    this.#gradients = new Gradients(root, experiment)
    this.#earlier = new Earlier(root, {
      point: (run) => { chart.pointed = run; this.#frame.request(true) },
      clear: () => experiment.forgetEarlier(),
    })
    this.#numbers = new Numbers(root, () => viewOf(experiment.curve, false), this.heat)
    this.#lesson.begin()
    this.#nameChart()
    this.#frame.request(true)
  }

  /** @param {import('../../experiment/training.js').Change} change */
  show(change) {
    if (change === 'opened' || change === 'reset') {
      this.#lesson.begin()
      this.#gradients.forget()
    } else {
      this.#lesson.tick()
    }
    if (change !== 'progress') {
      this.#numbers.fill()
      this.#nameChart()
    }
    this.#frame.request(change !== 'progress')
  }

  repaint() {
    this.#drawChart()
    this.heat.drawNow()
  }

  stop() {
    this.#frame.stop()
    this.heat.stop()
    this.#chart.destroy()
    this.#gradients.forget()
  }

  #drawChart() {
    const experiment = this.#experiment
    const { curve, target } = experiment
    const earlier = comparable(experiment)
    const logarithmic = this.#logarithmic.checked
    Object.assign(this.#chart, { references: references(experiment), target, logarithmic, earlier, expected: expectedLoss(experiment) })
    this.#chart.draw(viewOf(curve, logarithmic))
    this.#earlier.show(earlier)
    if (!this.#reading) this.#showReading({ step: null, train: curve.latest?.train ?? null, val: curve.latest?.val ?? null })
  }

  /** What the chart shows, for whoever does not see it. */
  #nameChart() {
    const { first, latest } = this.#experiment.curve
    const at = (/** @type {typeof latest} */ point) => point && `at step ${grouped(point.step)} train ${nats(point.train)}, validation ${nats(point.val)}`
    const values = [at(first), latest !== first && at(latest)].filter(Boolean).join('; ')
    find(this.#root, 'chart', HTMLElement).setAttribute('aria-label', `Loss against steps${values && `: ${values}`}. Arrow keys read it off; a table stands below.`)
  }

  /** @param {Reading | null} reading */
  #read(reading) {
    this.#reading = reading
    if (!reading) return this.#frame.request()
    this.#showReading(reading)
    if (this.#root.activeElement?.id === 'chart') {
      say(find(this.#root, 'chart-spoken', HTMLElement), `step ${reading.step}: train ${nats(reading.train)}, validation ${nats(reading.val)}`)
    }
  }

  /** @param {Reading} reading */
  #showReading({ step, train, val }) {
    say(find(this.#root, 'reading-train', HTMLElement), nats(train))
    say(find(this.#root, 'reading-val', HTMLElement), nats(val))
    say(find(this.#root, 'reading-step', HTMLElement), step === null ? '' : `at step ${grouped(step)}`)
  }
}
