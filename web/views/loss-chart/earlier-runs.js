// The list of earlier runs beneath the chart: what each was and how far it came.
import { find, idIn } from '../kit/dom.js'
import { modelName } from '../kit/names.js'
import { DASHES } from './overlays.js'

/** @typedef {import('../../experiment/run-log.js').RunLog} RunLog */
/** @typedef {import('../../locales/en-chart.js').ChartStrings} ChartStrings */

/** "blocks, 5,000 steps, val 2.09" @param {RunLog} run @param {ChartStrings} strings */
export const labelOfRun = ({ made, step, curve }, strings) => strings.earlierRun(modelName(made, strings), step, curve.latest?.val)

/** The same dashes as a background. @param {number[]} dashes */
function stripes(dashes) {
  let at = 0
  const stops = dashes.map((length, i) => `${i % 2 ? 'transparent' : 'currentcolor'} ${at}px ${at += length}px`)
  return `repeating-linear-gradient(90deg, ${stops.join()})`
}

export class EarlierRuns {
  #root
  #strings
  #box
  #shown = ''
  #actions

  /** @param {ParentNode} root @param {ChartStrings} strings @param {{ point: (run: RunLog | undefined) => void, clear: () => void }} actions */
  constructor(root, strings, actions) {
    this.#root = root
    this.#strings = strings
    this.#box = find(root, 'earlier')
    this.#actions = actions
  }

  /** @param {RunLog[]} runs */
  show(runs) {
    const labels = runs.map((run) => labelOfRun(run, this.#strings))
    if (labels.join('\n') === this.#shown) return
    this.#shown = labels.join('\n')
    const names = runs.map((run, i) => {
      const name = Object.assign(document.createElement('span'), { className: 'key run', tabIndex: 0, textContent: labels[i] })
      name.style.setProperty('--dashes', stripes(DASHES[i % DASHES.length]))
      for (const type of ['pointerenter', 'focus']) name.addEventListener(type, () => this.#actions.point(run))
      for (const type of ['pointerleave', 'blur']) name.addEventListener(type, () => this.#actions.point(undefined))
      return name
    })
    const clear = Object.assign(document.createElement('button'), { id: idIn(this.#root, 'clear-earlier'), type: 'button', className: 'link', textContent: this.#strings.clear })
    clear.addEventListener('click', () => {
      this.#actions.clear()
      find(this.#root, 'chart').focus({ preventScroll: true }) // the button goes with the runs
    })
    this.#box.replaceChildren(...runs.length > 0 ? [...names, clear] : [])
  }
}
