// What the page needs after its first frame, a script of its own: training need not wait for it.
import uplotStyles from 'uplot/dist/uPlot.min.css'
import { keepRuns } from './page/keeping.js'
import { tellRung } from './page/ladder-story.js'
import { LateFigures } from './page/late-figures.js'
import * as outcome from './page/outcome.js'
import { Panels } from './page/panels.js'
import panelStyles from './page/panels.css'

const later = { keepRuns, LateFigures, outcome, Panels, styles: uplotStyles + panelStyles, tellRung }

/** @typedef {typeof later} Later */

Object.assign(globalThis, { IambicLater: later })
