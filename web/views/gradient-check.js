// "Check my gradients": the model's own gradients beside measured ones, tensor by tensor.
import { withCompleteCore } from '../experiment/complete-core.js'
import { onChange } from './kit/changes.js'
import { find, onClick, say } from './kit/dom.js'
import { inWords } from './kit/problems.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../protocol/public.js').TensorCheck} TensorCheck */
/** @typedef {import('../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {PanelStrings} strings */
export const gradientCheck = (strings) => `
<details class="lesson" part="gradients" id="gradients">
  <summary>${strings.gradients}</summary>
  <p class="prose">${strings.gradientsProse}</p>
  <p class="row"><button id="check-gradients" type="button">${strings.checkGradients}</button> <span id="gradients-status" role="status"></span></p>
  <div class="scroller" tabindex="0" role="region" aria-label="${strings.gradientsTable}"><table id="gradients-table" class="gradients" hidden></table></div>
</details>`

export class GradientCheck {
  #experiment
  #strings
  #button
  #status
  #table
  #stop = new AbortController()

  /** @param {ParentNode} root @param {Experiment} experiment @param {PanelStrings} strings @param {AbortSignal} signal */
  constructor(root, experiment, strings, signal) {
    this.#experiment = experiment
    this.#strings = strings
    this.#button = find(root, 'check-gradients', HTMLButtonElement)
    this.#status = find(root, 'gradients-status')
    this.#table = find(root, 'gradients-table', HTMLTableElement)
    onClick(root, 'check-gradients', () => this.#check())
    const forget = () => this.#forget()
    onChange(experiment, { opened: forget, reset: forget }, signal)
    signal.addEventListener('abort', forget)
  }

  /** Another model: what was checked is no more. */
  #forget() {
    this.#stop.abort()
    this.#hold(false)
    this.#table.hidden = true
    say(this.#status, '')
  }

  async #check() {
    const { trainer } = this.#experiment
    if (!trainer || this.#button.getAttribute('aria-disabled') === 'true') return
    const { signal } = this.#stop = new AbortController()
    /** @type {TensorCheck[]} */
    const tensors = []
    this.#hold(true)
    this.#show(tensors)
    say(this.#status, this.#strings.checking)
    const onProgress = (/** @type {TensorCheck} */ check) => {
      if (signal.aborted) return
      tensors.push(check)
      this.#show(tensors)
      say(this.#status, this.#strings.checkedSoFar(tensors.length))
    }
    try {
      const all = await withCompleteCore(this.#experiment, (complete) => complete.checkGradients({ signal, onProgress }))
      this.#show(all)
      say(this.#status, verdict(all, this.#strings))
    } catch (error) {
      if (signal.aborted) return
      say(this.#status, inWords(/** @type {Error} */ (error), this.#strings))
    }
    this.#hold(false)
  }

  /** Not disabled: it would lose the focus. @param {boolean} busy */
  #hold(busy) { this.#button.setAttribute('aria-disabled', String(busy)) }

  /** @param {TensorCheck[]} tensors */
  #show(tensors) {
    const { format: { grouped, exponential }, gradientHeadings, verdicts: [right, wrong] } = this.#strings
    const head = document.createElement('thead')
    for (const text of gradientHeadings) head.append(Object.assign(document.createElement('th'), { textContent: text, scope: 'col' }))
    const body = document.createElement('tbody')
    for (const { name, size, checked, largestGradient, largestError, agrees } of tensors) {
      const row = body.insertRow()
      for (const text of [name, grouped(size), grouped(checked), exponential(largestGradient), exponential(largestError), agrees ? right : wrong]) {
        row.insertCell().textContent = text
      }
    }
    this.#table.hidden = tensors.length === 0
    this.#table.replaceChildren(head, body)
  }
}

/** @param {TensorCheck[]} tensors @param {PanelStrings} strings */
function verdict(tensors, { someDiffer, allAgree }) {
  const wrong = tensors.filter(({ agrees }) => !agrees)
  if (wrong.length > 0) return someDiffer(wrong.length, tensors.length)
  return allAgree(tensors.length, tensors.reduce((sum, tensor) => sum + tensor.checked, 0))
}
