// The ladder: which model learns.
import { onChange } from '../kit/changes.js'
import { find } from '../kit/dom.js'
import { RUNGS } from '../../experiment/settings.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */

/** @param {import('../../locales/en.js').Strings} strings */
export const ladder = ({ model, rungs }) => `
<section class="ladder" part="ladder" aria-label="${model}">
  <div id="ladder-scroller" class="scroller"><div id="rungs" class="rungs" role="radiogroup" aria-label="${rungs}">${RUNGS.map((name) => `
    <label><input type="radio" name="rung" value="${name}"><span>${name}</span></label>`).join('')}
  </div></div>
  <p class="story"><span id="story"></span> <span id="facts" class="at"></span></p>
</section>`

export class ModelLadder {
  /** Tells the story of a rung, once the script for it has come. @type {((root: ParentNode, experiment: Experiment, chosen: string, pointed: string) => void) | undefined} */
  tellRung
  #root
  #experiment
  #rungs
  #scroller
  #chosen = ''
  #pointed = ''

  /** @param {ParentNode} root @param {Experiment} experiment @param {(preset: string) => void} choose @param {AbortSignal} signal */
  constructor(root, experiment, choose, signal) {
    this.#root = root
    this.#experiment = experiment
    const rungs = this.#rungs = find(root, 'rungs')
    this.#scroller = find(root, 'ladder-scroller')
    const rungAt = (/** @type {Event} */ { target }) => /** @type {Element} */ (target).closest('label')?.querySelector('input')?.value ?? ''
    rungs.addEventListener('change', (event) => choose(rungAt(event)))
    rungs.addEventListener('pointerover', (event) => this.#point(event.pointerType === 'mouse' ? rungAt(event) : ''))
    rungs.addEventListener('pointerleave', () => this.#point(''))
    onChange(experiment, { settings: () => this.show(), state: () => this.tell() }, signal)
    this.show()
    const sizes = new ResizeObserver(() => this.#reveal()) // at first, too, and when a phone is turned
    sizes.observe(this.#scroller)
    signal.addEventListener('abort', () => sizes.disconnect())
  }

  /** The rung in use, also where another one was chosen, and refused. */
  show() {
    const { preset } = this.#experiment.settings
    for (const radio of this.#rungs.querySelectorAll('input')) radio.checked = radio.value === preset
    if (this.#chosen && preset !== this.#chosen) this.#reveal()
    this.#chosen = preset
    this.tell()
  }

  /** Brings the rung in use into sight, sideways, and something of its neighbours, to go on from. scrollIntoView would move the page as well, and the page around its frame. */
  #reveal() {
    const part = this.#rungs.querySelector(':checked')?.parentElement
    if (!part) return
    const scroller = this.#scroller
    const left = part.offsetLeft - scroller.offsetLeft
    scroller.scrollLeft = Math.min(left - 48, Math.max(scroller.scrollLeft, left + part.offsetWidth + 48 - scroller.clientWidth))
  }

  /** The story, and the numbers of the rung in use. */
  tell() { this.tellRung?.(this.#root, this.#experiment, this.#chosen, this.#pointed) }

  /** @param {string} preset under the pointer */
  #point(preset) {
    this.#pointed = preset
    this.tell()
  }
}
