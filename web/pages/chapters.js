// The chapters of the ladder, a part of its own: it is loaded when the first is opened.
import excerpts from 'iambic:excerpts'
import { enChapters } from '../locales/en-chapters.js'
import { showChapter } from '../views/rung-chapter/index.js'
import { dress } from '../views/kit/dom.js'
import styles from '../elements/iambic-trainer/chapters.css'

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default ({ root, experiment, locale, signal }) => {
  dress(root, styles)
  showChapter(root, experiment, excerpts, locale.chapters ?? enChapters, signal)
}
