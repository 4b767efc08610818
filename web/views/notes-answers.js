// "How it learns": answers to what readers of the notes ask, with the numbers of the run on the page.
import { firstCharacters } from '../experiment/corpus.js'
import { reverses } from '../experiment/expectations.js'
import { scatterOf } from './loss-chart/curve-view.js'
import { forTheEye, onChange } from './kit/changes.js'
import { build, find, say } from './kit/dom.js'
import { counted, grouped, nats, percent, plain, sign } from './kit/format.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */

const ROWS = 8 // more lines than that teach nothing new

export const NOTES_ANSWERS = `
<details class="lesson" id="lesson">
  <summary>How it learns</summary>
  <div id="chapters" class="chapters"></div>
</details>`

const CHAPTERS = `
    <article>
      <h3>One line of text, <span id="lesson-count"></span></h3>
      <p><span id="lesson-taken"></span> Every one of them but the last asks: what comes next?</p>
      <div class="scroller" tabindex="0" role="region" aria-label="Context and target of each line"><table class="triangle" id="lesson-triangle"><caption class="spoken">Context and target of each line</caption></table></div>
      <p>The filled cells are what a line may see, the framed one is the answer it must guess. Fill in all the lines and a triangle appears: this is
      the <em>mask</em>, <code>tril</code> in the notes. It hides everything to the right, so that no line can read its own answer, and one pass over the
      characters trains all lines at once. A bigram uses only the last filled cell of each line; attention uses the whole triangle.</p>
    </article>
    <article>
      <h3>What <code>F</code> is</h3>
      <p><code>torch.nn.functional</code>: functions that own nothing. <code>nn.Embedding</code> is a layer and keeps numbers that training changes:
      <span id="lesson-embedding"></span>. <code>F.softmax</code> and <code>F.cross_entropy</code> keep nothing; they only compute: scores become
      chances, and the loss is the mean of \u2212ln(chance given to the right character).</p>
      <p>Guessing among <span id="lesson-vocabulary"></span> characters costs <span id="lesson-uniform"></span>. <span id="lesson-now"></span></p>
    </article>
    <article>
      <h3>Why T is not block_size</h3>
      <p><code>block_size</code> is how long a training example is; T is the length of whatever lies on the table now. While the model trains they agree:
      a batch is B\u202f\u00d7\u202fT = <span id="lesson-batch"></span>. While it writes they do not: it starts with one character, T = 1, adds the one it has
      drawn, T = 2, and so on: 3, 4, 5, \u2026 A bigram looks at the last character only, so any T will do. A GPT has learned nothing about places
      beyond block_size, so it reads at most the last block_size characters.</p>
    </article>
    <article>
      <h3>Why a batch holds more than four lines</h3>
      <p>Four lines, as in the notes at first, are good to look at. To learn from, they are few: the step follows the average over all guesses of a batch, and
      <span id="lesson-four"></span> guesses say little about a language. <span id="lesson-more"></span></p>
      <p id="lesson-scatter"></p>
    </article>`

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

export class NotesAnswers {
  #root
  #experiment

