// The three reference lines of the loss chart, drawn and named: what guessing, letter counts and pair counts reach.

/** @typedef {import('../protocol.js').Baselines} Baselines */

/** @type {[keyof Baselines, string][]} */
const NAMES = [
  ['uniform', 'guessing at random'],
  ['unigram', 'letter frequencies'],
  ['bigram', 'the best a bigram can do'],
]

/**
 * The lines, to be drawn below the curves.
 * @param {import('uplot')} plot @param {Baselines | undefined} baselines @param {Record<string, string>} colours
 */
export function drawLines(plot, baselines, colours) {
  const { ctx, bbox } = plot
  const unit = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = colours.muted
  ctx.globalAlpha = 0.7
  ctx.lineWidth = unit
  ctx.setLineDash([2 * unit, 4 * unit])
  for (const { y } of visible(plot, baselines)) {
    ctx.beginPath()
    ctx.moveTo(bbox.left, y)
    ctx.lineTo(bbox.left + bbox.width, y)
    ctx.stroke()
  }
  ctx.restore()
}

/**
 * Their names, above the curves, which a rim of paper keeps off the letters.
 * @param {import('uplot')} plot @param {Baselines | undefined} baselines @param {Record<string, string>} colours
 * @param {boolean} logarithmic the curve then stays high for long, and leaves room on the left instead of the right
 */
export function drawNames(plot, baselines, colours, logarithmic) {
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
  for (const { key, name, y } of visible(plot, baselines)) {
    const below = key === 'bigram' // the curve ends just above that line
    ctx.textBaseline = below ? 'top' : 'bottom'
    ctx.strokeText(name, x, y + (below ? 5 : -4) * unit)
    ctx.fillText(name, x, y + (below ? 5 : -4) * unit)
  }
  ctx.restore()
}

/** @param {import('uplot')} plot @param {Baselines | undefined} baselines */
function visible({ bbox, valToPos }, baselines) {
  if (!baselines) return []
  const lines = NAMES.map(([key, name]) => ({ key, name, y: Math.round(valToPos(baselines[key], 'y', true)) + devicePixelRatio / 2 }))
  return lines.filter(({ y }) => y >= bbox.top && y <= bbox.top + bbox.height)
}
