// What the page needs after its first frame, a script of its own: training need not wait for it.
import uplotStyles from 'uplot/dist/uPlot.min.css'
import { keepRuns } from '../elements/iambic-trainer/autosave-offer.js'
import { tellRung } from '../views/model-story.js'
import { LateFigures } from '../elements/iambic-trainer/late-figures.js'
import * as outcome from '../experiment/suggestions.js'
import { Panels } from '../elements/iambic-trainer/panels.js'
import panelStyles from '../elements/iambic-trainer/panels.css'

const later = { keepRuns, LateFigures, outcome, Panels, styles: uplotStyles + panelStyles, tellRung }

/** @typedef {typeof later} Later */

Object.assign(globalThis, { IambicLater: later })
