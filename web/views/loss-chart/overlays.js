// What a run is judged by on the loss chart: what guessing, letter counts and pair counts reach, what may be expected of the
// model, and the runs before.

import { viewOf } from '../kit/curve-view.js'
import { modelName } from '../kit/names.js'
import { Labels } from './label-placement.js'

/** @typedef {import('../../protocol/public.js').Baselines} Baselines */
/** @typedef {import('../../experiment/run-log.js').RunLog} EarlierRun */
/** @typedef {import('./label-placement.js').Point} Point */

/** @type {(keyof Baselines)[]} */
const LINES = ['uniform', 'unigram', 'bigram']

/** How the lines of earlier runs are told apart: pixels drawn and left out, in turn. */
export const DASHES = [[1], [8, 3], [2, 3], [8, 3, 2, 3], [14, 4], [4, 8]]

const CURVES = [1, 2, 3, 4] // of the chart's series, which names keep off
export const SIZE = 12 // CSS pixels of a letter's height
const MEDIUM = 16 // CSS pixels of the letters around a chart, as a rule
const EDGE = 3 // CSS pixels between a name and the chart's edge
const NARROW = 420 // pixels of a chart where two names do not fit side by side
const HALF_BAND = 0.035 // nats: runs of the same rung with other seeds end about so far from each other

/** How many times as large as usual a chart's letters are: as those around it, in a large height that is given, or as a reader has set them. @param {HTMLElement} box */
export const scaleOf = (box) => Math.max(1, parseFloat(getComputedStyle(box).fontSize) / MEDIUM)

/** A band at the loss that may be expected. @param {import('uplot')} plot @param {number | undefined} expected @param {Record<string, string>} colours */
export function drawExpected({ ctx, bbox, valToPos }, expected, colours) {
  if (expected === undefined) return
  const [top, bottom] = [1, -1].map((side) => valToPos(expected + side * HALF_BAND, 'y', true))
  ctx.save()
  ctx.fillStyle = colours.rule
  ctx.globalAlpha = 0.6
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top)
  ctx.restore()
}

/**
 * The smoothed losses of earlier runs, thin and grey, each with its dashes, the one that is pointed at darker.
 * @param {import('uplot')} plot @param {EarlierRun[]} runs @param {EarlierRun | undefined} pointed
 * @param {Record<string, string>} colours @param {boolean} logarithmic
 */
export function drawEarlier(plot, runs, pointed, colours, logarithmic) {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  for (const [i, run] of runs.entries()) {
    const dashes = DASHES[i % DASHES.length]
    ctx.strokeStyle = run === pointed ? colours.ink : colours.muted
    ctx.globalAlpha = run === pointed ? 1 : 0.7
    ctx.lineWidth = (run === pointed ? 2 : 1) * devicePixelRatio
    ctx.setLineDash(dashes.length > 1 ? dashes.map((length) => length * devicePixelRatio) : [])
    ctx.beginPath()
    for (const { x, y } of pointsOf(plot, run, logarithmic)) ctx.lineTo(x, y)
    ctx.stroke()
  }
  ctx.restore()
}

/**
 * The lines, to be drawn below the curves.
 * @param {import('uplot')} plot @param {Partial<Baselines> | undefined} references @param {Record<string, string>} colours
 */
export function drawLines(plot, references, colours) {
  const { ctx, bbox } = plot
  const unit = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = colours.muted
  ctx.globalAlpha = 0.7
  ctx.lineWidth = unit
  ctx.setLineDash([2 * unit, 4 * unit])
  for (const { y } of visible(plot, references)) {
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
  }
  ctx.restore()
}

/**
 * The names of all lines, where there is room for them: those of the references first, then what may be expected, then earlier runs, which
 * are named only where nothing lies there. A rim of paper keeps what they must cross off the letters.
 * @param {import('uplot')} plot @param {import('./index.js').LossChart} chart @param {Record<string, string>} colours
 * @param {Map<string, number>} places where each was put last time
 */
