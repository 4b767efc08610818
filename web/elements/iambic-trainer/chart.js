// The loss chart: it joins the layout after the first frame, before all else.
import { dress } from '../../views/kit/dom.js'
import { LossChartView } from '../../views/loss-chart/view.js'

/** @param {import('./layout.js').Layout} layout @param {import('../../locales/en-chart.js').ChartStrings} strings @param {string} styles */
export function addChart({ root, experiment, repaints, signal }, strings, styles) {
  dress(root, styles)
  const chart = new LossChartView(root, experiment, strings, signal)
  repaints.push(() => chart.repaint())
}
