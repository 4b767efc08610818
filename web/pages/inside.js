// "See inside", a part of its own: it is loaded when the reader opens it.
import { enInside } from '../locales/en-inside.js'
import { Inside } from '../views/inside/index.js'
import { inside } from '../views/inside/template.js'
import { build, dress, find } from '../views/kit/dom.js'
import styles from '../elements/iambic-trainer/inside.css'

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default ({ root, experiment, locale, strings, scheduler, status, repaints, signal }) => {
  const words = (locale.inside ?? enInside)(strings.format)
  dress(root, styles)
  find(root, 'inside-body').replaceChildren(build(inside(words)))
  const view = new Inside(root, experiment, strings, words, scheduler, (command) => status.attempt(command), signal)
  repaints.push(() => view.repaint())
}
