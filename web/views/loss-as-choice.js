// The batch loss told as a choice, beside its number where the numbers stand in a line, which keeps room for as many steps as there will be.
import { find, say } from './kit/dom.js'

/** @param {ParentNode} root @param {import('../experiment/experiment.js').Experiment} experiment @param {import('../locales/en-panels.js').PanelStrings} strings @param {AbortSignal} signal */
export function addChoices(root, experiment, { unsureShort }, signal) {
  const [number, target] = [find(root, 'number-loss'), find(root, 'number-target')]
  const told = Object.assign(document.createElement('dd'), { className: 'choices' })
  number.after(told)
  const tell = () => {
    say(told, Number.isFinite(experiment.run.loss) ? unsureShort(experiment.run.loss) : '')
    target.closest('dl')?.style.setProperty('--digits', String(target.textContent.length))
  }
  const observer = new MutationObserver(tell) // with the numbers, not more often
  for (const seen of [number, target]) observer.observe(seen, { childList: true })
  signal.addEventListener('abort', () => observer.disconnect())
  tell()
}
