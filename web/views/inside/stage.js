// A stage of the way: a small picture with its name, which opens to its numbers.
import { build } from '../kit/dom.js'
import { fill } from './numbers.js'
import { cells, largest, paint } from './picture.js'
import { beside, joined, tableOf } from './stage-numbers.js'
import { formOf } from '../../experiment/trace-way.js'

/** @typedef {import('../../experiment/trace-reading.js').Reading} Reading */
/** @typedef {import('../../experiment/trace-way.js').Heads} Heads */
/** @typedef {import('../../experiment/trace-way.js').Stage} Traced */
/**
 * What all stages share: `number` writes one with three decimals, `short` with one, `scaledBy` is the root that scores are divided by, in words and as the lecture's code has it.
 * @typedef {{ words: import('../../locales/en-inside.js').InsideStrings, palette: import('./picture.js').Palette, spotlight: import('./spotlight.js').Spotlight, number: (value: number) => string, short: (value: number) => string, gelu: boolean, scaledBy: { root: string, code: string } }} Kit
 */
/** Where a stage stands: in which sublayer, behind which norm, with which heads at which place. @typedef {{ of: string, norm?: string, heads?: Heads, layer: number }} Around */

const NOTHING = 1e-9 // instead of a largest value of 0

/** @param {string} plain @param {string} term @param {string} code @param {string} label of its numbers, which no other has */
const template = (plain, term, code, label) => `<details class="stage">
  <summary><span class="name"><b>${plain}</b> <i>${term}</i> <code>${code}</code></span><span class="picture" aria-hidden="true"></span><span class="range" aria-hidden="true"></span></summary>
  <p class="what"></p><div class="scroller" tabindex="0" role="region" aria-label="${label}"><table class="numbers-of"></table></div></details>`

export class Stage {
  /** @type {HTMLDetailsElement} */
  element
  traced
  heads
  #kit
  #form
  /** @type {Reading | undefined} */
  #reading

  /** @param {Traced} traced @param {Kit} kit @param {Around} around */
  constructor(traced, kit, around) {
    this.traced = traced
    this.heads = around.heads
    this.#kit = kit
    this.#form = formOf(traced.kind)
    const [plain, term] = kit.words.stage[traced.kind]
    const named = traced.kind === 'bend' && kit.gelu ? 'GELU' : term
    const markup = template(plain, named, codeOf(traced, kit, around), kit.words.numbersNamed(plain, traced.tensors[0]))
    this.element = /** @type {HTMLDetailsElement} */ (build(markup).firstElementChild)
    Object.assign(this.element.dataset, { kind: traced.kind, form: this.#form })
    this.element.addEventListener('toggle', () => this.fill())
    const picture = /** @type {HTMLElement} */ (this.element.querySelector('.picture'))
    picture.style.setProperty('--heads', String(traced.tensors.length))
    picture.append(...this.#pictures(around))
  }

  /** One; of what each two characters have in common, one of each head. @param {Around} around */
  #pictures({ heads, layer }) {
    const { tensors: { length } } = this.traced
    if (!heads) return [cells(this.#form === 'vectors' ? { rows: 'line' } : {}, this.#form === 'vectors' ? ['over-row'] : [])]
    const { rows, columns } = heads
    const ofHeads = { layer: String(layer), heads: String(length) }
    if (this.#form === 'pairs') return this.traced.tensors.map((_, head) => cells({ ...ofHeads, head: String(head), rows, columns }, ['at', 'over-row', 'over-column']))
    const sections = ['query', 'key', 'value', 'out'].includes(this.traced.kind) ? ofHeads : {}
    return [cells(this.#form === 'vectors' ? { ...sections, rows: columns } : sections, this.#form === 'vectors' ? ['over-row', 'head'] : ['head'])]
  }

  /** @param {Reading} reading @param {number} at the character @param {number} [most] the value of the strongest colour */
  draw(reading, at, most) {
    this.#reading = reading
    const { kind, tensors } = this.traced
    const { palette, short } = this.#kit
    const areShares = kind === 'softmax' || kind === 'shares'
    const shown = tensors.map((name) => (this.#form === 'vector' ? reading.row(name, at) : reading.values(name)))
    const strongest = areShares ? 0 : most ?? largest(shown)
    this.#paint(reading, shown, palette.of(areShares ? 'shares' : 'values'), areShares ? 0 : strongest || NOTHING)
    const range = /** @type {HTMLElement} */ (this.element.querySelector('.range'))
    range.textContent = areShares ? '' : `\u00b1${short(strongest)}`
    this.fill()
  }

  /** @param {Reading} reading @param {Float32Array[]} shown @param {Uint32Array} shades @param {number} most */
  #paint(reading, shown, shades, most) {
    const pictures = this.element.querySelectorAll('.cells')
    const count = reading.own.length
    if (this.#form === 'pairs') return shown.forEach((values, i) => paint(pictures[i], values, count, shades, most))
    const isVector = this.#form === 'vector'
    const alphabet = this.traced.kind === 'logits' || this.traced.kind === 'shares'
    const whole = shown.length * shown[0].length / (isVector ? 1 : count)
    const columns = alphabet ? whole : Math.min(reading.width, whole) // what is wider than the line stands in several rows
    paint(pictures[0], isVector ? joined(shown) : beside(shown, count), columns, shades, most)
    this.element.style.setProperty('--rows', String(isVector ? Math.ceil(whole / columns) : count))
  }

  /** The table, which costs nothing while it is closed. */
  fill() {
    const reading = this.#reading
    if (!reading || !this.element.open) return
    const { words, gelu, scaledBy, spotlight, number } = this.#kit
    const { kind, tensors } = this.traced
    const size = tensors.length * reading.row(tensors[0], 0).length
    const what = /** @type {HTMLElement} */ (this.element.querySelector('.what'))
    what.textContent = words.what({ size, scaledBy: scaledBy.root, gelu, across: this.heads?.columns === 'line' })[kind]
    const { caption, numbers } = tableOf(this.traced, reading, { words, number, at: spotlight.at, head: spotlight.head.head, line: this.heads?.columns === 'line' })
    fill(/** @type {HTMLTableElement} */ (this.element.querySelector('table')), caption, numbers)
  }
}

/** The lecture's lines for what is no module of its own. @type {Record<string, string>} */
const LINES = {
  sum: 'tok_emb + pos_emb', scores: 'q @ k.transpose(-2, -1)', masked: 'wei.masked_fill(tril == 0, -inf)', softmax: 'F.softmax(wei, -1)', out: 'wei @ v', shares: 'F.softmax(logits, -1)',
}

/** The name of its module in PyTorch, one for those of all heads; else a line of code. @param {Traced} traced @param {Kit} kit @param {Around} around */
function codeOf({ kind, tensors }, { scaledBy }, { of, norm }) {
  if (kind === 'scaled') return `wei * ${scaledBy.code}**-0.5`
  if (kind === 'residual') return `x + ${of}(${norm ? `${norm}(x)` : 'x'})`
  return LINES[kind] ?? (tensors.length > 1 ? tensors[0].replace(/heads\.\d+/, 'heads.*') : tensors[0])
}
