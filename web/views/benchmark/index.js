// The page that measures a machine: a button, what is being done, a table that fills, and the same as text.
import { figuresOf } from '../../experiment/benchmark.js'
import { copyText } from '../kit/clipboard.js'
import { build, find, onClick, say } from '../kit/dom.js'
import { answerOf, reportOf } from './report.js'

/** @typedef {import('../../experiment/benchmark.js').Benchmark} Benchmark */
/** @typedef {import('../../experiment/benchmark.js').Row} Row */
/** @typedef {import('../../locales/en-bench.js').BenchStrings} BenchStrings */
/** @typedef {import('../../locales/format.js').Format} Format */

const ABSENT = '\u2013'

/** @param {BenchStrings} strings */
const template = (strings) => `<header><h1>${strings.title}</h1><p>${strings.lead} <a href="index.html">${strings.home}</a></p></header>
<p class="run"><button id="go" type="button">${strings.start}</button><span id="doing" role="status"></span></p>
<div id="share" hidden><i></i></div>
<table id="results" aria-label="${strings.table}"><thead><tr><th scope="col">${strings.model}</th><th scope="col" class="wide">${strings.parameters}</th><th scope="col">${strings.milliseconds}</th><th scope="col" class="wide">${strings.perSecond}</th><th scope="col">${strings.gflops}</th><th scope="col" class="wide">${strings.wholeRun}</th><th scope="col">${strings.answer}</th></tr></thead><tbody></tbody></table>
<section id="as-text" hidden><h2>${strings.asText}</h2><pre id="report" tabindex="0"></pre><p class="run"><button id="copy" type="button">${strings.copy}</button><span id="copied" role="status"></span></p></section>
<section><h2>${strings.count}</h2>${strings.counted.map((sentence) => `<p>${sentence}</p>`).join('')}</section>`

/** Of a row of the table, in the order of its columns; those of `wide` are left out on a phone. */
const COLUMNS = ['parameters', 'milliseconds', 'perSecond', 'gflops', 'wholeRun', 'answer']
const WIDE = ['parameters', 'perSecond', 'wholeRun']

export class BenchmarkView {
  #root
  #strings
  #format
  #version
  /** @type {Map<string, { line: HTMLElement, cells: Map<string, HTMLElement> }>} by model */
  #lines = new Map()

  /** @param {HTMLElement} root @param {{ strings: BenchStrings, format: Format, version: string }} how */
  constructor(root, { strings, format, version }) {
    this.#root = root
    this.#strings = strings
    this.#format = format
    this.#version = version
    root.replaceChildren(build(template(strings)))
  }

  /** @param {Benchmark} benchmark */
  connect(benchmark) {
    const body = /** @type {HTMLElement} */ (find(this.#root, 'results').querySelector('tbody'))
    for (const { preset } of benchmark.rows) body.append(this.#lineOf(preset))
    onClick(this.#root, 'go', () => {
      if (benchmark.state === 'running') benchmark.pause()
      else if (benchmark.state === 'paused') benchmark.resume()
      else benchmark.start().catch((error) => this.#doing(this.#strings.failed(error.message)))
    })
    onClick(this.#root, 'copy', async () => {
      const report = find(this.#root, 'report')
      getSelection()?.selectAllChildren(report)
      say(find(this.#root, 'copied'), await copyText(report.textContent ?? '') ? this.#strings.copied : this.#strings.notCopied)
    })
    this.update(benchmark)
  }

  /** @param {string} preset */
  #lineOf(preset) {
    const line = document.createElement('tr')
    line.append(Object.assign(document.createElement('th'), { scope: 'row', textContent: preset }))
    const cells = new Map(COLUMNS.map((name) => [name, Object.assign(document.createElement('td'), { className: WIDE.includes(name) ? 'wide' : '' })]))
    line.append(...cells.values())
    this.#lines.set(preset, { line, cells })
    return line
  }

  /** @param {string} sentence */
  #doing(sentence) { say(find(this.#root, 'doing'), sentence) }

  /** @param {Benchmark} benchmark */
  update(benchmark) {
    const { rows, state, roundsInAll } = benchmark, strings = this.#strings
    say(find(this.#root, 'go'), { ready: strings.start, running: strings.pause, paused: strings.resume, done: strings.again }[state])
    const most = Math.max(...rows.map((row) => (isMeasured(row) ? figuresOf(row).gflops ?? 0 : 0)))
    for (const row of rows) this.#showRow(row, most)
    this.#doing(this.#sentenceOf(benchmark))
    const share = find(this.#root, 'share')
    share.hidden = state === 'ready' || state === 'done'
    const parts = rows.map(({ stage, rounds }) => (stage === 'done' ? 1 : (rounds.length + (stage === 'timing' ? 1 : 0)) / (roundsInAll + 1)))
    const bar = /** @type {HTMLElement} */ (share.firstElementChild)
    bar.style.width = `${100 * parts.reduce((sum, part) => sum + part, 0) / rows.length}%`
    find(this.#root, 'as-text').hidden = state !== 'done'
    if (state !== 'done') return say(find(this.#root, 'copied'), '')
    const about = { version: this.#version, browser: navigator.userAgent, processors: navigator.hardwareConcurrency, date: new Date() }
    say(find(this.#root, 'report'), reportOf(rows, strings, about))
  }

  /** @param {Benchmark} benchmark */
  #sentenceOf({ rows, state, roundsInAll, seconds }) {
    const strings = this.#strings
    const now = rows.find(({ stage }) => stage === 'checking' || stage === 'timing')
    if (state === 'ready') return strings.ready(rows.length, this.#format.duration(seconds))
    if (state === 'done') return strings.done(rows.filter(({ right, error }) => right && !error).length, rows.length)
    if (state === 'paused') return strings.paused
    if (!now) return strings.loading
    return now.stage === 'checking' ? strings.checking(now.preset) : strings.timing(now.preset, Math.min(now.rounds.length + 1, roundsInAll), roundsInAll)
  }

  /** @param {Row} row @param {number} most GFLOP/s of any */
  #showRow(row, most) {
    const { grouped, duration } = this.#format
    const { line, cells } = /** @type {{ line: HTMLElement, cells: Map<string, HTMLElement> }} */ (this.#lines.get(row.preset))
    const figures = isMeasured(row) ? figuresOf(row) : undefined
    const texts = /** @type {Record<string, string>} */ ({
      parameters: row.parameters === undefined ? '' : grouped(row.parameters),
      milliseconds: figures ? this.#digits(figures.milliseconds) : '',
      perSecond: figures ? this.#digits(figures.perSecond) : '',
      gflops: figures ? figures.gflops === undefined ? ABSENT : this.#digits(figures.gflops) : '',
      wholeRun: figures ? duration(figures.wholeRun) : '',
      answer: answerOf(row, this.#strings),
    })
    for (const [name, cell] of cells) say(cell, texts[name])
    const wrong = row.right === false || row.error !== undefined
    const why = row.error instanceof Error ? row.error.message : wrong ? this.#strings.wrongSays : ''
    const now = row.stage === 'checking' || row.stage === 'timing' ? 'now' : ''
    line.className = [now, wrong ? 'wrong' : row.right ? 'right' : ''].join(' ').trim()
    line.title = why
    cells.get('gflops')?.style.setProperty('--share', String((figures?.gflops ?? 0) / (most || 1)))
  }

  /** Three digits that count. @param {number} value */
  #digits(value) {
    const { grouped, raw } = this.#format
    return value >= 100 ? grouped(value) : raw(value.toPrecision(3))
  }
}

/** @param {Row} row */
const isMeasured = ({ rounds, error }) => rounds.length > 0 && !error
