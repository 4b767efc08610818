// The table, what stands below the figures, and what is behind the buttons "settings", "use another text" and "keys". Comes after the first frame.
import { CorpusPanel } from '../../views/corpus-panel.js'
import { build, find, say } from '../../views/kit/dom.js'
import { acceptFiles } from '../file-drop.js'
import { take } from '../../views/open-files.js'
import { counted } from '../../views/kit/format.js'
import { offerFiles } from '../../views/model-files.js'
import { DROP_HINT, GRADIENTS, KEYS, LESSON, NUMBERS, TABLE, TIPS } from './panels-template.js'
import { showPending } from '../../views/pending-settings.js'
import { PROPERTIES } from '../../experiment/settings.js'
import { offerKeys } from '../shortcut-help.js'
import { SettingsForm } from '../../views/settings-form.js'

const RESTING = 400 // milliseconds of a finger that does not just press

export class Panels {
  corpus
  #form
  #root
  #experiment

  /** @param {ShadowRoot} root @param {import('./desk.js').Desk} desk @param {AbortSignal} signal stops listening */
  constructor(root, desk, signal) {
    const { experiment, library, showCorpus } = desk
    this.#root = root
    this.#experiment = experiment
    this.#form = new SettingsForm(root, experiment)
    this.corpus = new CorpusPanel(root, library, showCorpus)
    offerFiles(root, experiment, library)
    for (const [name, text] of Object.entries(TIPS)) addTip(root, name, text)
    find(root, 'table-section', HTMLElement).replaceChildren(build(TABLE))
    find(root, 'keys', HTMLElement).replaceChildren(build(KEYS))
    offerKeys(root, desk, signal)
    root.append(build(DROP_HINT))
    const page = find(root, 'page', HTMLElement)
    acceptFiles(root.host.hasAttribute('page') ? document : root.host, {
      mark: (over) => page.classList.toggle('drop', over),
      take: (file) => take(library, file),
    }, signal)
    find(root, 'footer', HTMLElement).before(build(LESSON + GRADIENTS + NUMBERS))
  }

  /** The settings. */
  show() {
    this.#form.show()
    showPending(this.#root, this.#experiment)
  }

  /** What stands beneath a printed figure. */
  describe() {
    const { settings: { values }, corpus, trainer, run: { step, name } } = this.#experiment
    const text = `${corpus?.name ?? ''}, ${counted(trainer?.info.characters ?? 0, 'character')}`
    const settings = PROPERTIES.filter(({ inForm, attends }) => inForm && (!attends || values.model !== 'bigram'))
      .map(({ name: setting, label }) => `${label} ${values[setting]}`)
    say(find(this.#root, 'print-settings', HTMLElement), [name, counted(step, 'step'), ...settings, text].join(' \u00b7 '))
  }
}

/** What a control does, told while a pointer or the focus is on it; to a finger that rests there, until it touches something else. @param {ShadowRoot} root @param {string} name of the control @param {string} text */
function addTip(root, name, text) {
  const control = find(root, name, HTMLElement)
  const tip = Object.assign(document.createElement('span'), { className: 'tip', id: `${name}-help`, textContent: text })
  control.parentElement?.append(tip)
  let timer = 0
  control.addEventListener('pointerdown', ({ pointerType }) => {
    if (pointerType !== 'mouse') timer = window.setTimeout(() => tip.classList.add('open'), RESTING)
  })
  for (const type of ['pointerup', 'pointercancel']) control.addEventListener(type, () => clearTimeout(timer))
  root.addEventListener('pointerdown', () => tip.classList.remove('open'))
}
