// What stands beneath a printed figure.
import { find, say } from './kit/dom.js'
import { counted } from './kit/format.js'
import { PROPERTIES } from '../experiment/settings.js'

/** @param {ParentNode} root @param {import('../experiment/experiment.js').Experiment} experiment */
export function printSettings(root, { settings: { values }, corpus, trainer, run: { step, name } }) {
  const text = `${corpus?.name ?? ''}, ${counted(trainer?.info.characters ?? 0, 'character')}`
  const settings = PROPERTIES.filter(({ inForm, attends }) => inForm && (!attends || values.model !== 'bigram'))
    .map(({ name: setting, label }) => `${label} ${values[setting]}`)
  say(find(root, 'print-settings', HTMLElement), [name, counted(step, 'step'), ...settings, text].join(' \u00b7 '))
}
