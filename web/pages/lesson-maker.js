// The panel in which a lesson is made, a part of its own: few readers are teachers.
import { beside } from '../trainer/script-loader.js'
import { build, dress, find } from '../views/kit/dom.js'
import { enLessonMaker } from '../locales/en-lesson-maker.js'
import { lessonOf } from '../experiment/lesson.js'
import { wishOf } from '../elements/iambic-trainer/address.js'
import { LessonMaker } from '../views/lesson-maker/index.js'
import { lessonMaker } from '../views/lesson-maker/template.js'
import styles from '../elements/iambic-trainer/lesson-maker.css'

/** The script that holds this part; '' where it stands in the page itself. */
const own = /** @type {Partial<HTMLScriptElement> | null | undefined} */ (globalThis.document?.currentScript)?.src ?? ''

/** Where what a lesson needs lies: seen from the page of the lesson, if this one was opened as a file. @returns {import('../views/lesson-maker/index.js').Places} */
function places() {
  const address = (/** @type {string} */ name) => (location.protocol === 'file:' ? name : beside(name).href)
  return {
    page: location.href.replace(/[?#].*/s, ''),
    frameScript: own && address('iambic-frame.js'),
    elementScript: own ? address(own.endsWith('.all.js') ? 'iambic.all.js' : 'iambic.js') : 'iambic.all.js',
  }
}

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default ({ host, root, experiment, corpora, locale, strings, signal }) => {
  const words = (locale.lessonMaker ?? enLessonMaker)(strings.format)
  const panel = find(root, 'maker')
  dress(root, styles)
  panel.replaceChildren(build(lessonMaker(words, strings)))
  new LessonMaker(panel, experiment, corpora, strings, words, places(), lessonOf((name) => wishOf(host, name)), signal)
}
