// What a page asks of its guest beside settings, a part of its own that comes before all others, and only where something is asked.
import { lead } from '../elements/lesson/index.js'

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default lead
