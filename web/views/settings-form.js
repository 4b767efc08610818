// The settings form: every value is checked where it is typed.
import { onChange } from './kit/changes.js'
import { build, find, onClick, say } from './kit/dom.js'
import { inWords, PROPERTIES } from '../experiment/settings.js'

/** @typedef {import('../experiment/settings.js').Property} Property */

/** One sentence for each field, those of the core's own table. @type {Record<string, string>} */
const HELP = {
  steps: 'How many steps to train. Can be changed at any time.',
  learningRate: 'How far one step moves the weights: too little is slow, too much never settles.',
  batchSize: 'How many pieces of text the model learns from in one step.',
  blockSize: 'How many characters long each piece is.',
  nLayer: 'How many blocks stand one on the other.',
  nHead: 'How many heads look back, each with its own eyes.',
  nEmbd: 'How many numbers describe a character while the model thinks.',
  dropout: 'Which share of the numbers is forgotten at random, against learning by heart.',
  activation: 'The bend between the two layers of the feed-forward part.',
  attentionScale: 'Scores are divided by the square root of this: the first in the lecture\u2019s code, the second in the paper.',
  warmupSteps: 'Over how many steps the learning rate rises from zero.',
  decaySteps: 'Until which step the learning rate falls along a cosine; 0 means it stays.',
  minLearningRate: 'Where the fall of the learning rate ends.',
  beta2: 'How long AdamW remembers the size of the gradients.',
  weightDecay: 'How strongly weights are pulled towards zero.',
  decayed: 'Which weights are pulled.',
  gradClip: 'Longer gradients are shortened to this; 0 leaves them.',
  workers: 'How many train together, each with its share of a batch; \u201cauto\u201d tries what is fastest. A run that goes on keeps its own.',
  seed: 'Starts the random numbers; the same seed gives the same run, to the bit.',
}

const FIELDS = PROPERTIES.filter(({ inForm }) => inForm)

/** @param {Property} property */
const field = ({ name, label, initial, restarts, attends, choices }) => `
  <div class="field"${attends ? ' data-attends hidden' : ''}>
    <label for="${name}">${label}</label>
    ${choices ? `<select id="${name}">${choices.map((word) => `<option value="${word}">${word}</option>`).join('')}</select>`
    : `<input id="${name}" value="${initial}" inputmode="decimal" autocomplete="off" spellcheck="false" aria-describedby="${name}-help ${name}-problem">`}
    <p class="problem" id="${name}-problem" role="alert"></p>
    <p class="tip" id="${name}-help">${HELP[name]}${restarts ? ' A change needs a new start.' : ''}</p>
  </div>`

const FORM = `
  <div class="fields">${FIELDS.map(field).join('')}</div>
  <p class="row">
    <button id="save" type="button">Save the model</button>
    <button id="open-checkpoint" type="button">Open a saved model\u2026</button>
    <button id="initial" type="button">Back to the defaults</button>
    <input id="checkpoint-file" type="file" accept=".safetensors" hidden>
  </p>
  <p id="checkpoint-problem" class="problem" role="alert"></p>`

export class SettingsForm {
  #root
  #experiment

  /** @param {ParentNode} root @param {import('../experiment/experiment.js').Experiment} experiment @param {AbortSignal} signal */
  constructor(root, experiment, signal) {
    this.#root = root
    this.#experiment = experiment
    const form = find(root, 'settings', HTMLFormElement)
    form.replaceChildren(build(FORM))
    form.addEventListener('submit', (event) => event.preventDefault())
    for (const property of FIELDS) {
      const input = this.#input(property)
      input.addEventListener('change', () => experiment.applyTexts(new Map([[property.name, input.value]])))
    }
    onClick(root, 'initial', () => experiment.applyTexts(new Map(FIELDS.map(({ name }) => [name, null]))))
    onChange(experiment, { settings: () => this.#show() }, signal)
    this.#show()
  }

  /** Fills the fields; one that holds a refused value keeps it, for nothing typed is lost. */
  #show() {
    const { settings: { values }, refused } = this.#experiment
    for (const part of this.#root.querySelectorAll('[data-attends]')) /** @type {HTMLElement} */ (part).hidden = values.model === 'bigram'
    for (const property of FIELDS) {
      const input = this.#input(property)
      const { sentence = '', text = String(values[property.name]) } = refused.get(property.name) ?? {}
      if (input.value !== text) input.value = text
      input.setAttribute('aria-invalid', String(sentence !== ''))
      say(find(this.#root, `${property.name}-problem`, HTMLElement), sentence && inWords(sentence))
    }
  }

  /** @param {Property} property @returns {HTMLInputElement | HTMLSelectElement} */
  #input({ name, choices }) { return choices ? find(this.#root, name, HTMLSelectElement) : find(this.#root, name, HTMLInputElement) }
}
