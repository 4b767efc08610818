// What a run is judged by on the loss chart: what guessing, letter counts and pair counts reach, what may be expected of the
// model, and the runs before.

/** @typedef {import('../protocol.js').Baselines} Baselines */

/** @type {[keyof Baselines, string][]} */
const NAMES = [
  ['uniform', 'guessing at random'],
  ['unigram', 'letter frequencies'],
  ['bigram', 'the best a bigram can do'],
]

/** How the lines of earlier runs are told apart: pixels drawn and left out, in turn. */
export const DASHES = [[1], [8, 3], [2, 3], [8, 3, 2, 3], [14, 4], [4, 8]]

const NARROW = 420 // pixels of a chart where two names do not fit side by side
const HALF_BAND = 0.035 // nats: runs of the same rung with other seeds end about so far from each other

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
 * @param {import('uplot')} plot @param {import('./journal.js').EarlierRun[]} runs @param {import('./journal.js').EarlierRun | undefined} pointed
 * @param {Record<string, string>} colours @param {boolean} logarithmic
 */
export function drawEarlier({ ctx, bbox, valToPos }, runs, pointed, colours, logarithmic) {
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  for (const [i, run] of runs.entries()) {
    const dashes = DASHES[i % DASHES.length]
    const { step, train } = run.curve.view(logarithmic)
    ctx.strokeStyle = run === pointed ? colours.ink : colours.muted
    ctx.globalAlpha = run === pointed ? 1 : 0.7
    ctx.lineWidth = (run === pointed ? 2 : 1) * devicePixelRatio
    ctx.setLineDash(dashes.length > 1 ? dashes.map((length) => length * devicePixelRatio) : [])
    ctx.beginPath()
    step.forEach((x, at) => {
      const y = train[at]
      if (y !== null) ctx.lineTo(valToPos(logarithmic ? Math.log10(x) : x, 'x', true), valToPos(y, 'y', true))
    })
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
 * Their names, above the curves, which a rim of paper keeps off the letters.
 * @param {import('uplot')} plot @param {Partial<Baselines> | undefined} references @param {number | undefined} expected @param {Record<string, string>} colours
 * @param {boolean} logarithmic the curve then stays high for long, and leaves room on the left instead of the right
 */
export function drawNames(plot, references, expected, colours, logarithmic) {
  const { ctx, bbox } = plot
  const unit = devicePixelRatio
  const x = logarithmic ? bbox.left + 8 * unit : bbox.left + bbox.width - 2 * unit
  ctx.save()
  ctx.font = `${12 * unit}px system-ui, sans-serif`
  ctx.textAlign = logarithmic ? 'left' : 'right'
  ctx.strokeStyle = colours.paper
  ctx.lineWidth = 4 * unit
  ctx.setLineDash([])
  ctx.lineJoin = 'round'
  ctx.fillStyle = colours.muted
  for (const { key, name, y } of visible(plot, references)) {
    const below = key === 'bigram' // the curve ends just above that line
    ctx.textBaseline = below ? 'top' : 'bottom'
    ctx.strokeText(name, x, y + (below ? 5 : -4) * unit)
    ctx.fillText(name, x, y + (below ? 5 : -4) * unit)
  }
  if (expected !== undefined) {
    ctx.textAlign = 'left'
    ctx.textBaseline = logarithmic ? 'bottom' : 'top' // where the curve is not
    const y = plot.valToPos(expected + (logarithmic ? HALF_BAND : -HALF_BAND), 'y', true) + (logarithmic ? -3 : 4) * unit
    const name = bbox.width < NARROW * unit ? 'expected' : 'expected at the end: about'
    for (const draw of /** @type {const} */ (['strokeText', 'fillText'])) ctx[draw](`${name} ${expected.toFixed(2)}`, bbox.left + 8 * unit, y)
  }
  ctx.restore()
}

/** @param {import('uplot')} plot @param {Partial<Baselines> | undefined} references */
function visible({ bbox, valToPos }, references) {
  const lines = NAMES.flatMap(([key, name]) => {
    const loss = references?.[key]
    return loss === undefined ? [] : [{ key, name, y: Math.round(valToPos(loss, 'y', true)) + devicePixelRatio / 2 }]
  })
  return lines.filter(({ y }) => y >= bbox.top && y <= bbox.top + bbox.height)
}
