// A short chapter on the rung in use: what is new, what to watch, and the lines that do it.
import { onChange } from '../kit/changes.js'
import { find } from '../kit/dom.js'
import { drawModel } from './drawing.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../locales/en-chapters.js').ChapterStrings} ChapterStrings */
/** Lines of a file, by rung. @typedef {Record<string, { file: string, line: number, text: string }[]>} Excerpts */

/** @param {ParentNode} root @param {Experiment} experiment @param {Excerpts} excerpts @param {ChapterStrings} strings @param {AbortSignal} signal */
export function showChapter(root, experiment, excerpts, strings, signal) {
  const place = find(root, 'chapter')
  const figure = element('figure', '', [], 'drawn') // which keeps what is offered for it
  let shown = ''
  const show = () => {
    const { presets, settings: { preset } } = experiment
    const rung = presets.find(({ name }) => name === preset)
    if (!rung || shown === preset) return
    shown = preset
    const { isNew, watch } = strings.chapters[preset]
    const words = { title: strings.drawing, description: isNew, names: strings.parts }
    const texts = element('div', '', [heading(strings.whatIsNew), element('p', isNew), heading(strings.whatToWatch), element('p', watch)])
    const lines = (excerpts[preset] ?? []).map((excerpt) => listing(excerpt, strings))
    figure.querySelector('svg')?.remove()
    figure.prepend(drawModel(rung, words))
    place.replaceChildren(element('div', '', [texts, figure], 'told'), heading(strings.theLines), ...lines)
  }
  onChange(experiment, { settings: show, opened: show }, signal)
  show()
}

/** @param {string} text */
const heading = (text) => element('h2', text)

/** @param {{ file: string, line: number, text: string }} excerpt @param {ChapterStrings} strings */
function listing({ file, line, text }, { fromLine, linesOf }) {
  const code = element('pre', '', [element('code', text)])
  Object.assign(code, { tabIndex: 0 }) // it scrolls by itself
  code.setAttribute('role', 'region')
  code.setAttribute('aria-label', linesOf(file))
  return element('figure', '', [element('figcaption', '', [element('code', file), element('span', fromLine(line))]), code])
}

/** @param {string} name @param {string} text @param {Node[]} [parts] @param {string} [className] */
function element(name, text, parts = [], className = '') {
  const made = Object.assign(document.createElement(name), { textContent: text, className })
  made.append(...parts)
  return made
}
