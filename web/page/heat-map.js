// A square table of shares over characters, which a pointer or the arrow keys read: of a bigram, what follows what; of a
// transformer, what it looks back at.
import { Attention } from './attention.js'
import { find, say } from './dom.js'
import { Follows } from './follows.js'
import { sign } from './format.js'
import { onFrame } from './frame.js'
import { HeatCanvas } from './heat-canvas.js'
import { Strip } from './strip.js'

/** @typedef {import('./session.js').Session} Session */
/** @typedef {{ row: number, column: number }} Cell */
/**
 * @typedef {object} Source   what the table shows
 * @property {string} title
 * @property {string} axes
 * @property {string} note
 * @property {string[]} characters                  of the rows and the columns
 * @property {ArrayLike<number>} shares             row by row, each from 0 to 1
 * @property {Cell} example                         a cell worth reading first
 * @property {(cell: Cell) => string[]} sentences   what it says, and an aside
 * @property {(trainer: import('../engine/trainer.js').Trainer) => Promise<void>} refresh
 */

const FAR = 1e6 // cells, to the edge
const MOST_ROOM = 365 // pixels of the attention, which shares its place with the letters above it

export class HeatMap {
  #root
  #session
  #parts
  #canvas
  #frame
  #sizes
  #strip
  #follows = new Follows()
  #attention
  /** @type {Source} */
  #source = this.#follows
  #characters = ''
  /** @type {Cell} where the arrow keys are */
  #chosen = { row: 0, column: 0 }
  #picked = false // by the reader
  /** @type {Cell | undefined} under the pointer */
  #hovered

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {Session} session */
  constructor(host, root, session) {
    this.#root = root
    this.#session = session
    const part = (/** @type {string} */ id) => find(root, id, HTMLElement)
    const parts = this.#parts = {
      box: part('table'), scroller: part('table-scroller'), cells: part('table-cells'), rows: part('table-rows'), columns: part('table-columns'),
      mark: part('table-mark'), rowTag: part('table-row'), columnTag: part('table-column'),
    }
    this.#attention = new Attention(session)
    this.#canvas = new HeatCanvas(host, /** @type {any} */ (parts))
    this.#frame = onFrame(parts.box, () => this.#draw())
    this.#strip = new Strip(part('strip'), (position, chosen) => this.#pointLetter(position, chosen))
    this.#sizes = new ResizeObserver(() => this.layOut())
    this.#sizes.observe(parts.scroller)
    parts.cells.addEventListener('pointermove', (event) => this.#point(event))
    parts.cells.addEventListener('pointerdown', (event) => this.#point(event, true))
    parts.cells.addEventListener('pointerleave', () => this.#hover(undefined))
    parts.box.addEventListener('keydown', (event) => this.#key(event))
    parts.scroller.addEventListener('scroll', () => this.#show())
    for (const counted of [false, true]) part(counted ? 'show-counted' : 'show-learned').addEventListener('click', () => this.#showCounted(counted))
    for (const name of /** @type {const} */ (['layer', 'head'])) {
      const choice = find(root, name, HTMLSelectElement)
      choice.addEventListener('change', () => {
        this.#attention[name] = choice.selectedIndex
        this.refresh().catch(() => {}) // the session tells what is wrong with a trainer
      })
    }
  }

  visible() { return this.#frame.visible() }

  /** Asks the trainer for the table as it is now. */
  async refresh() {
    const { trainer } = this.#session
    if (!trainer) return
    const source = trainer.info.heads > 0 ? this.#attention : this.#follows
    await source.refresh(trainer)
    if (trainer !== this.#session.trainer) return
    const characters = source.characters.join('')
    if (source !== this.#source || characters !== this.#characters) this.#begin(source, characters)
    if (!this.#picked) this.#chosen = source.example
    this.repaint()
  }

  /** Sizes, labels and colours anew. */
  layOut() {
    const { clientWidth } = this.#parts.scroller
    this.#canvas.layOut(this.#source.characters, this.#source === this.#attention ? Math.min(MOST_ROOM, clientWidth) : clientWidth)
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

  /** Another table, or other characters. @param {Source} source @param {string} characters */
  #begin(source, characters) {
    this.#source = source
    this.#characters = characters
    this.#picked = false
    this.#hovered = undefined
    const attends = source === this.#attention
    const { layers = 0, heads = 0 } = this.#session.trainer?.info ?? {}
    for (const [id, shown] of /** @type {[string, boolean][]} */ ([['tables', !attends], ['heads', attends], ['strip', attends]])) {
      find(this.#root, id, HTMLElement).hidden = !shown
    }
    number(find(this.#root, 'layer', HTMLSelectElement), layers, this.#attention.layer)
    number(find(this.#root, 'head', HTMLSelectElement), heads, this.#attention.head)
    for (const [id, text] of [['table-title', source.title], ['table-note', source.note], ['table-axes', source.axes]]) say(find(this.#root, id, HTMLElement), text)
    this.layOut()
  }

  #draw() {
    this.#canvas.paint(this.#source.shares)
    this.#show()
  }

  #show() {
    const cell = this.#hovered ?? this.#chosen
    const { characters, shares } = this.#source
    if (characters[cell.row] === undefined || characters[cell.column] === undefined) return
    this.#mark(cell)
    const [sentence, aside] = this.#source.sentences(cell)
    say(find(this.#root, 'table-learned', HTMLElement), `${sentence};`)
    say(find(this.#root, 'table-counted', HTMLElement), aside)
    if (this.#source === this.#attention) this.#strip.draw(characters, shares, cell.row)
  }

  /** @param {Cell} at */
  #mark({ row, column }) {
    const { mark, rowTag, columnTag, scroller } = this.#parts
    const { cell, margin } = this.#canvas
    const [x, y] = [margin + column * cell, margin + row * cell]
    mark.hidden = false
    Object.assign(mark.style, { left: `${x}px`, top: `${y}px`, width: `${cell}px`, height: `${cell}px` })
    rowTag.style.top = `${y + cell / 2}px`
    rowTag.style.left = `${scroller.scrollLeft + margin / 2}px` // beside its row wherever that is scrolled to
    columnTag.style.left = `${x + cell / 2}px`
    rowTag.textContent = sign(this.#source.characters[row])
    columnTag.textContent = sign(this.#source.characters[column])
  }

  /** @param {Cell} cell */
  #pick(cell) {
    this.#chosen = cell
    this.#picked = true
  }

  /** @param {Cell | undefined} cell */
  #hover(cell) {
    this.#hovered = cell
    this.#show()
  }

  /** @param {PointerEvent} event @param {boolean} [choose] */
  #point(event, choose = false) {
    const { left, top } = this.#parts.cells.getBoundingClientRect()
    const size = this.#source.characters.length
    const at = (/** @type {number} */ offset) => Math.max(0, Math.min(size - 1, Math.floor(offset / this.#canvas.cell)))
    const cell = { row: at(event.clientY - top), column: at(event.clientX - left) }
    if (choose) this.#pick(cell)
    if (event.pointerType === 'mouse' || choose) this.#hover(event.pointerType === 'mouse' ? cell : undefined)
  }

  /** @param {number | undefined} position of a letter @param {boolean} choose */
  #pointLetter(position, choose) {
    const cell = position === undefined ? undefined : this.#attention.strongest(position)
    if (choose && cell) this.#pick(cell)
    this.#hover(cell)
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -FAR], End: [0, FAR], PageUp: [-FAR, 0], PageDown: [FAR, 0] }
    const [down, right] = moves[/** @type {keyof typeof moves} */ (event.key)] ?? []
    if (down === undefined || right === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const within = (/** @type {number} */ index) => Math.max(0, Math.min(this.#source.characters.length - 1, index))
    this.#pick({ row: within(this.#chosen.row + down), column: within(this.#chosen.column + right) })
    this.#hover(undefined)
    this.#parts.mark.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    say(find(this.#root, 'table-spoken', HTMLElement), this.#source.sentences(this.#chosen).join('; '))
  }

  /** @param {boolean} counted */
  #showCounted(counted) {
    this.#follows.counted = counted
    this.repaint()
    find(this.#root, 'show-counted', HTMLElement).setAttribute('aria-pressed', String(counted))
    find(this.#root, 'show-learned', HTMLElement).setAttribute('aria-pressed', String(!counted))
  }
}

/** Fills a choice with 1 to `count`. @param {HTMLSelectElement} choice @param {number} count @param {number} chosen */
function number(choice, count, chosen) {
  if (choice.length !== count) choice.replaceChildren(...Array.from({ length: count }, (_, i) => new Option(String(i + 1))))
  choice.selectedIndex = chosen
}
