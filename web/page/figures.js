// Everything on the page that shows what the model has learned: the loss, the table, the text and the lesson's numbers.
import { find, say } from './dom.js'
import { nats, grouped } from './format.js'
import { onFrame } from './frame.js'
import { Live } from './live.js'
import { prefersReducedMotion } from './theme.js'
import { Writing } from './writing.js'

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./loss-chart.js').Reading} Reading */
/** @typedef {import('../chart.js').Later} Later */

const INTERVAL = 45 // milliseconds between two drawings of a run: enough for the eye, and it leaves the machine to the training
const CALM_INTERVAL = 1000 // the same, for readers who asked for less motion

export class Figures {
  #host
  #root
  #session
  /** What comes after the first frame. @type {{ chart: InstanceType<Later['LossChart']>, heat: InstanceType<Later['HeatMap']>, lesson: InstanceType<Later['Lesson']>, gradients: InstanceType<Later['Gradients']>, earlier: InstanceType<Later['Earlier']>, numbers: InstanceType<Later['Numbers']> } | undefined} */
  #later
  #logarithmic
  #chartFrame
  #writing
  #live
  /** @type {Reading | null} under the pointer */
  #reading = null
  #drawnAt = 0

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {Session} session */
  constructor(host, root, session) {
    this.#host = host
    this.#root = root
    this.#session = session
    this.#chartFrame = onFrame(find(root, 'chart', HTMLElement), () => this.#drawChart())
    this.#writing = new Writing(root, session, () => this.#live.now())
    this.#live = new Live([this.#writing])
    this.#logarithmic = find(root, 'logarithmic', HTMLInputElement)
    this.#logarithmic.addEventListener('change', () => this.#chartFrame.request())
  }

  /** @param {import('./session.js').Change} change */
  show(change) {
    if (change === 'progress') {
      if (performance.now() - this.#drawnAt < (prefersReducedMotion() ? CALM_INTERVAL : INTERVAL)) return
      this.#live.tick()
      this.#later?.lesson.tick()
    } else if (change === 'opened' || change === 'reset') {
      this.#writing.startOver()
      this.#live.now()
      this.#later?.lesson.begin()
      this.#later?.gradients.forget()
    } else {
      if (change === 'state' && this.#session.state !== 'training') this.#live.now()
      this.#later?.lesson.tick()
      this.#later?.numbers.fill()
    }
    if (change !== 'progress') this.#nameChart()
    this.#chartFrame.request(change !== 'progress')
  }

  /** Another text by the same model. */
  renew() {
    this.#writing.renew()
    this.#live.now()
  }

  /** @param {number} temperature */
  setTemperature(temperature) {
    this.#writing.temperature = temperature
    this.#live.now()
  }

  /** The colours changed, perhaps for a printer that waits for nothing. */
  repaint() {
    this.#drawChart()
    this.#later?.heat.drawNow()
  }

  stop() {
    for (const part of [this.#chartFrame, this.#later?.heat, this.#writing]) part?.stop()
    this.#later?.chart.destroy()
    this.#later?.gradients.forget()
  }

  /** The script that comes after the first frame is there. @param {Later} later */
  complete({ LossChart, HeatMap, Lesson, Gradients, Earlier, Numbers }) {
    const chart = new LossChart(this.#host, find(this.#root, 'chart', HTMLElement), (reading) => this.#read(reading))
    const heat = new HeatMap(this.#host, this.#root, this.#session)
    const lesson = new Lesson(this.#root, this.#session)
    const earlier = new Earlier(this.#root, {
      point: (run) => { chart.pointed = run; this.#chartFrame.request(true) },
      clear: () => { this.#session.earlier = []; this.#chartFrame.request(true) },
    })
    const numbers = new Numbers(this.#root, () => this.#session.curve.view(false), heat)
    this.#later = { chart, heat, lesson, gradients: new Gradients(this.#root, this.#session), earlier, numbers }
    this.#live.add(heat)
    lesson.begin()
    this.#chartFrame.request(true)
  }

  #drawChart() {
    const { references, curve, target, comparable: earlier, expected } = this.#session
    this.#drawnAt = performance.now()
    if (this.#later) {
      const logarithmic = this.#logarithmic.checked
      Object.assign(this.#later.chart, { references, target, logarithmic, earlier, expected })
      this.#later.chart.draw(curve.view(logarithmic))
      this.#later.earlier.show(earlier)
    }
    if (!this.#reading) this.#showReading({ step: null, train: curve.latest?.train ?? null, val: curve.latest?.val ?? null })
  }

  /** What the chart shows, for whoever does not see it. */
  #nameChart() {
    const { first, latest } = this.#session.curve
    const at = (/** @type {typeof latest} */ point) => point && `at step ${grouped(point.step)} train ${nats(point.train)}, validation ${nats(point.val)}`
    const values = [at(first), latest !== first && at(latest)].filter(Boolean).join('; ')
    find(this.#root, 'chart', HTMLElement).setAttribute('aria-label', `Loss against steps${values && `: ${values}`}. Arrow keys read it off; a table stands below.`)
  }

  /** @param {Reading | null} reading */
  #read(reading) {
    this.#reading = reading
    if (!reading) return this.#chartFrame.request()
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
