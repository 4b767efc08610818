// The table, what stands below the figures, and what is behind the buttons "settings", "use another text" and "keys". Comes after the first frame.
import { CorpusPanel } from './corpus-panel.js'
import { build, find, say } from './dom.js'
import { counted } from './format.js'
import { offerFiles } from './model-files.js'
import { GRADIENTS, KEYS, LESSON, TABLE } from './panels-template.js'
import { PROPERTIES } from './settings.js'
import { SettingsForm } from './settings-form.js'

export class Panels {
  form
  corpus
  #root
  #experiment

  /** @param {ShadowRoot} root @param {import('./desk.js').Desk} desk */
  constructor(root, { experiment, library, showCorpus }) {
    this.#root = root
    this.#experiment = experiment
    this.form = new SettingsForm(root, experiment)
    this.corpus = new CorpusPanel(root, library, showCorpus)
    offerFiles(root, experiment.session, library)
    find(root, 'table-section', HTMLElement).replaceChildren(build(TABLE))
    find(root, 'keys', HTMLElement).replaceChildren(build(KEYS))
    find(root, 'footer', HTMLElement).before(build(LESSON + GRADIENTS))
  }

  /** What stands beneath a printed figure. */
  describe() {
    const { setup: { values }, session: { corpus, trainer, step, name } } = this.#experiment
    const text = `${corpus?.name ?? ''}, ${counted(trainer?.info.characters ?? 0, 'character')}`
    const settings = PROPERTIES.filter(({ inForm, attends }) => inForm && (!attends || values.model !== 'bigram'))
      .map(({ name: setting, label }) => `${label} ${values[setting]}`)
    say(find(this.#root, 'print-settings', HTMLElement), [name, counted(step, 'step'), ...settings, text].join(' \u00b7 '))
  }
}
