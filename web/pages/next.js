// "What comes next", a part of its own: it is below what the first screen shows.
import { enNext } from '../locales/en-next.js'
import { writtenAt } from '../views/next-character/written-at.js'
import { NextCharacter } from '../views/next-character/index.js'
import { nextCharacter } from '../views/next-character/template.js'
import { build, dress, find } from '../views/kit/dom.js'
import styles from '../elements/iambic-trainer/next.css'

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default ({ root, experiment, locale, strings, sample, scheduler, signal }) => {
  const words = (locale.next ?? enNext)(strings.format)
  dress(root, styles)
  find(root, 'next-body').replaceChildren(build(nextCharacter(words, strings.settingLabels.temperature)))
  const view = new NextCharacter(root, experiment, strings, words, scheduler, signal)
  writtenAt(find(root, 'text'), () => sample.shown, (before, character) => view.ask(before, character), signal)
}
