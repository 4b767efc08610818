// What the page needs after its first frame, a script of its own: training need not wait for it.
import uplotStyles from 'uplot/dist/uPlot.min.css'
import { complete } from '../elements/iambic-trainer/late-layout.js'
import panelStyles from '../elements/iambic-trainer/panels.css'

/** @type {import('../elements/iambic-trainer/later.js').Later} */
const later = { complete: (layout) => complete(layout, uplotStyles + panelStyles) }

Object.assign(globalThis, { IambicLater: later })
