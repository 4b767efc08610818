// The status line: one sentence about what is going on, announced politely, and what to try next.
import { onChange } from '../kit/changes.js'
import { find, say } from '../kit/dom.js'
import { inWords } from '../kit/problems.js'
import { statusOf } from './sentences.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../experiment/suggestions.js').Suggestion} Suggestion */
/** What a button says and does. @typedef {{ text: string, act: () => void, suggestion?: Suggestion }} Answer */

export const STATUS = '<div class="status" part="status"><p id="status" role="status"></p><span id="suggestions" role="group" aria-labelledby="status"></span></div>'

export class StatusLine {
  /** Until it has come, less is said. @type {import('./outcome.js').Outcome | undefined} */
  outcome
  /** What the reader is asked about, empty once that is settled. */
  question = ''
  #line
  #buttons
  #experiment
  #strings
  #invite
  #leave
  #signal

  /**
   * @param {ParentNode} root @param {Experiment} experiment @param {import('../../locales/en.js').Strings} strings
   * @param {{ invite: () => void, leave: () => void }} actions to choose another text; and where the focus goes when the button that has it goes away
   * @param {AbortSignal} signal
   */
  constructor(root, experiment, strings, { invite, leave }, signal) {
    this.#line = find(root, 'status')
    this.#buttons = find(root, 'suggestions')
    this.#experiment = experiment
    this.#strings = strings
    this.#invite = invite
    this.#leave = leave
    this.#signal = signal
    onChange(experiment, { state: () => this.showState(), settings: () => this.#showSettings() }, signal)
    if (experiment.state === 'loading') this.getReady(experiment.settings.preset)
    else this.showState()
  }

  /** What goes wrong is said, unless that is done already. @param {Promise<unknown>} command */
  async attempt(command) {
    try {
      await command
    } catch (error) {
      if (this.#experiment.state === 'error' || this.#signal.aborted) return
      this.#line.classList.add('problem')
      say(this.#line, inWords(/** @type {Error} */ (error), this.#strings))
    }
  }

  /** @param {string} preset */
  getReady(preset) { this.ask('preset', this.#strings.gettingReady(preset), {}) }

  #showSettings() {
    if (this.#experiment.state === 'loading') this.getReady(this.#experiment.settings.preset)
    else if (this.#experiment.state === 'idle' && !this.question) this.showState() // what may be guessed is another matter
  }

  showState() {
    const { state } = this.#experiment
    this.question = ''
    say(this.#line, this.outcome?.sentenceOf(this.#experiment) ?? statusOf(this.#experiment, this.#strings))
    this.#line.classList.toggle('problem', state === 'error')
    this.#offer(this.outcome?.suggestionsOf(this.#experiment).map((suggestion) => this.#answer(suggestion)) ?? [])
  }

  /** A question, with a button for each answer. @param {string} about @param {string} sentence @param {Record<string, () => void>} answers */
  ask(about, sentence, answers) {
    this.question = about
    say(this.#line, sentence)
    this.#offer(Object.entries(answers).map(([text, act]) => ({ text, act })))
  }

  /** A button that is still wanted stays where it is: it may be about to be released. @param {Answer[]} answers */
  #offer(answers) {
    const before = Array.from(this.#buttons.children)
    const pressed = this.#buttons.querySelector(':focus')
    const buttons = answers.map(({ text, act, suggestion = '' }) => {
      const button = /** @type {HTMLButtonElement} */ (before.find(({ textContent }) => textContent === text) ?? Object.assign(document.createElement('button'), { type: 'button', textContent: text }))
      button.onclick = act
      button.dataset.suggestion = suggestion
      return button
    })
    if (buttons.length !== before.length || buttons.some((button, i) => button !== before[i])) this.#buttons.replaceChildren(...buttons)
    if (pressed && !pressed.matches(':focus')) this.#leave()
  }

  /** @param {Suggestion} suggestion @returns {Answer} */
  #answer(suggestion) {
    return { suggestion, text: this.outcome?.labelOf(suggestion, this.#experiment) ?? '', act: () => this.outcome && this.attempt(this.outcome.follow(suggestion, this.#experiment, this.#invite)) }
  }
}
