// What can be saved of a figure: its picture, its numbers, its text.
import version from 'iambic:version'
import { candidates } from '../../experiment/next-character.js'
import { find, say } from '../kit/dom.js'
import { wordOf } from '../kit/names.js'
import { inWords } from '../kit/problems.js'
import { settingsLine } from '../kit/settings-line.js'
import { candidatesCsv, curveCsv, sharesCsv } from './csv.js'
import { pictureOf } from './picture.js'
import { candidatesSvg, curveSvg, modelSvg, sharesSvg } from './svg.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../locales/en-panels.js').PanelStrings} PanelStrings */
/** What the table shows, by whichever view. @typedef {{ readonly source: import('../kit/shares.js').Shares & { title: string, axes: string } }} Table */
/** @typedef {'png' | 'svg' | 'csv' | 'txt'} Kind */
/** @typedef {{ root: ShadowRoot, figure: HTMLElement, experiment: Experiment, strings: PanelStrings, heat: Table }} Shown */

const BARS = 10 // as many as the page shows
const NAMES = /** @type {Record<string, string>} */ ({ writing: 'text', chapter: 'model' })
const TYPES = { png: 'image/png', svg: 'image/svg+xml', csv: 'text/csv', txt: 'text/plain' }

/** @typedef {(shown: Shown) => string | Promise<string | Blob | null>} Make */

/** Of each part, what makes its files. @type {Record<string, Partial<Record<Kind, Make>>>} */
const KINDS = {
  loss: {
    png: picture,
    svg: (shown) => curveSvg(about(shown), shown.experiment, shown.strings),
    csv: (shown) => curveCsv(shown.experiment.curve, [...aboutOf(shown), shown.strings.stepsPerLine(shown.experiment.curve.width)]),
  },
  table: { png: picture, svg: (shown) => sharesSvg(about(shown), shown.heat.source), csv: (shown) => sharesCsv(shown.heat.source, [...aboutOf(shown), `${shown.heat.source.title} (${shown.heat.source.axes})`]) },
  writing: { txt: ({ root }) => find(root, 'text').textContent ?? '' },
  next: { svg: nextSvg, csv: nextCsv },
  chapter: { png: picture, svg: (shown) => modelSvg(about(shown), /** @type {SVGSVGElement} */ (shown.figure.querySelector('svg'))) },
}

/** Fills the menu. @param {string} part @param {HTMLElement} menu @param {Shown} shown */
export function offerFiles(part, menu, shown) {
  const { strings } = shown
  const said = Object.assign(document.createElement('span'), { role: 'status' })
  const buttons = Object.entries(KINDS[part]).map(([kind, make]) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: strings.saveAs[/** @type {Kind} */ (kind)] })
    button.dataset.kind = kind
    button.addEventListener('click', async () => say(said, await save(part, /** @type {Kind} */ (kind), make, shown).catch((error) => inWords(error, strings))))
    return button
  })
  menu.replaceChildren(...buttons, said)
}

/** Says what came of it. @param {string} part @param {Kind} kind @param {Make} make @param {Shown} shown */
async function save(part, kind, make, shown) {
  const { experiment, strings } = shown
  const content = await make(shown)
  if (content === null) return strings.figureNotSaved
  const { settings: { preset }, step, trainer } = experiment
  const figure = part === 'table' ? ((trainer?.info.heads ?? 0) > 0 ? 'attention' : 'pairs') : NAMES[part] ?? part
  const file = `iambic-${preset}-${step}-${figure}.${kind}`
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([content], { type: TYPES[kind] })), download: file })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // the download must have begun by then
  return parent === self ? strings.savedAs(file) : strings.savedPerhaps(file) // a frame is not told what it may not do
}

/** What the numbers are of. @param {Shown} shown @returns {string[]} */
function aboutOf({ experiment: { settings: { preset, running }, corpus, trainer, step }, strings }) {
  const text = strings.printedText(wordOf(strings.corpusNames, corpus?.name ?? ''), trainer?.info.characters ?? 0)
  const settings = Object.entries({ preset, ...running, ...trainer?.info.config }).map(([name, value]) => `${name}=${value}`)
  return [strings.version(version), text, `${strings.step} ${step}`, ...settings]
}

/** @param {Shown} shown */
function about({ figure, experiment, strings }) {
  const title = Array.from(figure.querySelectorAll('h2, .key.train, .key.val, .readout span, svg > title'), ({ textContent }) => textContent)
  if (figure.matches('.loss') && strings.format.unit.nats !== 1) title.push(strings.units.bits)
  const loss = figure.matches('.loss') ? strings.isUnsure(experiment.curve.latest?.train) : ''
  return { figure, title: title.filter(Boolean).join(' \u00b7 '), beneath: `${loss} ${settingsLine(experiment, strings)}`.trim() }
}

/** @param {Shown} shown */
function picture(shown) {
  const drawn = /** @type {(HTMLCanvasElement | SVGSVGElement)[]} */ ([...shown.figure.querySelectorAll('canvas, svg')]).filter((part) => part.getBoundingClientRect().width > 1)
  const { figure, title, beneath } = about(shown)
  return pictureOf(figure, title, beneath, drawn)
}

/** @param {Shown} shown */
async function nextSvg(shown) {
  const next = await nextOf(shown)
  if (!next) return null
  const { title, ...rest } = about(shown)
  return candidatesSvg({ ...rest, title: `${title}: ${JSON.stringify(next.prompt)}` }, next.candidates.slice(0, BARS), shown.strings)
}

/** @param {Shown} shown */
async function nextCsv(shown) {
  const next = await nextOf(shown)
  return next && candidatesCsv(next.candidates, [...aboutOf(shown), JSON.stringify(next.prompt)])
}

/** The reader's words and what may follow, as the page shows it. @param {Shown} shown */
async function nextOf(shown) {
  const { root, experiment: { trainer, settings } } = shown
  if (!trainer) return null
  const prompt = find(root, 'next-words', HTMLTextAreaElement).value
  const topK = find(root, 'next-top-k', HTMLInputElement).valueAsNumber
  const { vocabulary, vocabularySize } = trainer.info
  const shares = await trainer.nextProbabilities({ prompt, temperature: Number(settings.values.temperature), ...(topK < vocabularySize && { topK }) })
  return { prompt, candidates: candidates(vocabulary, shares) }
}
