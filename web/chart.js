// The loss chart and uPlot, a script of their own that comes after the page's: training need not wait for it.
import { LossChart } from './page/loss-chart.js'

Object.assign(globalThis, { IambicChart: LossChart })
