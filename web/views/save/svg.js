// Figures as vector drawings (SVG), which stay sharp at any size: every value that the page shows, drawn anew, with the name and the settings of its run.
import { sign } from '../kit/characters.js'
import { colour, shadesOf } from '../kit/colours.js'
import { viewOf } from '../kit/curve-view.js'
import { comparable, references } from '../../experiment/expectations.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */
/** Its colours are those of `figure`. @typedef {{ figure: HTMLElement, title: string, beneath: string }} About */
/** @typedef {[x: number, y: number]} Point */

const SVG = 'http://www.w3.org/2000/svg'
const [EDGE, LINE, SMALL] = [24, 18, 12]
const LETTER = 6.4 // the mean width of a small letter, to break lines by
const TITLE = { size: 19, line: 26, letter: 9.5 }
const CURVE = { width: 760, height: 320, left: 44, bottom: 24 }
const TABLE = { width: 520, cell: 10, largest: 36 }
const BAR = { height: 18, left: 24, width: 480 }
const ENLARGED = 2 // times the units of a chapter's drawing
const STEPS = 5 // marks along the axis

/** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function shape(name, attributes, text = '') {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(typeof value === 'number' ? Number(value.toFixed(2)) : value))
  made.textContent = text
  return made
}

/** @param {string} text @param {number} width @param {number} letter the mean width of one */
function broken(text, width, letter) {
  const lines = ['']
  for (const word of text.split(' ')) {
    const last = lines.length - 1
    if (lines[last] && letter * (lines[last].length + 1 + word.length) > width) lines.push(word)
    else lines[last] = `${lines[last]} ${word}`.trim()
  }
  return lines
}

/** @param {About} about @param {number} width @param {number} height @param {Element[]} shapes */
function drawing({ figure, title, beneath }, width, height, shapes) {
  const [head, foot] = [broken(title, width, TITLE.letter), broken(beneath, width, LETTER)]
  const top = EDGE + TITLE.line * head.length + LINE
  const [across, down] = [width + 2 * EDGE, top + height + LINE * (foot.length + 1) + EDGE]
  const svg = shape('svg', {
    'xmlns': SVG, 'viewBox': `0 0 ${across} ${down}`, 'width': across, 'height': down, 'font-family': 'system-ui, sans-serif', 'font-size': SMALL, 'fill': colour(figure, 'muted'),
  })
  const content = shape('g', { transform: `translate(${EDGE} ${top})` })
  content.append(...shapes)
  const look = { 'font-family': 'Georgia, serif', 'font-size': TITLE.size, 'fill': colour(figure, 'ink') }
  svg.append(
    shape('title', {}, title), shape('rect', { width: across, height: down, fill: colour(figure, 'paper') }),
    ...head.map((line, i) => shape('text', { x: EDGE, y: EDGE + TITLE.line * i + TITLE.size - 3, ...look }, line)),
    content, ...foot.map((line, i) => shape('text', { x: EDGE, y: top + height + LINE * (i + 1.5) }, line)),
  )
  return new XMLSerializer().serializeToString(svg)
}

/** A round distance of marks. @param {number} last */
function roundStep(last) {
  const unit = 10 ** Math.floor(Math.log10(last / STEPS))
  return unit * ([1, 2, 5].find((times) => times * unit * STEPS >= last) ?? 10)
}

