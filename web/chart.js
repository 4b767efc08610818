// What the page needs after its first frame, a script of its own: training need not wait for it.
import uplotStyles from 'uplot/dist/uPlot.min.css'
import { Earlier } from './page/earlier.js'
import { Gradients } from './page/gradients.js'
import { HeatMap } from './page/heat-map.js'
import { keepRuns } from './page/keeping.js'
import { Lesson } from './page/lesson.js'
import { LossChart } from './page/loss-chart.js'
import { Numbers } from './page/numbers.js'
import * as outcome from './page/outcome.js'
import { Panels } from './page/panels.js'
import panelStyles from './page/panels.css'

const later = { Earlier, Gradients, HeatMap, keepRuns, Lesson, LossChart, Numbers, outcome, Panels, styles: uplotStyles + panelStyles }

/** @typedef {typeof later} Later */

Object.assign(globalThis, { IambicLater: later })
