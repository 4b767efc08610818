// The way of a character down through the model, part by part. What is closed is not drawn, nor, while it trains, what is far away.
import { build } from '../kit/dom.js'
import { largest } from './picture.js'
import { showSaid } from './says.js'
import { Stage } from './stage.js'

/** @typedef {import('../../experiment/trace-reading.js').Reading} Reading */
/** @typedef {import('../../experiment/trace-way.js').Part} TracedPart */
/** @typedef {import('../../experiment/trace-way.js').Section} Section */
/** @typedef {import('../../experiment/trace-way.js').Way} TracedWay */
/** @typedef {import('./stage.js').Kit} Kit */
/** `inner`: those that stand within what can be closed, which are made when it is first opened. @typedef {{ part: TracedPart, element: HTMLElement, stages: Stage[], inner: Stage[], details?: HTMLDetailsElement, said?: HTMLElement }} Shown */

const NEAR = '300px' // from what the reader sees
const BUDGET = 8 // milliseconds of a frame
const SAID = 3 // characters after a block
const SAID_LAST = 10

/** @param {string} title @param {string} term */
const heading = (title, term) => `<span class="name"><b>${title}</b> <i>${term}</i></span>`
/** @param {HTMLElement} box @param {string} selector of details */
const openIn = (box, selector) => Array.from(/** @type {NodeListOf<HTMLDetailsElement>} */ (box.querySelectorAll(selector)), ({ open }) => open)
/** @param {string} label */
const saidList = (label) => `<div class="said"><p>${label}</p><ol></ol></div>`

export class Way {
  #box
  #kit
  /** @type {Shown[]} */
  #shown = []
  /** @type {Set<Element>} */
  #near = new Set()
  #observer
  /** @type {{ reading: Reading, at: number } | undefined} */
  #drawn
  /** What is to be drawn in this frame and the next ones. @type {Set<Shown>} */
  #waiting = new Set()
  #frame = 0