/** @param {About} about @param {Experiment} experiment @param {PanelStrings} strings */
export function curveSvg(about, experiment, { landmarks, format: { grouped, nats } }) {
  const { step, low, high, train, val } = viewOf(experiment.curve, false)
  const marks = Object.entries(references(experiment) ?? {})
  const earlier = comparable(experiment).map(({ curve }) => viewOf(curve, false))
  const known = [...low, ...high, ...val, ...marks.map(([, loss]) => loss), ...earlier.flatMap((run) => run.train)].filter((loss) => loss !== null)
  const [least, most] = [Math.min(...known) - 0.1, Math.max(...known) + 0.1]
  const last = Math.max(experiment.target, 1, ...earlier.flatMap((run) => run.step.at(-1) ?? 0))
  const { width, height, left, bottom } = CURVE
  const x = (/** @type {number} */ at) => left + at / last * (width - left)
  const y = (/** @type {number} */ loss) => (most - loss) / (most - least) * (height - bottom)
  const points = (/** @type {number[]} */ steps, /** @type {(number | null)[]} */ losses) => (
    steps.flatMap((at, i) => (losses[i] === null ? [] : `${x(at).toFixed(2)},${y(/** @type {number} */ (losses[i])).toFixed(2)}`)))
  const line = (/** @type {string[]} */ along, /** @type {Record<string, string | number>} */ look) => shape('polyline', { 'points': along.join(' '), 'fill': 'none', 'stroke-width': 2.25, ...look })
  const [trained, soft, judged, muted] = ['train', 'train-soft', 'val', 'muted'].map((name) => colour(about.figure, name))
  const every = roundStep(last)
  return drawing(about, width, height, [
    ...Array.from({ length: Math.floor(last / every) + 1 }, (_, i) => shape('text', { 'x': x(i * every), 'y': height, 'text-anchor': i === 0 ? 'start' : 'end' }, grouped(i * every))),
    ...marks.flatMap(([name, loss]) => [
      shape('path', { 'd': `M${left} ${y(loss).toFixed(2)}H${width}`, 'stroke': muted, 'stroke-dasharray': '2 4' }),
      shape('text', { x: 0, y: y(loss) + 4 }, nats(loss)),
      shape('text', { 'x': width, 'y': y(loss) - 5, 'text-anchor': 'end' }, landmarks[/** @type {keyof typeof landmarks} */ (name)]),
    ]),
    ...earlier.map((run) => line(points(run.step, run.train), { 'stroke': muted, 'stroke-width': 1 })),
    shape('polygon', { points: [...points(step, low), ...points(step, high).reverse()].join(' '), fill: soft }),
    line(points(step, train), { stroke: trained }),
    line(points(step, val), { 'stroke': judged, 'stroke-dasharray': '6 4' }),
  ])
}

/** @param {About} about @param {import('../kit/shares.js').Shares} shares */
export function sharesSvg(about, { rows, characters, shares }) {
  const size = characters.length
  const cell = Math.max(TABLE.cell, Math.min(TABLE.largest, Math.floor((TABLE.width - 16) / size)))
  const shades = shadesOf(about.figure, ['heat-low', 'heat-middle', 'heat-high'], 256)
  const hex = (/** @type {number} */ pixel) => `#${[pixel, pixel >> 8, pixel >> 16].map((channel) => (channel & 255).toString(16).padStart(2, '0')).join('')}` // little-endian RGBA
  const letters = (/** @type {string[]} */ names, /** @type {(middle: number) => Point} */ place) => names.map((name, i) => {
    const [x, y] = place((i + 0.5) * cell)
    return shape('text', { x, y, 'font-size': 9, 'text-anchor': 'middle', 'font-family': 'monospace' }, sign(name))
  })
  const cells = Array.from({ length: size * size }, (_, i) => shape('rect', {
    x: 16 + cell * (i % size), y: 12 + cell * Math.floor(i / size), width: cell, height: cell, fill: hex(shades[Math.round(255 * Math.sqrt(shares[i]))]), // as on the screen
  }))
  return drawing(about, Math.max(TABLE.width, 16 + size * cell), 12 + size * cell, [
    ...letters(characters, (middle) => [16 + middle, 8]), ...letters(rows, (middle) => [7, 12 + middle + 3]), ...cells,
  ])
}

/** @param {About} about @param {import('../../experiment/next-character.js').Candidate[]} candidates @param {PanelStrings} strings */
export function candidatesSvg(about, candidates, { percent }) {
  const [bar, ink] = ['train', 'ink'].map((name) => colour(about.figure, name))
  return drawing(about, BAR.left + BAR.width + 60, candidates.length * (BAR.height + 6), candidates.flatMap(({ character, share }, i) => {
    const y = i * (BAR.height + 6)
    return [
      shape('text', { 'x': 0, 'y': y + 14, 'font-family': 'monospace', 'font-size': 15, 'fill': ink }, sign(character)),
      shape('rect', { x: BAR.left, y, width: Math.max(1, share * BAR.width), height: BAR.height, fill: bar }),
      shape('text', { x: BAR.left + share * BAR.width + 8, y: y + 14, fill: ink }, percent(share)),
    ]
  }))
}

/** The drawing of a chapter, with its colours as the screen shows them. @param {About} about @param {SVGSVGElement} model */
export function modelSvg(about, model) {
  const { width, height } = model.viewBox.baseVal
  const content = shape('g', { transform: `scale(${ENLARGED})` })
  content.append(...Array.from(model.querySelectorAll('rect, text'), (part) => {
    const { fill, stroke, strokeWidth, fontSize } = getComputedStyle(part)
    const place = ['x', 'y', 'width', 'height'].flatMap((name) => (part.hasAttribute(name) ? [[name, Number(part.getAttribute(name))]] : []))
    return shape(part.localName, { ...Object.fromEntries(place), fill, stroke, 'stroke-width': strokeWidth, 'font-size': fontSize }, part.textContent ?? '')
  }))
  return drawing(about, ENLARGED * width, ENLARGED * height, [content])
}
