// Where all heads look, at a glance; one of them large, and beside it what it would look at were its scores divided by another number.
import { build, find, say } from '../kit/dom.js'
import { letter, lightLetter } from './letters.js'
import { cells, paint } from './picture.js'
import { ranked } from '../../experiment/ranked.js'
import { asIfScaledBy } from '../../experiment/trace-reading.js'

/** @typedef {import('../../experiment/trace-reading.js').Reading} Reading */
/** @typedef {import('../../experiment/trace-way.js').Heads} Heads */
/** @typedef {import('../../experiment/trace-way.js').Way} Way */
/** @typedef {import('../../locales/en-inside.js').InsideStrings} InsideStrings */
/** What scores are divided by the root of, and what else they might be. @typedef {{ used: { root: string }, other: { root: string, size: number } }} Scale */

const NAMED = 3 // characters that are looked at most

export class HeadMaps {
  #root
  #words
  #spotlight
  #palette
  /** @type {Heads[]} */
  #layers = []
  /** @type {Scale | undefined} */
  #scale
  /** @type {Reading | undefined} */
  #reading

  /** @param {ParentNode} root @param {InsideStrings} words @param {import('./spotlight.js').Spotlight} spotlight @param {import('./picture.js').Palette} palette */
  constructor(root, words, spotlight, palette) {
    this.#root = root
    this.#words = words
    this.#spotlight = spotlight
    this.#palette = palette
    const glance = find(root, 'inside-glance')
    const headOf = (/** @type {Event} */ { target }) => {
      const button = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest('button')) : null
      return button ? { layer: Number(button.dataset.layer), head: Number(button.dataset.head) } : undefined
    }
    glance.addEventListener('click', (event) => spotlight.move({ head: headOf(event) ?? spotlight.head, pointed: undefined }))
    glance.addEventListener('focusin', (event) => spotlight.move({ pointed: headOf(event) }))
    glance.addEventListener('focusout', () => spotlight.move({ pointed: undefined }))
    find(root, 'inside-as-if').addEventListener('change', () => this.#drawLarge())
  }

