// The table, what stands below the figures, and what is behind the buttons "settings", "use another text" and "keys". Comes after the first frame.
import { CorpusPanel } from './corpus-panel.js'
import { build, find } from './dom.js'
import { offerFiles } from './model-files.js'
import { GRADIENTS, KEYS, LESSON, TABLE } from './panels-template.js'
import { SettingsForm } from './settings-form.js'

export class Panels {
  form
  corpus

  /** @param {ShadowRoot} root @param {import('./desk.js').Desk} desk */
  constructor(root, { session, setup, library, showCorpus }) {
    this.form = new SettingsForm(root, {
      change: (name, value) => setup.change(name, value),
      restart: () => setup.restart(),
      usual: () => setup.usual,
    })
    this.corpus = new CorpusPanel(root, library, showCorpus)
    offerFiles(root, session, library)
    find(root, 'table-section', HTMLElement).replaceChildren(build(TABLE))
    find(root, 'keys', HTMLElement).replaceChildren(build(KEYS))
    find(root, 'footer', HTMLElement).before(build(LESSON + GRADIENTS))
  }
}
