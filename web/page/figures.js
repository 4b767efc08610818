// Everything on the page that shows what the model has learned: the loss, the table, the text and the lesson's numbers.
import { runScript } from '../engine/beside.js'
import { find, say } from './dom.js'
import { nats, grouped } from './format.js'
import { onFrame } from './frame.js'
import { HeatMap } from './heat-map.js'
import { Lesson } from './lesson.js'
import { Live } from './live.js'
import { prefersReducedMotion } from './theme.js'
import { Writing } from './writing.js'

/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./loss-chart.js').Reading} Reading */

const INTERVAL = 45 // milliseconds between two drawings of a run: enough for the eye, and it leaves the machine to the training
const CALM_INTERVAL = 1000 // the same, for readers who asked for less motion

export class Figures {
  #root
  #session
  /** @type {import('./loss-chart.js').LossChart | undefined} until its script has come */
  #chart
  #logarithmic
  #chartFrame
  #heat
  #writing
  #live
  #lesson
  /** @type {Reading | null} under the pointer */
  #reading = null
  #drawnAt = 0
  #stopped = false

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {Session} session */
  constructor(host, root, session) {
    this.#root = root
    this.#session = session
    const box = find(root, 'chart', HTMLElement)
    this.#chartFrame = onFrame(box, () => this.#drawChart())
    this.#writing = new Writing(find(root, 'text', HTMLElement), session)
    this.#heat = new HeatMap(host, heatParts(root), session)
    this.#live = new Live([this.#heat, this.#writing])
    this.#lesson = new Lesson(root, session)
    this.#logarithmic = find(root, 'logarithmic', HTMLInputElement)
    this.#logarithmic.addEventListener('change', () => this.#chartFrame.request())
    this.#openChart(host, box)
    for (const counted of [false, true]) {
      find(root, counted ? 'show-counted' : 'show-learned', HTMLButtonElement).addEventListener('click', () => this.#showCounted(counted))
    }
  }

  /** @param {import('./session.js').Change} change */
  show(change) {
    if (change === 'progress') {
      if (performance.now() - this.#drawnAt < (prefersReducedMotion() ? CALM_INTERVAL : INTERVAL)) return
      this.#live.tick()
      this.#lesson.tick()
    } else if (change === 'opened' || change === 'reset') {
      this.#writing.startOver()
      this.#live.now()
      this.#lesson.begin()
    } else if (change === 'state' && this.#session.state !== 'training') {
      this.#live.now()
    }
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
    this.#heat.drawNow()
  }

  stop() {
    for (const part of [this.#chartFrame, this.#heat, this.#writing]) part.stop()
    this.#chart?.destroy()
    this.#stopped = true
  }

  /** @param {HTMLElement} host @param {HTMLElement} box */
  async #openChart(host, box) {
    const scope = /** @type {{ IambicChart?: typeof import('./loss-chart.js').LossChart }} */ (globalThis)
    try {
      if (!scope.IambicChart) await runScript('iambic-chart.js')
    } catch (error) {
      box.textContent = `The chart is missing, because ${/** @type {Error} */ (error).message}; the model trains without it.`
    }
    if (!scope.IambicChart || this.#stopped) return
    this.#chart = new scope.IambicChart(host, box, (reading) => this.#read(reading))
    this.#chartFrame.request(true)
  }

  #drawChart() {
    const { baselines, curve, target } = this.#session
    this.#drawnAt = performance.now()
    if (this.#chart) {
      const logarithmic = this.#logarithmic.checked
      Object.assign(this.#chart, { baselines, target, logarithmic })
      this.#chart.draw(curve.view(logarithmic))
    }
    if (!this.#reading) this.#showReading({ step: null, train: curve.latest?.train ?? null, val: curve.latest?.val ?? null })
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

  /** @param {boolean} counted */
  #showCounted(counted) {
    this.#heat.counted = counted
    this.#heat.repaint()
    find(this.#root, 'show-counted', HTMLElement).setAttribute('aria-pressed', String(counted))
    find(this.#root, 'show-learned', HTMLElement).setAttribute('aria-pressed', String(!counted))
  }
}

/** @param {ShadowRoot} root */
function heatParts(root) {
  const part = (/** @type {string} */ id) => find(root, id, HTMLElement)
  return {
    box: part('table'), cells: part('table-cells'), rows: part('table-rows'), columns: part('table-columns'), mark: part('table-mark'),
    rowTag: part('table-row'), columnTag: part('table-column'), learned: part('table-learned'), counted: part('table-counted'), spoken: part('table-spoken'), note: part('table-note'),
  }
}
