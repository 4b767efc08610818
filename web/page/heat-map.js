// The table of what follows what, as the model sees it or as it was counted in the text; a pointer or the arrow keys read it.
import { say } from './dom.js'
import { percent, quoted, sign } from './format.js'
import { onFrame } from './frame.js'
import { HeatCanvas } from './heat-canvas.js'

/** @typedef {import('./session.js').Session} Session */
/** @typedef {{ row: number, column: number }} Cell */

const MOST = 128 // characters shown: more cells than that cannot be told apart

export class HeatMap {
  /** Shows what was counted instead of what was learned. */
  counted = false
  #session
  #parts
  #canvas
  #frame
  #sizes
  /** @type {string[]} */
  #characters = []
  /** @type {Float32Array} */
  #learned = new Float32Array()
  /** Shares of each row that were counted in the training text. @type {Float32Array} */
  #truth = new Float32Array()
  /** @type {Cell} where the arrow keys are */
  #chosen = { row: 0, column: 0 }
  /** @type {Cell | undefined} under the pointer */
  #hovered
  /** @type {import('../engine/trainer.js').Trainer | undefined} whose text was counted */
  #countedFor

  /**
   * @param {HTMLElement} host
   * @param {Record<'box' | 'cells' | 'rows' | 'columns' | 'mark' | 'rowTag' | 'columnTag' | 'learned' | 'counted' | 'spoken' | 'note', HTMLElement>} parts
   * @param {Session} session
   */
  constructor(host, parts, session) {
    this.#session = session
    this.#parts = parts
    this.#canvas = new HeatCanvas(host, /** @type {any} */ (parts))
    this.#frame = onFrame(parts.box, () => this.#draw())
    this.#sizes = new ResizeObserver(() => this.layOut())
    this.#sizes.observe(/** @type {Element} */ (parts.box.parentElement))
    parts.cells.addEventListener('pointermove', (event) => this.#point(event))
    parts.cells.addEventListener('pointerdown', (event) => this.#point(event, true))
    parts.cells.addEventListener('pointerleave', () => this.#hover(undefined))
    parts.box.addEventListener('keydown', (event) => this.#key(event))
    parts.box.parentElement?.addEventListener('scroll', () => this.#show())
  }

  visible() { return this.#frame.visible() }

  /** Asks the trainer for the table as it is now. */
  async refresh() {
    const { trainer } = this.#session
    if (!trainer) return
    if (this.#countedFor !== trainer) await this.#count(trainer)
    const { data } = await trainer.probabilities({ top: MOST })
    if (trainer !== this.#session.trainer) return
    this.#learned = data
    this.repaint()
  }

  /** Sizes, labels and colours anew. */
  layOut() {
    this.#canvas.layOut(this.#characters, /** @type {HTMLElement} */ (this.#parts.box.parentElement).clientWidth)
    this.repaint()
  }

  repaint() { this.#frame.request(true) }

  /** @internal for print, where no frame comes */
  drawNow() {
    this.layOut()
    this.#frame.now()
  }

  stop() {
    this.#frame.stop()
    this.#sizes.disconnect()
  }

  /** @param {import('../engine/trainer.js').Trainer} trainer */
  async #count(trainer) {
    const { data, ids, totals } = await trainer.counts({ top: MOST })
    if (trainer !== this.#session.trainer) return
    const { vocabulary, vocabularySize } = trainer.info
    this.#countedFor = trainer
    this.#characters = ids.map((id) => vocabulary[id])
    this.#truth = Float32Array.from(data, (count, i) => (count === 0 ? 0 : count / totals[Math.floor(i / ids.length)]))
    this.#learned = new Float32Array(this.#truth.length)
    this.#chosen = this.#example()
    this.#parts.note.textContent = vocabularySize > ids.length
      ? `the ${ids.length} most frequent of ${vocabularySize.toLocaleString('en-US')} characters` : ''
    this.layOut()
  }

  /** A cell worth reading first: "q" and "u" where the text has them, else the surest pair. @returns {Cell} */
  #example() {
    const row = this.#characters.indexOf('q')
    const column = this.#characters.indexOf('u')
    if (row >= 0 && column >= 0) return { row, column }
    const surest = this.#truth.reduce((best, share, i, all) => (share > all[best] ? i : best), 0)
    return this.#cellAt(surest)
  }

  /** @param {number} index @returns {Cell} */
  #cellAt(index) {
    const size = Math.max(1, this.#characters.length)
    return { row: Math.floor(index / size), column: index % size }
  }

  #draw() {
    this.#canvas.paint(this.counted ? this.#truth : this.#learned)
    this.#show()
  }

  #show() {
    const { row, column } = this.#hovered ?? this.#chosen
    const from = this.#characters[row]
    const to = this.#characters[column]
    if (from === undefined || to === undefined) return
    const { mark, rowTag, columnTag } = this.#parts
    const { cell, margin } = this.#canvas
    const [x, y] = [margin + column * cell, margin + row * cell]
    mark.hidden = false
    Object.assign(mark.style, { left: `${x}px`, top: `${y}px`, width: `${cell}px`, height: `${cell}px` })
    rowTag.style.top = `${y + cell / 2}px`
    rowTag.style.left = `${(this.#parts.box.parentElement?.scrollLeft ?? 0) + margin / 2}px` // beside its row wherever that is scrolled to
    columnTag.style.left = `${x + cell / 2}px`
    rowTag.textContent = sign(from)
    columnTag.textContent = sign(to)
    const [learned, counted] = this.#sentence({ row, column })
    say(this.#parts.learned, `${learned};`)
    say(this.#parts.counted, counted)
  }

  /** What the model thinks, and the truth beside it. @param {Cell} cell */
  #sentence({ row, column }) {
    const i = row * this.#characters.length + column
    const pair = `after ${quoted(this.#characters[row])} comes ${quoted(this.#characters[column])}`
    return [`${pair} ${percent(this.#learned[i])}`, `counted in the text: ${percent(this.#truth[i])}`]
  }

  /** @param {Cell | undefined} cell */
  #hover(cell) {
    this.#hovered = cell
    this.#show()
  }

  /** @param {PointerEvent} event @param {boolean} [choose] */
  #point(event, choose = false) {
    const { left, top } = this.#parts.cells.getBoundingClientRect()
    const size = this.#characters.length
    const at = (/** @type {number} */ offset) => Math.max(0, Math.min(size - 1, Math.floor(offset / this.#canvas.cell)))
    const cell = { row: at(event.clientY - top), column: at(event.clientX - left) }
    if (choose) this.#chosen = cell
    if (event.pointerType === 'mouse' || choose) this.#hover(event.pointerType === 'mouse' ? cell : undefined)
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -MOST], End: [0, MOST], PageUp: [-MOST, 0], PageDown: [MOST, 0] }
    const [down, right] = moves[/** @type {keyof typeof moves} */ (event.key)] ?? []
    if (down === undefined || right === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const within = (/** @type {number} */ index) => Math.max(0, Math.min(this.#characters.length - 1, index))
    this.#chosen = { row: within(this.#chosen.row + down), column: within(this.#chosen.column + right) }
    this.#hover(undefined)
    this.#parts.mark.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    say(this.#parts.spoken, this.#sentence(this.#chosen).join('; '))
  }
}
