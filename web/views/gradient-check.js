// "Check my gradients": the model's own gradients beside measured ones, tensor by tensor.
import { withCompleteCore } from '../experiment/complete-core.js'
import { onChange } from './kit/changes.js'
import { find, onClick, say } from './kit/dom.js'
import { counted, grouped } from './kit/format.js'
import { inWords } from '../experiment/settings.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../protocol/public.js').TensorCheck} TensorCheck */

export const GRADIENT_CHECK = `
<details class="lesson" id="gradients">
  <summary>Are the gradients right?</summary>
  <p class="prose">Training follows gradients that were worked out by hand. They can be checked: move one weight a little up and a little down, see how much the
  loss changes, and compare.</p>
  <p class="row"><button id="check-gradients" type="button">Check my gradients</button> <span id="gradients-status" role="status"></span></p>
  <div class="scroller" tabindex="0" role="region" aria-label="Gradients, tensor by tensor"><table id="gradients-table" class="gradients" hidden></table></div>
</details>`

const HEADINGS = ['tensor', 'numbers', 'checked', 'largest gradient', 'largest difference', 'verdict']

export class GradientCheck {
  #experiment
  #button
  #status
  #table
  #stop = new AbortController()

  /** @param {ParentNode} root @param {Experiment} experiment @param {AbortSignal} signal */
  constructor(root, experiment, signal) {
    this.#experiment = experiment
    this.#button = find(root, 'check-gradients', HTMLButtonElement)
    this.#status = find(root, 'gradients-status', HTMLElement)
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
    say(this.#status, 'Checking.')
    const onProgress = (/** @type {TensorCheck} */ check) => {
      if (signal.aborted) return
      tensors.push(check)
      this.#show(tensors)
      say(this.#status, `Checking: ${counted(tensors.length, 'tensor')} so far.`)
    }
    try {
      const all = await withCompleteCore(this.#experiment, (complete) => complete.checkGradients({ signal, onProgress }))
      this.#show(all)
      say(this.#status, verdict(all))
    } catch (error) {
      if (signal.aborted) return
      say(this.#status, inWords(/** @type {Error} */ (error).message))
    }
    this.#hold(false)
  }

  /** Not disabled: it would lose the focus. @param {boolean} busy */
  #hold(busy) { this.#button.setAttribute('aria-disabled', String(busy)) }

  /** @param {TensorCheck[]} tensors */
  #show(tensors) {
    const head = document.createElement('thead')
    for (const text of HEADINGS) head.append(Object.assign(document.createElement('th'), { textContent: text, scope: 'col' }))
    const body = document.createElement('tbody')
    for (const { name, size, checked, largestGradient, largestError, agrees } of tensors) {
      const row = body.insertRow()
      for (const text of [name, grouped(size), grouped(checked), largestGradient.toExponential(1), largestError.toExponential(1), agrees ? '\u2713 agrees' : 'differs']) {
        row.insertCell().textContent = text
      }
    }
    this.#table.hidden = tensors.length === 0
    this.#table.replaceChildren(head, body)
  }
}

/** @param {TensorCheck[]} tensors */
function verdict(tensors) {
  const wrong = tensors.filter(({ agrees }) => !agrees)
  const checked = counted(tensors.reduce((sum, tensor) => sum + tensor.checked, 0), 'number')
  if (wrong.length > 0) return `${counted(wrong.length, 'tensor')} of ${tensors.length} differ from what was measured.`
  return `All ${counted(tensors.length, 'tensor')} agree with what was measured, at ${checked}.`
}
