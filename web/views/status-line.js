// The status line: one sentence about what is going on, announced politely, and what to try next.
import { find, say } from './kit/dom.js'
import { milestone, statusOf } from './status-sentences.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../experiment/suggestions.js').Suggestion} Suggestion */

const PATIENCE = 2000 // milliseconds: milestones that come faster would only be chatter

export class StatusLine {
  /** Until it has come, less is said. @type {typeof import('../experiment/suggestions.js') | undefined} */
  outcome
  /** What the reader is asked, empty once that is settled. */
  question = ''
  #root
  #line
  #suggestions
  #experiment
  #follow
  #quarter = 0
  #saidAt = 0

  /** @param {ShadowRoot} root @param {Experiment} experiment @param {(suggestion: Suggestion) => void} follow */
  constructor(root, experiment, follow) {
    this.#root = root
    this.#line = find(root, 'status', HTMLElement)
    this.#suggestions = find(root, 'suggestions', HTMLElement)
    this.#experiment = experiment
    this.#follow = follow
  }

  showState() {
    const { state, step, target } = this.#experiment
    this.question = ''
    this.#quarter = Math.floor(4 * step / target)
    this.#say((this.outcome?.sentenceOf ?? statusOf)(this.#experiment))
    this.#line.classList.toggle('problem', state === 'error')
    this.#offer(this.outcome?.suggestionsOf(this.#experiment).map((suggestion) => this.#button(suggestion)) ?? [])
  }

  /** A question, with a button for each answer. @param {string} sentence @param {Record<string, () => void>} answers */
  ask(sentence, answers) {
    this.question = sentence
    this.#say(sentence)
    this.#offer(Object.entries(answers).map(([text, act]) => button(text, act)))
  }

  /** A run went on: its quarters are worth a word, unless they follow each other too fast. */
  tick() {
    const { step, target } = this.#experiment
    const quarter = Math.floor(4 * step / target)
    if (quarter <= this.#quarter || quarter > 3) return
    this.#quarter = quarter
    if (performance.now() - this.#saidAt > PATIENCE && !this.question) this.#say(milestone(this.#experiment, quarter))
  }

  /** A reader who pressed one that goes away finds the focus at Train. @param {HTMLButtonElement[]} buttons */
  #offer(buttons) {
    const pressed = this.#suggestions.contains(this.#root.activeElement)
    this.#suggestions.replaceChildren(...buttons)
    if (pressed) find(this.#root, 'train', HTMLButtonElement).focus({ preventScroll: true })
  }

  /** @param {string} text */
  #say(text) {
    this.#saidAt = performance.now()
    say(this.#line, text)
  }

  /** @param {Suggestion} suggestion */
  #button(suggestion) {
    const made = button(this.outcome?.labelOf(suggestion, this.#experiment) ?? '', () => this.#follow(suggestion))
    made.dataset.suggestion = suggestion
    return made
  }
}

/** @param {string} text @param {() => void} act */
function button(text, act) {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text })
  made.addEventListener('click', act)
  return made
}
