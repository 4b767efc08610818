// "Letters or pieces of words", a part of its own: it is loaded when the reader opens it.
import { enSubwords } from '../locales/en-subwords.js'
import { Subwords } from '../views/subwords/index.js'
import { subwords } from '../views/subwords/template.js'
import { build, dress, find } from '../views/kit/dom.js'
import styles from '../elements/iambic-trainer/subwords.css'

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default ({ root, experiment, locale, strings, status, signal }) => {
  const words = (locale.subwords ?? enSubwords)(strings.format)
  dress(root, styles)
  find(root, 'subwords-body').replaceChildren(build(subwords(words)))
  new Subwords(root, experiment, strings, words, (command) => status.attempt(command), signal)
}
