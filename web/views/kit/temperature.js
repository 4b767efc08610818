// A slider of the temperature and the number beside it, in step with the setting, which others change, too.
import { onChange } from './changes.js'
import { find, say } from './dom.js'

/**
 * @param {ParentNode} root @param {string} id @param {import('../../experiment/experiment.js').Experiment} experiment
 * @param {import('../../locales/en.js').Strings} strings @param {() => void} changed is called when another temperature is shown @param {AbortSignal} signal
 */
export function temperatureSlider(root, id, experiment, { format }, changed, signal) {
  const slider = find(root, id, HTMLInputElement)
  const number = find(root, `${id}-text`)
  const show = () => {
    const temperature = Number(experiment.settings.values.temperature)
    if (number.textContent === format.fixed(temperature)) return
    slider.valueAsNumber = temperature
    say(number, format.fixed(temperature))
    changed()
  }
  slider.addEventListener('input', () => experiment.apply({ temperature: slider.valueAsNumber }))
  onChange(experiment, { settings: show }, signal)
  show()
}
