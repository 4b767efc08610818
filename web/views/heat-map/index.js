// A square table of shares over characters, which a pointer or the arrow keys read: of a bigram, what follows what; of a
// transformer, what it looks at.
import { Attention } from './self-attention.js'
import { CrossAttention } from './cross-attention.js'
import { find, say } from '../kit/dom.js'
import { Follows } from './bigram-table.js'
import { sign } from '../kit/characters.js'
import { onFrame } from '../kit/on-frame.js'
import { reverses } from '../../experiment/expectations.js'
import { HeatCanvas } from './canvas.js'
import { HeatCursor } from './cursor.js'
import { Strip } from './attended-text.js'
import { markTerm } from '../kit/term.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('./cursor.js').Cell} Cell */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */
/**
 * What the table shows.
 * @typedef {import('../kit/shares.js').Shares & More} Source
 * @typedef {object} More
 * @property {string} note
 * @property {string} see                           what to see in it
 * @property {import('../kit/term.js').Term} term     what it is
 * @property {Cell} example                         a cell worth reading first
 * @property {(cell: Cell) => string[]} sentences   what it says, and an aside
 * @property {(trainer: import('../../trainer/trainer.js').Trainer) => Promise<void>} refresh
 */

const MOST_ROOM = 365 // pixels of the attention, which shares its place with the letters above it

export class HeatMap {
  part = 'table'
  #root
  #experiment
  #parts
  #canvas
  #frame
  #sizes
  #laidOutIn = NaN // pixels
  #strip
  #strings
  #follows
  #attention
  #across
  /** @type {Source} */
  #source
  #characters = ''
  #cursor