  /** @param {HTMLElement} box @param {TracedWay} way @param {Kit} kit */
  constructor(box, way, kit) {
    this.#box = box
    this.#kit = kit
    this.#observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) this.#near[isIntersecting ? 'add' : 'delete'](target)
      this.#drawNear(new Set(entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target)))
    }, { rootMargin: NEAR })
    const blocks = way.parts.filter(({ kind }) => kind === 'block').length
    let block = 0
    this.#shown = way.parts.map((part) => this.#show(part, way, part.kind === 'block' ? ++block : 0, blocks))
    box.classList.toggle('streams', way.parts.some(({ logits }) => logits))
    const [openBlocks, opened] = [openIn(box, '.block'), openIn(box, 'details')]
    box.replaceChildren(...this.#shown.map(({ element }) => element))
    const closable = this.#shown.filter(({ details }) => details)
    closable.forEach((shown, i) => {
      Object.assign(shown.details ?? {}, openBlocks.length === closable.length && { open: openBlocks[i] })
      this.#fillBlock(shown, way)
    })
    const made = box.querySelectorAll('details')
    if (made.length === opened.length) made.forEach((details, i) => { details.open = opened[i] }) // the same parts with other settings
    for (const { element } of this.#shown) this.#observer.observe(element)
  }

  stop() {
    this.#observer.disconnect()
    cancelAnimationFrame(this.#frame)
  }

  /** @param {TracedPart} part @param {TracedWay} way @param {number} block its number @param {number} blocks in all @returns {Shown} */
  #show(part, way, block, blocks) {
    const { words } = this.#kit
    const element = Object.assign(document.createElement('section'), { className: `part ${part.kind}` })
    if (part.kind !== 'block') {
      const sections = part.sections.map((section) => this.#sectionOf(section, way))
      const stages = sections.flatMap((one) => one.stages)
      const label = part.kind === 'end' ? saidList(words.says) : ''
      const title = words[part.kind]
      element.append(build(`<h4>${title}</h4>`), ...sections.map((one) => one.element), build(label))
      return { part, element, stages, inner: [], said: element.querySelector('ol') ?? undefined }
    }
    element.append(build(`<details class="block"><summary>${heading(words.block(block, blocks), words.blockTerm(block))}</summary></details><div class="after">${part.logits ? saidList(words.saysNow) : ''}</div>`))
    const details = /** @type {HTMLDetailsElement} */ (element.firstElementChild)
    const end = part.sections[part.sections.length - 1]
    const outcome = this.#sectionOf({ ...end, stages: end.stages.slice(-1) }, way, end).stages // which is seen while the block is closed, too
    element.querySelector('.after')?.prepend(outcome[0].element)
    const shown = { part, element, stages: outcome, inner: /** @type {Stage[]} */ ([]), details, said: element.querySelector('ol') ?? undefined }
    details.addEventListener('toggle', () => {
      this.#fillBlock(shown, way)
      this.#drawNear(new Set([element]))
      this.light(this.#kit.spotlight.lit)
    })
    details.open = block === 1
    return shown
  }

  /** What is in a block, once it is open. @param {Shown} shown @param {TracedWay} way */
  #fillBlock(shown, way) {
    const { part, details, inner } = shown
    if (!details?.open || inner.length > 0) return
    const last = part.sections.length - 1
    const sections = part.sections.map((section, i) => this.#sectionOf(i < last ? section : { ...section, stages: section.stages.slice(0, -1) }, way))
    details.append(...sections.map((one) => one.element))
    shown.inner = sections.flatMap((one) => one.stages)
  }

  /** A sublayer, or a part of a `whole` one. @param {Section} section @param {TracedWay} way @param {Section} [whole] */
  #sectionOf({ layer, stages, heads }, way, whole) {
    const element = Object.assign(document.createElement('div'), { className: `section ${layer}` })
    if (layer !== '') element.append(build(`<h4>${heading(...this.#kit.words.layer[layer])}</h4>`))
    const norm = layer === '' ? undefined : (whole?.stages ?? stages).find(({ kind }) => kind === 'norm')?.tensors[0].split('.').pop()
    const around = { of: layer, norm, heads: heads === undefined ? undefined : way.heads[heads], layer: heads ?? -1 }
    const made = stages.map((stage) => new Stage(stage, this.#kit, around))
    element.append(...made.map((stage) => stage.element))
    return { element, stages: made }
  }

  /** @param {Reading} reading @param {number} at the character @param {boolean} everywhere or only near what the reader sees */
  draw(reading, at, everywhere) {
    this.#drawn = { reading, at }
    this.#drawNear(everywhere ? new Set(this.#shown.map(({ element }) => element)) : this.#near)
  }

  /** @param {Set<Element>} elements of parts */
  #drawNear(elements) {
    for (const shown of this.#shown) if (elements.has(shown.element)) this.#waiting.add(shown)
    this.#drawWaiting(BUDGET)
  }

  /** As many as there is time for, at least one; the others in the next frame. @param {number} budget in milliseconds */
  #drawWaiting(budget) {
    cancelAnimationFrame(this.#frame)
    if (!this.#drawn) return
    const began = performance.now()
    const { reading, at } = this.#drawn
    const line = this.#shown.flatMap(({ stages, inner }) => [...inner, ...stages]).filter(({ traced: { kind } }) => kind === 'sum' || kind === 'residual')
    const most = largest(line.map(({ traced: { tensors } }) => reading.row(tensors[0], at))) // one scale all the way, so that it is seen to grow
    for (const shown of this.#waiting) {
      this.#waiting.delete(shown)
      this.#drawPart(shown, reading, at, most)
      if (performance.now() - began > budget) break
    }
    if (this.#waiting.size > 0) this.#frame = requestAnimationFrame(() => this.#drawWaiting(budget))
  }

  /** At once, for a printer that waits for nothing. */
  finish() { this.#drawWaiting(Infinity) }

  /** @param {Shown} shown @param {Reading} reading @param {number} at @param {number} most */
  #drawPart({ part, stages, inner, details, said }, reading, at, most) {
    for (const stage of details?.open ? [...inner, ...stages] : stages) {
      stage.draw(reading, at, stage.traced.kind === 'residual' || stage.traced.kind === 'sum' ? most : undefined)
    }
    if (said) showSaid(said, part.logits ? reading.said(part.logits, at, SAID) : reading.saidLast(at, SAID_LAST), this.#kit.words.percent)
  }

  /** Of the head that is lit. @param {import('./spotlight.js').Head} lit */
  light({ layer, head }) {
    for (const picture of /** @type {NodeListOf<HTMLElement>} */ (this.#box.querySelectorAll('.cells[data-layer]'))) {
      const isOf = Number(picture.dataset.layer) === layer
      picture.classList.toggle('lit', isOf && (picture.dataset.head === undefined || Number(picture.dataset.head) === head))
      if (isOf) picture.style.setProperty('--head', String(head))
    }
  }

  /** The tables that show one head. */
  fill() { for (const { stages, inner } of this.#shown) for (const stage of [...inner, ...stages]) stage.fill() }
}
