// "One step", a part of its own: only who presses Step wants to see one.
import { enStep } from '../locales/en-step.js'
import { OneStep } from '../views/one-step/index.js'
import { oneStep } from '../views/one-step/template.js'
import { build, dress, find } from '../views/kit/dom.js'
import styles from '../elements/iambic-trainer/step.css'

/** @type {import('../elements/iambic-trainer/later.js').Part} */
export default ({ root, experiment, locale, strings, signal }) => {
  const words = (locale.step ?? enStep)(strings.format)
  dress(root, styles)
  find(root, 'one-step-body').replaceChildren(build(oneStep(words)))
  const view = new OneStep(root, experiment, words, signal)
  experiment.beforeStep = () => view.lookBefore()
}
