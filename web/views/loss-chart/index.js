// The loss chart: batch losses with their smoothed mean, the validation loss, and three lines to judge them by.
import { viewOf } from '../kit/curve-view.js'
import { restoreLanguage } from './uplot-locale-fix.js'
import uPlot from 'uplot'
import { drawEarlier, drawExpected, drawLines, drawNames, scaleOf, SIZE } from './overlays.js'
import { colour } from '../kit/colours.js'
import { heightAt, zoomOf } from './pointer.js'

/** @typedef {import('../kit/curve-view.js').CurveView} CurveView */
/** @typedef {import('../../protocol/public.js').Baselines} Baselines */
/** @typedef {{ step: number | null, train: number | null, val: number | null }} Reading */

restoreLanguage()

const HIGHEST = 4 // times random guessing: what a run that bursts does above it is not worth a scale
const ignore = () => null
const SERIES = { low: 1, high: 2, train: 3, val: 4 }

export class LossChart {
  /** @type {Partial<Baselines> | undefined} */
  references
  logarithmic = false
  target = 1
  /** What the run may reach at its end, if that is known. @type {number | undefined} */
  expected
  /** @type {import('../../experiment/run-log.js').RunLog[]} */
  earlier = []
  /** The one that the reader points at. @type {import('../../experiment/run-log.js').RunLog | undefined} */
  pointed
  /** @type {import('../../locales/en-chart.js').ChartStrings} */
  strings
  scale // of its letters
  #box
  #plot
  #view = /** @type {CurveView | undefined} */ (undefined)
  #read
  #sizes
  /** @type {Record<string, string>} */
  #colours = {}
  /** Of the names. @type {Map<string, number>} */
  #places = new Map()