  /** The layer and head that are lit, of this model. */
  get lit() { return this.#layers[this.#spotlight.lit.layer] }

  /** Another model. @param {Way} way @param {Scale | undefined} scale */
  begin({ heads }, scale) {
    this.#layers = heads
    this.#scale = scale
    const { layerName, headNamed } = this.#words
    const twoSided = heads.some(({ rows }) => rows === 'line')
    find(this.#root, 'inside-glance').replaceChildren(...heads.map(({ layer, block, names, rows, columns }, i) => {
      const name = (!twoSided ? layerName.sa : layer === 'ca' ? layerName.ca : layerName[rows])(block + 1)
      const row = Object.assign(document.createElement('div'), { className: 'layer' })
      row.append(build(`<span>${name}</span>`), ...names.map((_, head) => {
        const button = Object.assign(document.createElement('button'), { type: 'button' })
        button.setAttribute('aria-label', headNamed(name, head + 1))
        button.append(cells({ layer: String(i), heads: String(names.length), head: String(head), rows, columns }, ['at', 'over-column']))
        Object.assign(button.dataset, { layer: i, head })
        return button
      }))
      return row
    }))
    for (const id of ['inside-compare', 'inside-other']) find(this.#root, id).hidden = !scale
    if (!scale) return
    say(find(this.#root, 'inside-compare-text'), this.#words.compare(scale.other.root))
    say(find(this.#root, 'inside-train-with'), this.#words.trainWith(scale.other.root))
  }

  /** All at a glance; what is large comes with what is lit. @param {Reading} reading */
  draw(reading) {
    this.#reading = reading
    const pictures = find(this.#root, 'inside-glance').querySelectorAll('.cells')
    const names = this.#layers.flatMap((one) => one.names)
    names.forEach((name, i) => paint(pictures[i], reading.values(`${name}.softmax`), reading.own.length, this.#palette.of('shares'), 0))
  }

  /** How much the head that is lit looks at each character, from the one that is followed. */
  get looks() {
    const row = this.#row
    return row === undefined ? undefined : this.#reading?.row(`${this.#lit.name}.softmax`, row)
  }

  get #lit() {
    const { layer, head } = this.#spotlight.lit
    const heads = this.#layers[layer]
    return { ...heads, name: heads.names[head] }
  }

  /** Of an encoder, only a character of the line that is pointed at looks at others. */
  get #row() {
    const { at, over } = this.#spotlight
    return this.#lit.rows === 'own' ? at : over?.sequence === 'line' ? over.index : undefined
  }

  #drawLarge() {
    const reading = this.#reading
    if (!reading) return
    const { name, causal, rows, columns } = this.#lit
    const count = reading.own.length
    const asIf = Boolean(this.#scale) && find(this.#root, 'inside-as-if', HTMLInputElement).checked
    find(this.#root, 'inside-other').hidden = !asIf
    this.#drawOne('inside-used', reading.values(`${name}.softmax`), this.#scale ? this.#words.asItIs(this.#scale.used.root) : '')
    if (asIf && this.#scale) {
      const { size, root } = this.#scale.other
      this.#drawOne('inside-other', asIfScaledBy(reading.values(`${name}.scores`), count, size, causal), this.#words.asIf(root))
    }
    for (const box of this.#letters) {
      const sequence = box.classList.contains('down') ? rows : columns
      letter(box, reading[sequence], sequence, sequence === 'own' ? this.#spotlight.at : undefined)
    }
    this.#read(reading)
  }

  get #letters() { return /** @type {NodeListOf<HTMLElement>} */ (find(this.#root, 'inside-large').querySelectorAll('.along, .down')) }

  /** @param {string} id @param {Float32Array} shares @param {string} caption */
  #drawOne(id, shares, caption) {
    const figure = find(this.#root, id)
    const { layer, head } = this.#spotlight.lit
    const { rows, columns } = this.#lit
    const picture = /** @type {HTMLElement} */ (figure.querySelector('.cells'))
    Object.assign(picture.dataset, { layer, head, rows, columns })
    paint(picture, shares, Math.sqrt(shares.length), this.#palette.of('shares'), 0)
    const title = figure.querySelector('figcaption')
    if (title) say(title, caption)
  }

  /** Says what is seen. @param {Reading} reading */
  #read(reading) {
    const { rows, columns } = this.#lit
    const { layer, head } = this.#spotlight.lit
    const { over } = this.#spotlight
    const row = this.#row
    const button = find(this.#root, 'inside-glance').querySelectorAll('.layer')[layer]?.querySelectorAll('button')[head]
    say(find(this.#root, 'inside-head'), button?.getAttribute('aria-label') ?? '')
    const looks = this.looks
    let text = '\u00a0'
    if (row !== undefined && looks) {
      const from = reading[rows][row]
      const to = (/** @type {number} */ i) => /** @type {[string, number]} */ ([reading[columns][i], looks[i]])
      const most = ranked(looks).slice(0, NAMED).filter((i) => looks[i] > 0).map(to)
      text = over?.sequence === columns && rows === 'own' ? this.#words.looksAt(from, ...to(over.index)) : this.#words.looks(from, most)
    }
    say(find(this.#root, 'inside-looks'), text)
  }

  /** Another head or character is lit. */
  light() {
    const { head: { layer, head }, lit } = this.#spotlight
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (find(this.#root, 'inside-glance').querySelectorAll('button'))) {
      button.setAttribute('aria-pressed', String(Number(button.dataset.layer) === layer && Number(button.dataset.head) === head))
      button.classList.toggle('lit', Number(button.dataset.layer) === lit.layer && Number(button.dataset.head) === lit.head)
    }
    this.#drawLarge()
    for (const box of this.#letters) lightLetter(box, this.#spotlight.over)
  }
}
