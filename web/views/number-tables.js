// The chart and the map as tables, for whoever cannot see them: filled when they are opened, and when a run has come to rest.
import { onChange } from './kit/changes.js'
import { find } from './kit/dom.js'
import { viewOf } from './kit/curve-view.js'
import { modelName } from './kit/names.js'
import { comparable, references } from '../experiment/expectations.js'
import { ranked } from '../experiment/ranked.js'

const ROWS = 20 // points of a curve

/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('./kit/curve-view.js').CurveView} CurveView */
/** @typedef {import('./kit/shares.js').Shares} Shares */
/** @typedef {import('../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {PanelStrings} strings */
export const numberTables = (strings) => `
<details class="lesson" id="numbers">
  <summary>${strings.tables}</summary>
  <div id="numbers-loss-scroller" class="scroller" tabindex="0" role="region" aria-label="${strings.losses}"><table id="numbers-loss" class="gradients"></table></div>
  <div id="numbers-shares-scroller" class="scroller" tabindex="0" role="region" aria-label="${strings.largestShares}"><table id="numbers-shares" class="gradients shares"></table></div>
</details>`

export class NumberTables {
  #root
  #experiment
  #strings
  #heat

  /** @param {ParentNode} root @param {import('../experiment/experiment.js').Experiment} experiment @param {PanelStrings} strings @param {{ readonly source: Shares }} heat @param {AbortSignal} signal */
  constructor(root, experiment, strings, heat, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#strings = strings
    this.#heat = heat
    find(root, 'numbers', HTMLDetailsElement).addEventListener('toggle', () => this.#fill())
    const fill = () => this.#fill()
    onChange(experiment, { state: fill, opened: fill, reset: fill, evaluation: fill, earlier: fill, unit: fill }, signal)
  }

  /** Costs nothing while they are closed. */
  #fill() {
    if (!find(this.#root, 'numbers', HTMLDetailsElement).open) return
    const { source } = this.#heat
    const strings = this.#strings
    const earlier = comparable(this.#experiment).map(({ made, curve }) => ({ name: modelName(made, strings), view: viewOf(curve, false) }))
    const headings = [...strings.lossHeadings, ...earlier.map(({ name }) => name)]
    const points = losses(viewOf(this.#experiment.curve, false), earlier.map(({ view }) => view), strings)
    write(find(this.#root, 'numbers-loss', HTMLTableElement), lossCaption(this.#experiment, strings), headings, points)
    write(find(this.#root, 'numbers-shares', HTMLTableElement), strings.sharesTable(source.title, source.axes), strings.shareHeadings, shares(source, strings))
  }
}

/** With the lines that it is judged by. @param {Experiment} experiment @param {PanelStrings} strings */
function lossCaption(experiment, { lossesTold, lossBriefly, landmarks, units, format: { unit } }) {
  const lines = Object.entries(references(experiment) ?? {}).map(([name, value]) => `${landmarks[/** @type {keyof typeof landmarks} */ (name)]} ${lossBriefly(value)}`)
  return [lossesTold, ...unit.nats === 1 ? [] : [units.bits], ...lines].join('; ')
}

/** Points from the first to the last, evenly, each with what earlier runs had there. @param {CurveView} view @param {CurveView[]} earlier @param {PanelStrings} strings */
function losses({ step, train, val }, earlier, { lossBriefly, format: { grouped } }) {
  const every = Math.max(1, (step.length - 1) / (ROWS - 1))
  const points = Array.from({ length: Math.min(ROWS, step.length) }, (_, i) => Math.round(i * every))
  const judged = (/** @type {number} */ i) => val.slice(0, i + 1).filter((loss) => loss !== null).at(-1)
  return points.map((i) => [grouped(step[i]), lossBriefly(train[i]), lossBriefly(judged(i)), ...earlier.map((run) => lossBriefly(lossAt(run, step[i])))])
}

/** The smoothed loss of the last point up to a step. @param {CurveView} view @param {number} at */
function lossAt({ step, train }, at) {
  return at > step[step.length - 1] ? null : train[step.filter((one) => one <= at).length - 1]
}

/** The largest shares of each row. @param {Shares} source @param {PanelStrings} strings */
function shares({ rows, characters, shares: all }, { quoted, percent, shareHeadings }) {
  return rows.map((name, row) => {
    const ofRow = Array.from(characters, (_, column) => all[row * characters.length + column])
    const largest = ranked(ofRow).slice(0, shareHeadings.length - 1)
    return [quoted(name), ...largest.map((column) => (ofRow[column] > 0 ? `${quoted(characters[column])} ${percent(ofRow[column])}` : ''))]
  })
}

/** @param {HTMLTableElement} table @param {string} caption @param {string[]} headings @param {string[][]} rows whose first cells head them */
function write(table, caption, headings, rows) {
  table.replaceChildren()
  table.createCaption().textContent = caption
  const head = table.createTHead().insertRow()
  for (const text of headings) head.append(Object.assign(document.createElement('th'), { textContent: text, scope: 'col' }))
  const body = table.createTBody()
  for (const [first, ...others] of rows) {
    const row = body.insertRow()
    row.append(Object.assign(document.createElement('th'), { textContent: first, scope: 'row' }))
    for (const text of others) row.insertCell().textContent = text
  }
}
