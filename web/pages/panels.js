// What is behind buttons and below the figures, a part of its own that comes last.
import { addPanels } from '../elements/iambic-trainer/panels.js'
import { enPanels } from '../locales/en-panels.js'
import styles from '../elements/iambic-trainer/panels.css'

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default (layout, loads) => addPanels(layout, { ...layout.strings, ...(layout.locale.panels ?? enPanels)(layout.strings.format) }, styles, loads)