  /** @param {ParentNode} root @param {Experiment} experiment @param {AbortSignal} signal */
  constructor(root, experiment, signal) {
    this.#root = root
    this.#experiment = experiment
    find(root, 'chapters', HTMLElement).replaceChildren(build(CHAPTERS))
    find(root, 'lesson', HTMLDetailsElement).addEventListener('toggle', () => this.#open().catch(() => {})) // the experiment tells what is wrong with a trainer
    const begin = () => { this.#begin().catch(() => {}) }
    const tick = () => this.#tick()
    onChange(experiment, { opened: begin, reset: begin, state: tick, evaluation: tick, progress: forTheEye(tick) }, signal)
    begin()
  }

  /** The text or the settings changed: other lines, other counts. */
  async #begin() {
    const { corpus, trainer } = this.#experiment
    if (!corpus || !trainer) return
    const { config, vocabularySize } = trainer.info
    const lines = Math.min(ROWS, config.blockSize)
    this.#say('count', `${NUMBERS[lines]} question${lines === 1 ? '' : 's'}`)
    this.#say('taken', reverses(this.#experiment) ? 'Take the characters of a line as the decoder writes them, backwards.' : `Take ${NUMBERS[lines + 1]} characters of the text.`)
    this.#say('vocabulary', grouped(vocabularySize))
    this.#say('uniform', `ln\u202f${grouped(vocabularySize)} = ${nats(Math.log(vocabularySize))}`)
    this.#say('batch', product(config.batchSize, config.blockSize))
    this.#say('four', `${product(4, config.blockSize)} = ${grouped(4 * config.blockSize)}`)
    this.#say('more', moreLines(config))
    const characters = await firstCharacters(corpus, lines + 1)
    find(this.#root, 'lesson-triangle', HTMLTableElement).tBodies[0]?.remove()
    find(this.#root, 'lesson-triangle', HTMLTableElement).append(triangle(reverses(this.#experiment) ? characters.reverse() : characters))
    await this.#open()
  }

  /** The lesson is looked at, or another model begins. */
  async #open() {
    this.#tick()
    const { trainer } = this.#experiment
    if (!trainer || !find(this.#root, 'lesson', HTMLDetailsElement).open) return
    const tables = trainer.info.heads > 0 ? ['token', 'position'] : ['token']
    const shapes = await Promise.all(tables.map(async (name) => (await trainer.weights(`${name}_embedding_table.weight`)).shape))
    const sum = shapes.reduce((total, [rows, columns]) => total + rows * columns, 0)
    const all = trainer.info.parameters
    this.#say('embedding', `here ${shapes.map(([rows, columns]) => product(rows, columns)).join(' + ')} = ${grouped(sum)}${sum < all ? ` of all ${grouped(all)}` : ''}`)
  }

  /** A run went on: the numbers that move. Costs nothing while the lesson is closed. */
  #tick() {
    if (!find(this.#root, 'lesson', HTMLDetailsElement).open) return
    const { curve, trainer } = this.#experiment
    const loss = curve.latest?.train
    this.#say('now', trainer && loss !== undefined ? surprise(loss, trainer.info.vocabularySize) : '')
    const scatter = scatterOf(curve)
    const { batchSize = 0, blockSize = 0 } = trainer?.info.config ?? {}
    this.#say('scatter', scatter === undefined || loss === undefined ? '' :
      `In this run a batch holds ${counted(batchSize * blockSize, 'guess', 'guesses')}, and the last losses scatter by \u00b1\u202f${nats(scatter)} around their mean, ${percent(scatter / loss)} of it.`)
  }

  /** @param {string} part @param {string} text */
  #say(part, text) { say(find(this.#root, `lesson-${part}`, HTMLElement), text) }
}

/** "32 \u00d7 8" @param {number} a @param {number} b */
const product = (a, b) => `${grouped(a)}\u202f\u00d7\u202f${grouped(b)}`

/** What the lines beyond the first four are good for. @param {import('../protocol/public.js').Config} config */
export function moreLines({ batchSize, blockSize }) {
  const guesses = `This model takes ${product(batchSize, blockSize)} = ${grouped(batchSize * blockSize)}`
  if (batchSize <= 4) return `${guesses}.`
  const times = batchSize / 4
  const root = Math.sqrt(times)
  const less = `\u221a${plain(times)} ${Number.isInteger(root) ? '=' : '\u2248'} ${plain(Number(root.toPrecision(2)))}`
  return `${guesses}, ${plain(times)} times as many: such an average scatters about ${less} times less, so each step points more truly downhill. ` +
    'A step costs more arithmetic, but all lines are computed together.'
}

/** @param {number} loss @param {number} vocabularySize */
export function surprise(loss, vocabularySize) {
  if (loss > Math.log(vocabularySize)) return `This model is at ${nats(loss)}: worse than guessing, for it is sure of wrong characters.`
  return `This model is at ${nats(loss)}: as unsure as if it chose among ${Math.exp(loss).toFixed(1)} equally likely characters.`
}

/** Line t: the characters up to t are its context, the next one is its target. @param {string[]} characters */
function triangle(characters) {
  const body = document.createElement('tbody')
  for (let t = 0; t + 1 < characters.length; t++) {
    const row = body.insertRow()
    characters.forEach((character, i) => {
      const cell = row.insertCell()
      cell.textContent = i <= t + 1 ? sign(character) : ''
      cell.className = i <= t ? (i === t ? 'context last' : 'context') : i === t + 1 ? 'target' : ''
    })
    row.insertCell().textContent = `t = ${t}, target ${sign(characters[t + 1])}`
  }
  return body
}
