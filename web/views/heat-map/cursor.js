// Which cell of a square table is read: the one under the pointer, else the one that was chosen, by a press or the arrow keys.

/** @typedef {{ row: number, column: number }} Cell */

const FAR = 1e6 // cells, to the edge
/** @type {Record<string, [number, number]>} rows and columns to move by */
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -FAR], End: [0, FAR], PageUp: [-FAR, 0], PageDown: [FAR, 0] }

export class HeatCursor {
  #size
  #moved
  /** @type {Cell} */
  #chosen = { row: 0, column: 0 }
  #picked = false // by the reader
  /** @type {Cell | undefined} under the pointer */
  #hovered

  /**
   * @param {{ box: HTMLElement, cells: HTMLElement }} parts
   * @param {() => number} size of the table, in cells
   * @param {(by?: 'key') => void} moved called when another cell is read
   */
  constructor({ box, cells }, size, moved) {
    this.#size = size
    this.#moved = moved
    const at = (/** @type {PointerEvent} */ event) => this.#cellAt(cells.getBoundingClientRect(), event)
    cells.addEventListener('pointermove', (event) => { if (event.pointerType === 'mouse') this.hover(at(event)) })
    cells.addEventListener('pointerdown', (event) => {
      this.pick(at(event))
      this.hover(event.pointerType === 'mouse' ? at(event) : undefined)
    })
    cells.addEventListener('pointerleave', () => this.hover(undefined))
    box.addEventListener('keydown', (event) => this.#key(event))
  }

  get cell() { return this.#hovered ?? this.#chosen }

  /** Another table. */
  leave() {
    this.#picked = false
    this.#hovered = undefined
  }

  /** A cell worth reading, until the reader picks one. @param {Cell} cell */
  suggest(cell) { if (!this.#picked) this.#chosen = cell }

  /** @param {Cell} cell */
  pick(cell) {
    this.#chosen = cell
    this.#picked = true
  }

  /** @param {Cell | undefined} cell */
  hover(cell) {
    this.#hovered = cell
    this.#moved()
  }

  /** @param {DOMRect} box @param {PointerEvent} event @returns {Cell} */
  #cellAt({ left, top, width, height }, { clientX, clientY }) {
    const size = this.#size()
    return { row: within(size, Math.floor(size * (clientY - top) / height)), column: within(size, Math.floor(size * (clientX - left) / width)) }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const [down, right] = MOVES[event.key] ?? []
    if (down === undefined || right === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const size = this.#size()
    this.pick({ row: within(size, this.#chosen.row + down), column: within(size, this.#chosen.column + right) })
    this.#hovered = undefined
    this.#moved('key')
  }
}

/** @param {number} size @param {number} index */
const within = (size, index) => Math.max(0, Math.min(size - 1, index))
