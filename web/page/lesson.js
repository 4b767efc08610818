// "How it learns": answers to what readers of the notes ask, with the numbers of the run on the page.
import { firstCharacters } from './corpus.js'
import { find, say } from './dom.js'
import { grouped, nats, percent, sign } from './format.js'

/** @typedef {import('./session.js').Session} Session */

const ROWS = 8 // more lines than that teach nothing new

const CHAPTERS = `
    <article>
      <h3>One line of text, <span id="lesson-count">eight</span> questions</h3>
      <p>Take <span id="lesson-taken">nine</span> characters of the text. Every one of them but the last asks: what comes next?</p>
      <div class="scroller"><table class="triangle" id="lesson-triangle"><caption class="spoken">Context and target of each line</caption></table></div>
      <p>The filled cells are what a line may see, the framed one is the answer it must guess. Fill in all the lines and a triangle appears: this is
      the <em>mask</em>, <code>tril</code> in the notes. It hides everything to the right, so that no line can read its own answer, and one pass over the
      characters trains all lines at once. A bigram uses only the last filled cell of each line; attention will use the whole triangle.</p>
    </article>
    <article>
      <h3>What <code>F</code> is</h3>
      <p><code>torch.nn.functional</code>: functions that own nothing. <code>nn.Embedding</code> is a layer and keeps the <span id="lesson-parameters">4,225</span>
      numbers that training changes. <code>F.softmax</code> and <code>F.cross_entropy</code> keep nothing; they only compute: scores become chances, and the loss
      is the mean of \u2212ln(chance given to the right character).</p>
      <p>Guessing among <span id="lesson-vocabulary">65</span> characters costs ln\u202f<span id="lesson-vocabulary-again">65</span> = <span id="lesson-uniform">4.17</span>.
      This model is at <b id="lesson-loss">\u2013</b>: as unsure as if it chose among <b id="lesson-choices">\u2013</b> equally likely characters.</p>
    </article>
    <article>
      <h3>Why T is not block_size</h3>
      <p><code>block_size</code> is how long a training example is; T is the length of whatever lies on the table now. While the model trains they agree:
      a batch is B\u202f\u00d7\u202fT = <span id="lesson-batch">32 \u00d7 8</span>. While it writes they do not: it starts with one character, T = 1, adds the one it has
      drawn, T = 2, and so on: 3, 4, 5, \u2026 A bigram looks at the last character only, so any T will do. A GPT has learned nothing about places
      beyond block_size, so it reads at most the last block_size characters.</p>
    </article>
    <article>
      <h3>Why the batch grows from 4 to 32</h3>
      <p>Four lines are good to look at. To learn from, they are few: the step follows the average over all guesses of a batch, and 4\u202f\u00d7\u202f8 = 32 guesses say
      little about a language. With 32\u202f\u00d7\u202f8 = 256 there are eight times as many, and an average over eight times as many scatters about
      \u221a8 \u2248 2.8 times less, so each step points more truly downhill. A step costs more arithmetic, but all lines are computed together.</p>
      <p id="lesson-scatter"></p>
    </article>`

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

export class Lesson {
  #root
  #session

  /** @param {ShadowRoot} root @param {Session} session */
  constructor(root, session) {
    this.#root = root
    this.#session = session
    find(root, 'chapters', HTMLElement).innerHTML = CHAPTERS
    find(root, 'lesson', HTMLDetailsElement).addEventListener('toggle', () => this.tick())
  }

  /** The text or the settings changed: other lines, other counts. */
  async begin() {
    const { corpus, trainer } = this.#session
    if (!corpus || !trainer) return
    const { parameters, vocabularySize, config } = trainer.info
    const lines = Math.min(ROWS, config.blockSize)
    this.#say('count', NUMBERS[lines])
    this.#say('taken', NUMBERS[lines + 1])
    this.#say('parameters', grouped(parameters))
    this.#say('vocabulary', grouped(vocabularySize))
    this.#say('vocabulary-again', grouped(vocabularySize))
    this.#say('uniform', nats(Math.log(vocabularySize)))
    this.#say('batch', `${config.batchSize} \u00d7 ${config.blockSize}`)
    const characters = await firstCharacters(corpus, lines + 1)
    find(this.#root, 'lesson-triangle', HTMLTableElement).tBodies[0]?.remove()
    find(this.#root, 'lesson-triangle', HTMLTableElement).append(triangle(characters))
    this.tick()
  }

  /** A run went on: the numbers that move. Costs nothing while the lesson is closed. */
  tick() {
    if (!find(this.#root, 'lesson', HTMLDetailsElement).open) return
    const { curve, trainer } = this.#session
    const loss = curve.latest?.train
    this.#say('loss', nats(loss))
    this.#say('choices', loss === undefined ? '\u2013' : Math.exp(loss).toFixed(1))
    const scatter = curve.scatter()
    const { batchSize = 0, blockSize = 0 } = trainer?.info.config ?? {}
    this.#say('scatter', scatter === undefined ? '' :
      `In this run a batch holds ${grouped(batchSize * blockSize)} guesses, and the last losses scatter by \u00b1\u202f${nats(scatter)} around their mean, ${percent(scatter / (loss ?? 1))} of it.`)
  }

  /** @param {string} part @param {string} text */
  #say(part, text) { say(find(this.#root, `lesson-${part}`, HTMLElement), text) }
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
