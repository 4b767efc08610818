// The loss chart, a part of its own: the first frame shows its place, and training need not wait for it.
import uplotStyles from 'uplot/dist/uPlot.min.css'
import { addChart } from '../elements/iambic-trainer/chart.js'
import { enChart } from '../locales/en-chart.js'
import styles from '../elements/iambic-trainer/chart.css'

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default (layout) => addChart(layout, { ...layout.strings, ...(layout.locale.chart ?? enChart)(layout.strings.format) }, uplotStyles + styles)
