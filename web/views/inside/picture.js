// Numbers as coloured cells: values from below zero to above it, shares from none to all.
import { shadesOf } from '../kit/colours.js'

/** @typedef {'values' | 'shares'} Scale */

const SHADES = 255 // an odd number, so that zero has a shade of its own
/** @type {Record<Scale, [string, string, string]>} */
const COLOURS = { values: ['val', 'heat-low', 'train'], shares: ['heat-low', 'heat-middle', 'heat-high'] }

/** The colours of the style sheet around an element, read again when they may have changed. */
export class Palette {
  #element
  /** @type {Partial<Record<Scale, Uint32Array>>} */
  #shades = {}

  /** @param {HTMLElement} element */
  constructor(element) { this.#element = element }

  forget() { this.#shades = {} }

  /** All of them. */
  read() { for (const scale of /** @type {Scale[]} */ (Object.keys(COLOURS))) this.of(scale) }

  /** @param {Scale} scale */
  of(scale) { return this.#shades[scale] ??= shadesOf(this.#element, COLOURS[scale], SHADES) }
}

/** An element for a picture, with what lies over it where a character or a head is lit. @param {Record<string, string>} data by which its places are known @param {string[]} marks */
export function cells(data, marks) {
  const element = Object.assign(document.createElement('span'), { className: 'cells' })
  Object.assign(element.dataset, data)
  if (data.heads) element.style.setProperty('--heads', data.heads)
  element.append(document.createElement('canvas'), ...marks.map((className) => Object.assign(document.createElement('i'), { className })))
  return element
}

/** The largest value of some, without its sign and without what is infinite. @param {ArrayLike<number>[]} rows */
export function largest(rows) {
  let most = 0
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      const size = Math.abs(row[i])
      if (size > most && size < Infinity) most = size
    }
  }
  return most
}

/**
 * Paints a cell for each value; what is -Infinity stays open. The style sheet enlarges them, and keeps them sharp.
 * @param {Element} element of `cells` @param {ArrayLike<number>} values row by row @param {number} columns @param {Uint32Array} shades @param {number} most the value of the last shade; 0 for shares
 */
export function paint(element, values, columns, shades, most) {
  const canvas = /** @type {HTMLCanvasElement} */ (element.firstElementChild)
  const rows = Math.ceil(values.length / columns)
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows })
  const context = canvas.getContext('2d')
  if (!context) return
  const image = context.createImageData(columns, rows)
  const pixels = new Uint32Array(image.data.buffer)
  const last = shades.length - 1
  for (let i = 0; i < values.length; i++) {
    const place = most > 0 ? (1 + values[i] / most) / 2 : Math.sqrt(values[i]) // which lifts the many small shares out of the ground
    if (place > -Infinity) pixels[i] = shades[Math.max(0, Math.min(last, Math.round(last * place)))]
  }
  context.putImageData(image, 0, 0)
}
