// The batch loss told as a choice, beside its number where the numbers stand in a line.
import { find, say } from './kit/dom.js'

/** @param {ParentNode} root @param {import('../experiment/experiment.js').Experiment} experiment @param {import('../locales/en-panels.js').PanelStrings} strings @param {AbortSignal} signal */
export function addChoices(root, experiment, { unsureShort }, signal) {
  const number = find(root, 'number-loss')
  const told = Object.assign(document.createElement('dd'), { className: 'choices' })
  number.after(told)
  const tell = () => say(told, Number.isFinite(experiment.run.loss) ? unsureShort(experiment.run.loss) : '')
  const observer = new MutationObserver(tell) // with the number, not more often
  observer.observe(number, { childList: true })
  signal.addEventListener('abort', () => observer.disconnect())
  tell()
}
