// The panel in which a lesson is made, a part of its own: few readers are teachers.
import { beside } from '../trainer/script-loader.js'
import { build, dress, find } from '../views/kit/dom.js'
import { enLessonMaker } from '../locales/en-lesson-maker.js'
import { lessonOf } from '../experiment/lesson.js'
import { wishOf } from '../elements/iambic-trainer/address.js'
import { LessonMaker } from '../views/lesson-maker/index.js'
import { lessonMaker } from '../views/lesson-maker/template.js'
import styles from '../elements/iambic-trainer/lesson-maker.css'

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default ({ host, root, experiment, corpora, locale, strings, signal }) => {
  const words = (locale.lessonMaker ?? enLessonMaker)(strings.format)
  const panel = find(root, 'maker')
  dress(root, styles)
  panel.replaceChildren(build(lessonMaker(words, strings)))
  const script = (/** @type {string} */ name) => (location.protocol === 'file:' ? name : beside(name).href)
  const places = { page: location.href.replace(/[?#].*/s, ''), frameScript: script('iambic-frame.js'), elementScript: script('iambic.js') }
  new LessonMaker(panel, experiment, corpora, strings, words, places, lessonOf((name) => wishOf(host, name)), signal)
}
