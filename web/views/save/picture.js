// A figure as a picture: what it is called, what is drawn in it, and of which run it is.
import { colour } from '../kit/colours.js'

const EDGE = 24 // CSS pixels around it
const LINE = 20 // CSS pixels of a line of text
const TITLE = { font: '19px Georgia, serif', line: 26 }
const SMALL = '13px system-ui, sans-serif'

/**
 * @param {HTMLElement} figure @param {string} title @param {string} beneath @param {(HTMLCanvasElement | SVGSVGElement)[]} drawn in it
 * @returns {Promise<Blob | null>} a PNG as sharp as the screen is
 */
export function pictureOf(figure, title, beneath, drawn) {
  const boxes = drawn.map((part) => part.getBoundingClientRect())
  const unit = Math.max(1, devicePixelRatio)
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))]
  const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))]
  const picture = document.createElement('canvas')
  const context = picture.getContext('2d')
  if (!context || drawn.length === 0) return Promise.resolve(null)
  const [head, lines] = [wrapped(context, title, TITLE.font, right - left), wrapped(context, beneath, SMALL, right - left)]
  const under = TITLE.line * (head.length - 1) // where a title of one line would end
  picture.width = Math.ceil(unit * (right - left + 2 * EDGE))
  picture.height = Math.ceil(unit * (under + bottom - top + 2 * EDGE + LINE * (2.5 + lines.length)))
  context.scale(unit, unit)
  context.fillStyle = colour(figure, 'paper')
  context.fillRect(0, 0, picture.width, picture.height)
  context.imageSmoothingEnabled = false // cells stay cells
  drawn.forEach((part, i) => {
    const [x, y] = [EDGE + boxes[i].left - left, EDGE + under + 1.5 * LINE + boxes[i].top - top]
    if (part instanceof SVGSVGElement) paint(context, part, x, y)
    else context.drawImage(part, x, y, boxes[i].width, boxes[i].height)
  })
  context.fillStyle = colour(figure, 'ink')
  context.font = TITLE.font
  head.forEach((line, i) => context.fillText(line, EDGE, EDGE + 10 + TITLE.line * i))
  context.fillStyle = colour(figure, 'muted')
  context.font = SMALL
  lines.forEach((line, i) => context.fillText(line, EDGE, EDGE + under + bottom - top + LINE * (2.75 + i)))
  return new Promise((resolve) => { picture.toBlob(resolve) })
}

/** Draws a drawing of rectangles and words as the screen shows it; as an image a page's policy may forbid it. @param {CanvasRenderingContext2D} context @param {SVGSVGElement} svg @param {number} left @param {number} top */
function paint(context, svg, left, top) {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  context.save()
  context.translate(left, top)
  context.scale(scale, scale)
  for (const part of svg.querySelectorAll('rect, text')) {
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(part.getAttribute(name)))
    const { fill, stroke, strokeWidth, fontFamily, fontSize } = getComputedStyle(part)
    Object.assign(context, { fillStyle: fill, strokeStyle: stroke, lineWidth: Number.parseFloat(strokeWidth), font: `${fontSize} ${fontFamily}` })
    if (part.localName === 'text') context.fillText(part.textContent ?? '', x, y)
    else context.fillRect(x, y, width, height)
    if (stroke !== 'none') context.strokeRect(x, y, width, height)
  }
  context.restore()
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {string} font @param {number} width */
function wrapped(context, text, font, width) {
  context.font = font
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim()
    if (context.measureText(longer).width > width && lines[lines.length - 1]) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}
