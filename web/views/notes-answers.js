// "How it learns": answers to what readers of the notes ask, with the numbers of the run on the page.
import { firstCharacters } from '../experiment/corpus.js'
import { reverses } from '../experiment/expectations.js'
import { guessing } from '../experiment/failure.js'
import { forTheEye, onChange } from './kit/changes.js'
import { sign } from './kit/characters.js'
import { scatterOf } from './kit/curve-view.js'
import { find, say } from './kit/dom.js'

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../locales/en-panels.js').PanelStrings} PanelStrings */

const ROWS = 8 // more lines than that teach nothing new

/** A place for what changes. @param {string} part */
const span = (part) => `<span id="lesson-${part}"></span>`

/** @param {PanelStrings} strings */
export const notesAnswers = (strings) => `
<details class="lesson" part="answers" id="lesson">
  <summary>${strings.howItLearns}</summary>
  <div class="chapters">
    <article>
      <h3>${strings.oneLine(span('count'))}</h3>
      <p>${span('taken')} ${strings.everyOneAsks}</p>
      <div class="scroller" tabindex="0" role="region" aria-label="${strings.contextAndTarget}"><table class="triangle" id="lesson-triangle"><caption class="spoken">${strings.contextAndTarget}</caption></table></div>
      <p>${strings.triangle}</p>
    </article>
    <article>
      <h3>${strings.whatFIs}</h3>
      <p>${strings.functional(span('embedding'))}</p>
      <p>${strings.guessingCosts(span('vocabulary'), span('uniform'))} ${span('now')}</p>
    </article>
    <article>
      <h3>${strings.whyT}</h3>
      <p>${strings.lengthOfT(span('batch'))}</p>
    </article>
    <article>
      <h3>${strings.whyMoreLines}</h3>
      <p>${strings.fourLines(span('four'))} ${span('more')}</p>
      <p id="lesson-scatter"></p>
    </article>
  </div>
</details>`

export class NotesAnswers {
  #root
  #experiment
  #strings

  /** @param {ParentNode} root @param {Experiment} experiment @param {PanelStrings} strings @param {AbortSignal} signal */
  constructor(root, experiment, strings, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#strings = strings
    find(root, 'lesson', HTMLDetailsElement).addEventListener('toggle', () => this.#open().catch(() => {})) // the experiment tells what is wrong with a trainer
    const begin = () => { this.#begin().catch(() => {}) }
    const tick = () => this.#tick()
    onChange(experiment, { opened: begin, reset: begin, unit: begin, state: tick, evaluation: tick, progress: forTheEye(tick) }, signal)
    begin()
  }

  /** The text or the settings changed: other lines, other counts. */
  async #begin() {
    const { corpus, trainer } = this.#experiment
    if (!corpus || !trainer) return
    const { config, vocabularySize } = trainer.info
    const { questions, takeBackwards, takeCharacters, format } = this.#strings
    const { grouped } = format
    const lines = Math.min(ROWS, config.blockSize)
    this.#say('count', questions(lines))
    this.#say('taken', reverses(this.#experiment) ? takeBackwards : takeCharacters(lines + 1))
    this.#say('vocabulary', this.#strings.tokens(vocabularySize, trainer.info))
    this.#say('uniform', uniform(trainer, format))
    this.#say('batch', product(config.batchSize, config.blockSize, format))
    this.#say('four', `${product(4, config.blockSize, format)} = ${grouped(4 * config.blockSize)}`)
    this.#say('more', moreLines(config, this.#strings))
    const characters = await firstCharacters(corpus, lines + 1)
    find(this.#root, 'lesson-triangle', HTMLTableElement).tBodies[0]?.remove()
    find(this.#root, 'lesson-triangle', HTMLTableElement).append(triangle(reverses(this.#experiment) ? characters.reverse() : characters, this.#strings))
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
    const { format, embeddingHas } = this.#strings
    this.#say('embedding', embeddingHas(`${shapes.map(([rows, columns]) => product(rows, columns, format)).join(' + ')} = ${format.grouped(sum)}`, sum < all ? all : undefined))
  }

  /** A run went on: the numbers that move. Costs nothing while the lesson is closed. */
  #tick() {
    if (!find(this.#root, 'lesson', HTMLDetailsElement).open) return
    const { curve, trainer } = this.#experiment
    const loss = curve.latest?.train
    this.#say('now', trainer && loss !== undefined ? surprise(loss, guessing(trainer), this.#strings) : '')
    const scatter = scatterOf(curve)
    const { batchSize = 0, blockSize = 0 } = trainer?.info.config ?? {}
    this.#say('scatter', scatter === undefined || loss === undefined ? '' : this.#strings.scatter(batchSize * blockSize, scatter, scatter / loss))
  }

  /** @param {string} part @param {string} text */
  #say(part, text) { say(find(this.#root, `lesson-${part}`), text) }
}

/** "32 \u00d7 8" @param {number} a @param {number} b @param {PanelStrings['format']} format */
const product = (a, b, { grouped }) => `${grouped(a)}\u202f\u00d7\u202f${grouped(b)}`

/** What the lines beyond the first four are good for. @param {import('../protocol/public.js').Config} config @param {PanelStrings} strings */
export function moreLines({ batchSize, blockSize }, { guessesTaken, moreGuesses, format }) {
  const { grouped, plain } = format
  const guesses = `${product(batchSize, blockSize, format)} = ${grouped(batchSize * blockSize)}`
  if (batchSize <= 4) return guessesTaken(guesses)
  const times = batchSize / 4
  const root = Math.sqrt(times)
  return moreGuesses(guesses, times, `\u221a${plain(times)} ${Number.isInteger(root) ? '=' : '\u2248'} ${plain(Number(root.toPrecision(2)))}`)
}

/** What guessing costs a character, of which other tokens have several: "ln 65 = 4.17". @param {import('../trainer/trainer.js').Trainer} trainer @param {PanelStrings['format']} format */
export function uniform(trainer, { fixed, grouped, nats, unit }) {
  const { vocabularySize, charactersPerToken } = trainer.info
  const each = charactersPerToken ? `\u202f/\u202f${fixed(charactersPerToken.train)}` : ''
  return `${unit.nats === 1 ? 'ln' : 'log\u2082'}\u202f${grouped(vocabularySize)}${each} = ${nats(guessing(trainer))}`
}

/** @param {number} loss @param {number} guessed what guessing costs @param {PanelStrings} strings */
export const surprise = (loss, guessed, { surpriseWorse, surprise: unsure }) =>
  (loss > guessed ? surpriseWorse(loss) : unsure(loss))

/** Line t: the characters up to t are its context, the next one is its target. @param {string[]} characters @param {PanelStrings} strings */
function triangle(characters, { targetAt }) {
  const body = document.createElement('tbody')
  for (let t = 0; t + 1 < characters.length; t++) {
    const row = body.insertRow()
    characters.forEach((character, i) => {
      const cell = row.insertCell()
      cell.textContent = i <= t + 1 ? sign(character) : ''
      cell.className = i <= t ? (i === t ? 'context last' : 'context') : i === t + 1 ? 'target' : ''
    })
    row.insertCell().textContent = targetAt(t, sign(characters[t + 1]))
  }
  return body
}