export function drawNames(plot, chart, colours, places) {
  const [{ ctx, bbox }, { strings }, unit] = [plot, chart, devicePixelRatio * chart.scale]
  const labels = new Labels(bbox, unit)
  const earlier = chart.earlier.map((run) => ({ points: pointsOf(plot, run, chart.logarithmic), text: nameOf(run, strings), pointed: run === chart.pointed }))
  for (const curve of [...CURVES.map((i) => drawn(plot, i)), ...earlier.map(({ points }) => points)]) labels.avoid(curve)
  ctx.save()
  ctx.font = `${SIZE * unit}px system-ui, sans-serif`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'top'
  ctx.strokeStyle = colours.paper
  ctx.lineWidth = 4 * unit
  ctx.setLineDash([])
  ctx.lineJoin = 'round'
  /** @param {string} key @param {string} text @param {[number, number][]} spots left edge and middle of the text's height, in the order of their worth */
  const write = (key, text, spots, anyway = true, ink = colours.muted) => {
    const [width, height] = [ctx.measureText(text).width, SIZE * unit]
    const boxes = spots.map(([share, y]) => ({ left: bbox.left + EDGE * unit + share * (bbox.width - 2 * EDGE * unit - width), top: y - height / 2, width, height }))
    const { index, free } = labels.place(boxes, places.get(key), anyway)
    if (index === undefined) return places.delete(key)
    places.set(key, index)
    ctx.fillStyle = ink
    if (anyway && !free) ctx.strokeText(text, boxes[index].left, boxes[index].top)
    ctx.fillText(text, boxes[index].left, boxes[index].top)
  }
  const beside = 11 * unit // from a line to the middle of its name
  const along = chart.logarithmic ? [0, 0.35, 0.7, 1] : [1, 0.65, 0.3, 0]
  for (const { key, y } of visible(plot, chart.references)) {
    const sides = key === 'bigram' ? [y + beside, y - beside] : [y - beside, y + beside] // curves end just above that line
    write(key, strings.baselines[key], along.flatMap((share) => sides.map((side) => /** @type {[number, number]} */ ([share, side]))))
  }
  if (chart.expected !== undefined) {
    const [above, below] = [1, -1].map((side) => plot.valToPos(/** @type {number} */ (chart.expected) + side * HALF_BAND, 'y', true) - side * beside)
    const text = (bbox.width < NARROW * unit ? strings.expectedShort : strings.expectedAtEnd)(chart.expected)
    write('expected', text, [0, 0.35, 0.7, 1].flatMap((share) => [[share, below], [share, above]]))
  }
  for (const [i, { points, text, pointed }] of earlier.entries()) {
    write(`run ${i}`, text, spotsAlong(points, bbox), pointed, pointed ? colours.ink : colours.muted)
  }
  ctx.restore()
}

/** @param {EarlierRun} run @param {import('../../locales/en-chart.js').ChartStrings} strings */
const nameOf = ({ made, curve }, strings) => `${modelName(made, strings)} ${strings.format.nats(curve.latest?.val)}`

/** At the end of a run's curve, else further back. @param {Point[]} points @param {{ left: number, width: number }} bbox @returns {[number, number][]} */
function spotsAlong(points, { left, width }) {
  const beside = 10 * devicePixelRatio
  return [1, 0.85, 0.7, 0.55, 0.4, 0.25].flatMap((part) => {
    const { x, y } = points[Math.round(part * (points.length - 1))] ?? { x: left, y: 0 }
    return [-1, 1].map((side) => /** @type {[number, number]} */ ([Math.min(1, Math.max(0, (x - left) / width)), y + side * beside]))
  })
}

/** A curve of the run on the chart, in pixels. @param {import('uplot')} plot @param {number} series */
function drawn({ data, valToPos }, series) {
  return Array.from(data[0]).flatMap((x, i) => {
    const y = data[series][i]
    return typeof y === 'number' ? [{ x: valToPos(x, 'x', true), y: valToPos(y, 'y', true) }] : []
  })
}

/** The smoothed losses of an earlier run, in pixels. @param {import('uplot')} plot @param {EarlierRun} run @param {boolean} logarithmic @returns {Point[]} */
function pointsOf({ valToPos }, { curve }, logarithmic) {
  const { step, train } = viewOf(curve, logarithmic)
  return step.flatMap((x, i) => {
    const y = train[i]
    return y === null ? [] : [{ x: valToPos(logarithmic ? Math.log10(x) : x, 'x', true), y: valToPos(y, 'y', true) }]
  })
}

/** @param {import('uplot')} plot @param {Partial<Baselines> | undefined} references */
function visible({ bbox, valToPos }, references) {
  const lines = LINES.flatMap((key) => {
    const loss = references?.[key]
    return loss === undefined ? [] : [{ key, y: Math.round(valToPos(loss, 'y', true)) + devicePixelRatio / 2 }]
  })
  return lines.filter(({ y }) => y >= bbox.top && y <= bbox.top + bbox.height)
}
