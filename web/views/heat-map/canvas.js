// Paints a table of probabilities as a square of coloured cells, with a character at each row and column.
import { sign } from '../kit/characters.js'
import { colour, shadesOf } from '../kit/colours.js'
import { scaleOf } from '../kit/scale.js'

const SMALLEST = 5 // CSS pixels of a cell
const LARGEST = 36
const LABEL = 13 // CSS pixels that a character takes beside a table of the usual size
const SHADES = 256

export class HeatCanvas {
  /** CSS pixels of a cell. */
  cell = SMALLEST
  /** CSS pixels of the labels, above and on the left. */
  margin = LABEL + 4
  #parts
  /** CSS pixels that a character takes beside the table. */
  #label = LABEL
  /** @type {Uint32Array} */
  #shades = new Uint32Array(SHADES)

  /** @param {{ cells: HTMLCanvasElement, rows: HTMLCanvasElement, columns: HTMLCanvasElement, scroller: HTMLElement }} parts */
  constructor(parts) {
    this.#parts = parts
  }

  /** Whether a height is given, which it must fit into as well. */
  get #isBounded() { return this.#parts.scroller.closest('.compact, .enlarged') !== null }

  /** CSS pixels for it. @param {number} most */
  room(most) {
    const { clientWidth, clientHeight } = this.#parts.scroller
    return Math.min(clientWidth, this.#isBounded ? clientHeight : most)
  }

  /** Fits the table into `room` CSS pixels where cells can still be told apart, and labels it. @param {string[]} rowNames @param {string[]} columnNames as many @param {number} room */
  layOut(rowNames, columnNames, room) {
    const size = columnNames.length
    this.#label = LABEL * scaleOf(this.#parts.scroller)
    this.margin = this.#label + 4
    const most = Math.max(0, room - this.margin) / Math.max(1, size)
    if (this.#isBounded) this.cell = most < 1 ? most : Math.floor(most)
    else this.cell = Math.max(SMALLEST, Math.min(LARGEST, Math.floor(most)))
    const { cells, rows, columns } = this.#parts
    const extent = this.cell * size
    cells.width = cells.height = size // a pixel is a cell; the style sheet keeps the enlargement sharp
    setSize(cells, extent, extent)
    this.#shades = shadesOf(cells, ['heat-low', 'heat-middle', 'heat-high'], SHADES)
    this.#write(rows, rowNames, this.margin, extent)
    this.#write(columns, columnNames, extent, this.margin)
  }

  /** @param {ArrayLike<number>} shares row by row, each from 0 to 1 */
  paint(shares) {
    const { cells } = this.#parts
    const context = cells.getContext('2d')
    if (!context || shares.length !== cells.width * cells.height || shares.length === 0) return
    const image = context.createImageData(cells.width, cells.height)
    const pixels = new Uint32Array(image.data.buffer)
    // The square root lifts the many small shares out of the ground.
    for (let i = 0; i < pixels.length; i++) pixels[i] = this.#shades[Math.min(SHADES - 1, Math.round((SHADES - 1) * Math.sqrt(shares[i])))]
    context.putImageData(image, 0, 0)
  }

  /** Every character, or every second or third where cells are too small; the one that is read has its tag. @param {HTMLCanvasElement} canvas @param {string[]} characters @param {number} width @param {number} height */
  #write(canvas, characters, width, height) {
    const unit = Math.max(1, devicePixelRatio)
    canvas.width = width * unit
    canvas.height = height * unit
    setSize(canvas, width, height)
    const context = canvas.getContext('2d')
    if (!context) return
    context.scale(unit, unit)
    context.font = `${this.#label - 1}px ui-monospace, 'DejaVu Sans Mono', monospace`
    context.fillStyle = colour(canvas, 'muted')
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    const vertical = height > width
    const every = Math.ceil(this.#label / this.cell)
    for (let i = Math.floor(every / 2); i < characters.length; i += every) {
      const along = (i + 0.5) * this.cell
      const across = this.margin - 4 - this.#label / 2
      context.fillText(sign(characters[i]), vertical ? across : along, vertical ? along : across, this.#label)
    }
  }
}

/** @param {HTMLElement} element @param {number} width @param {number} height */
function setSize({ style }, width, height) {
  style.width = `${width}px`
  style.height = `${height}px`
}