  /**
   * @param {import('../../locales/en-chart.js').ChartStrings} strings
   * @param {HTMLElement} box to draw in, of any size
   * @param {(reading: Reading | null) => void} read called with what lies under the pointer, null when it leaves
   */
  constructor(strings, box, read) {
    this.strings = strings
    this.#box = box
    this.#read = read
    this.scale = scaleOf(box)
    this.#plot = this.#make()
    this.#sizes = new ResizeObserver(() => this.#fit())
    this.#sizes.observe(box)
    box.addEventListener('keydown', (event) => this.#key(event))
    box.addEventListener('blur', () => this.#leave())
  }

  #make() {
    const plot = new uPlot(this.#options(), [[], [], [], [], []], this.#box)
    plot.over.addEventListener('pointerdown', (event) => this.#point(event))
    plot.over.addEventListener('pointermove', (event) => this.#point(event))
    plot.over.addEventListener('pointerleave', (event) => { if (event.pointerType === 'mouse') this.#leave() })
    return plot
  }

  /** In a place of another size; made anew for letters of another, for uPlot asks for those once. */
  #fit() {
    const scale = scaleOf(this.#box)
    if (scale === this.scale) return this.#plot.setSize(this.#size())
    this.scale = scale
    this.#plot.destroy()
    this.#plot = this.#make()
    if (this.#view) this.draw(this.#view)
  }

  /** @param {CurveView} view */
  draw(view) {
    const { step, low, high, train, val } = this.#view = view
    this.#readColours()
    const x = this.logarithmic ? step.map(Math.log10) : step
    this.#plot.batch(() => {
      this.#plot.setData([x, low, high, train, val], false)
      const last = Math.max(this.target, ...this.earlier.map((run) => run.step)) // no run is cut
      this.#plot.setScale('x', { min: 0, max: this.logarithmic ? Math.log10(Math.max(10, last)) : last })
      this.#plot.setScale('y', this.#range(train))
    })
  }

  destroy() {
    this.#sizes.disconnect()
    this.#plot.destroy()
  }

  /** From under the best a bigram can do to over what an untrained model begins with; wider when the losses are, or an earlier run's. @param {(number | null)[]} train */
  #range(train) {
    const { uniform = 4.17, bigram = 2.45 } = this.references ?? {}
    const seen = train.filter((loss) => loss !== null)
    const top = Math.min(HIGHEST * uniform, Math.max(uniform + 0.85, ...seen))
    const before = this.earlier.flatMap(({ curve }) => viewOf(curve, false).train).filter((loss) => loss !== null)
    const bottom = Math.min(bigram, this.expected ?? bigram, ...seen, ...before)
    return { min: bottom - 0.12 * (top - bottom), max: top + 0.06 * (top - bottom) }
  }

  #size() { return { width: Math.max(200, this.#box.clientWidth), height: Math.max(120, this.#box.clientHeight) } }

  #readColours() {
    for (const name of ['muted', 'rule', 'paper', 'ink', 'train', 'train-soft', 'val']) this.#colours[name] = colour(this.#box, name)
  }

  /** @returns {uPlot.Options} */
  #options() {
    const line = (/** @type {string} */ name, width = 2, alpha = 1) =>
      ({ stroke: () => this.#colours[name], width, alpha, spanGaps: true, points: { show: (/** @type {uPlot} */ plot) => plot.data[0].length < 3, size: 6 } })
    return {
      ...this.#size(),
      padding: [8, 24 * this.scale, 0, 0],
      legend: { show: false },
      cursor: { bind: { mousedown: ignore, mousemove: ignore, mouseenter: ignore, mouseleave: ignore }, drag: { x: false, y: false }, y: false, points: { show: false } },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      series: [{}, line('train', 0.75, 0.35), line('train', 0.75, 0.35), line('train', 2.25), { ...line('val', 2.25), dash: [6, 4] }],
      bands: [{ series: [SERIES.high, SERIES.low], fill: () => this.#colours['train-soft'] }],
      axes: [this.#stepAxis(), this.#lossAxis()],
      hooks: {
        drawAxes: [(plot) => {
          drawExpected(plot, this.expected, this.#colours)
          drawLines(plot, this.references, this.#colours)
          drawEarlier(plot, this.earlier, this.pointed, this.#colours, this.logarithmic)
        }],
        draw: [(plot) => drawNames(plot, this, this.#colours, this.#places)],
        setCursor: [() => this.#tell()],
      },
    }
  }

  /** @returns {uPlot.Axis} */
  #stepAxis() {
    return {
      ...this.#axis(),
      size: 28 * this.scale,
      space: 70 * this.scale,
      incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7, 1e8],
      values: (_, splits) => splits.map((value) => this.strings.format.grouped(this.logarithmic ? 10 ** value : value)),
    }
  }

  /** The reference lines are the axis: their values, and whole numbers where they leave room. @returns {uPlot.Axis} */
  #lossAxis() {
    const { nats, unit } = this.strings.format
    return {
      ...this.#axis(),
      size: 44 * this.scale,
      splits: (_, __, min, max) => {
        const marks = Object.values(this.references ?? {})
        const spacing = (max - min) / 12
        const every = unit.nats * Math.max(1, Math.ceil((max - min) / 8 / unit.nats))
        for (let whole = 0; whole <= max; whole += every) {
          if (whole >= min && marks.every((mark) => Math.abs(mark - whole) > spacing)) marks.push(whole)
        }
        return marks.sort((a, b) => a - b)
      },
      values: (_, splits) => splits.map((value) => nats(value, Number.isInteger(Number((value / unit.nats).toFixed(9))) ? 0 : 2)),
    }
  }

  /** @returns {uPlot.Axis} */
  #axis() {
    return {
      stroke: () => this.#colours.muted, font: `${Math.round(SIZE * this.scale)}px system-ui, sans-serif`, gap: 6,
      grid: { show: false }, ticks: { show: false }, border: { show: true, stroke: () => this.#colours.rule, width: 1 },
    }
  }

  /** Where a pointer is, also where the page is enlarged or shrunk, which uPlot's own reckoning leaves out. @param {PointerEvent} event */
  #point({ offsetX }) { this.#plot.setCursor({ left: offsetX / zoomOf(this.#plot.over), top: 1 }) }

  #leave() { this.#plot.setCursor({ left: -10, top: -10 }) }

  /** Left and right move along the curve, Escape leaves it. @param {KeyboardEvent} event */
  #key(event) {
    const steps = this.#plot.data[0]
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -1e9, End: 1e9, Escape: 0 }[event.key]
    if (move === undefined || steps.length === 0) return
    event.preventDefault()
    const from = this.#plot.cursor.idx ?? (move > 0 ? -1 : steps.length)
    const to = Math.max(0, Math.min(steps.length - 1, from + move))
    if (move === 0) return this.#leave()
    this.#plot.setCursor({ left: this.#plot.valToPos(steps[to], 'x'), top: 1 })
  }

  #tell() {
    const { cursor, data } = this.#plot
    const at = (cursor.left ?? -1) < 0 ? null : cursor.idx
    if (at === null || at === undefined) return this.#read(null)
    const x = /** @type {number} */ (data[0][at])
    const along = (/** @type {number} */ series) => heightAt(data[0], /** @type {(number | null)[]} */ (data[series]), at)
    this.#read({ step: this.logarithmic ? Math.round(10 ** x) : x, train: along(SERIES.train), val: along(SERIES.val) })
  }
}