  /** @param {ParentNode} root @param {Experiment} experiment @param {PanelStrings} strings @param {import('../kit/refresh-scheduler.js').RefreshScheduler} scheduler @param {AbortSignal} signal */
  constructor(root, experiment, strings, scheduler, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#strings = strings
    const part = (/** @type {string} */ id) => find(root, id)
    const parts = this.#parts = {
      box: part('table'), scroller: part('table-scroller'), cells: part('table-cells'), rows: part('table-rows'), columns: part('table-columns'),
      mark: part('table-mark'), rowTag: part('table-row'), columnTag: part('table-column'),
    }
    this.#source = this.#follows = new Follows(strings)
    this.#attention = new Attention(experiment, strings)
    this.#across = new CrossAttention(experiment, strings)
    this.#canvas = new HeatCanvas(/** @type {any} */ (parts))
    this.#frame = onFrame(parts.box, () => this.#draw())
    this.#strip = new Strip(part('strip'), (position, chosen) => this.#pointLetter(position, chosen))
    this.#sizes = new ResizeObserver(() => {
      const room = this.#room
      if (room !== this.#laidOutIn) requestAnimationFrame(() => this.#layOut()) // not at once, for that changes the height, which is observed, too
      this.#laidOutIn = room
    })
    this.#sizes.observe(parts.scroller)
    signal.addEventListener('abort', () => [this.#frame.stop(), this.#sizes.disconnect()])
    this.#cursor = new HeatCursor(parts, () => this.#source.characters.length, (by) => this.#moved(by))
    parts.scroller.addEventListener('scroll', () => this.#show())
    for (const counted of [false, true]) part(counted ? 'show-counted' : 'show-learned').addEventListener('click', () => this.#showCounted(counted))
    for (const name of /** @type {const} */ (['layer', 'head'])) {
      const choice = find(root, name, HTMLSelectElement)
      choice.addEventListener('change', () => {
        if (this.#looking) this.#looking[name] = choice.selectedIndex
        scheduler.refresh(this)
      })
    }
    scheduler.add(this)
  }

  /** What is shown. */
  get source() { return this.#source }

  /** The table in use, when it shows what a head looks at. */
  get #looking() { return this.#source instanceof Attention ? this.#source : undefined }

  visible() { return this.#frame.visible() }

  /** Asks the trainer for the table as it is now. */
  async refresh() {
    const { trainer } = this.#experiment
    if (!trainer) return
    const source = reverses(this.#experiment) ? this.#across : trainer.info.heads > 0 ? this.#attention : this.#follows
    await source.refresh(trainer)
    if (trainer !== this.#experiment.trainer) return
    const characters = source.characters.join('')
    if (source !== this.#source || characters !== this.#characters) this.#begin(source, characters)
    this.#cursor.suggest(source.example)
    this.#request()
  }

  /** Sizes, labels and colours anew. */
  #layOut() {
    this.#canvas.layOut(this.#source.rows, this.#source.characters, this.#room)
    this.#request()
  }

  get #room() { return this.#canvas.room(this.#looking ? MOST_ROOM : Infinity) }

  #request() { this.#frame.request(true) }

  /** At once, for a printer that waits for nothing. */
  repaint() {
    this.#layOut()
    this.#frame.now()
  }

  /** Another table, or other characters. @param {Source} source @param {string} characters */
  #begin(source, characters) {
    this.#source = source
    this.#characters = characters
    this.#cursor.leave()
    const looking = this.#looking
    const { layers = 0, heads = 0 } = this.#experiment.trainer?.info ?? {}
    for (const [id, shown] of /** @type {[string, unknown][]} */ ([['tables', !looking], ['heads', looking], ['strip', looking]])) find(this.#root, id).hidden = !shown
    number(find(this.#root, 'layer', HTMLSelectElement), layers, looking?.layer ?? 0)
    number(find(this.#root, 'head', HTMLSelectElement), heads, looking?.head ?? 0)
    for (const [id, text] of [['table-title', source.title], ['table-note', source.note], ['table-axes', source.axes], ['see-table', source.see]]) say(find(this.#root, id), text)
    markTerm(find(this.#root, 'table-title'), source.term)
    this.#parts.box.setAttribute('aria-label', this.#strings.tableNamed(source.title, source.axes))
    this.#layOut()
  }

  #draw() {
    this.#canvas.paint(this.#source.shares)
    this.#show()
  }

  #show() {
    const { cell } = this.#cursor
    const { characters } = this.#source
    if (characters[cell.row] === undefined || characters[cell.column] === undefined) return
    this.#mark(cell)
    const [sentence, aside] = this.#source.sentences(cell)
    say(find(this.#root, 'table-learned'), sentence)
    say(find(this.#root, 'table-counted'), aside)
    const looking = this.#looking
    if (looking) this.#strip.draw(characters, looking.looks(cell.row), looking.letterOf(cell.row))
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
    rowTag.textContent = sign(this.#source.rows[row])
    columnTag.textContent = sign(this.#source.characters[column])
  }

  /** @param {'key'} [by] */
  #moved(by) {
    this.#show()
    if (by !== 'key') return
    this.#parts.mark.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    say(find(this.#root, 'table-spoken'), this.#source.sentences(this.#cursor.cell).join(' '))
  }

  /** @param {number | undefined} position of a letter @param {boolean} choose */
  #pointLetter(position, choose) {
    const looking = this.#looking
    const cell = position === undefined ? undefined : looking?.strongest(looking.letterOf(position))
    if (choose && cell) this.#cursor.pick(cell)
    this.#cursor.hover(cell)
  }

  /** @param {boolean} counted */
  #showCounted(counted) {
    this.#follows.counted = counted
    this.#request()
    find(this.#root, 'show-counted').setAttribute('aria-pressed', String(counted))
    find(this.#root, 'show-learned').setAttribute('aria-pressed', String(!counted))
  }
}

/** Fills a choice with 1 to `count`. @param {HTMLSelectElement} choice @param {number} count @param {number} chosen */
function number(choice, count, chosen) {
  if (choice.length !== count) choice.replaceChildren(...Array.from({ length: count }, (_, i) => new Option(String(i + 1))))
  choice.selectedIndex = chosen
}
