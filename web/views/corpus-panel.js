// The panel behind "use another text": how to give the model another one.
import { onChange } from './kit/changes.js'
import { find, onClick, say } from './kit/dom.js'
import { hides, lockedIn, locks, onMarks } from './kit/marks.js'
import { holdsModel, take, takeShakespeare } from '../experiment/open-files.js'

/** @typedef {import('../locales/en-panels.js').PanelStrings} PanelStrings */

/** @param {PanelStrings} strings */
export const corpusPanel = (strings) => `
  <p id="corpus-note">${strings.anyText}</p>
  <p class="row">
    <button id="corpus-open" type="button">${strings.openFile}</button>
    <button id="corpus-shakespeare" type="button" hidden>${strings.takeShakespeare}</button>
    <button id="corpus-sample" type="button">${strings.takeSample}</button>
    <input id="corpus-file" type="file" accept="text/*,.txt,.md,.csv,.json,.safetensors" hidden>
  </p>
  <label for="corpus-paste">${strings.pasteText}</label>
  <textarea id="corpus-paste" rows="4" spellcheck="false"></textarea>
  <p class="row"><button id="corpus-use" type="button">${strings.useThisText}</button></p>`

const CHOICES = ['corpus-open', 'corpus-shakespeare', 'corpus-sample', 'corpus-paste', 'corpus-use']

export class CorpusPanel {
  #root
  #strings
  #corpora
  #toggle

  /**
   * @param {ParentNode} root @param {import('../experiment/experiment.js').Experiment} experiment @param {PanelStrings} strings
   * @param {import('../experiment/corpus-chooser.js').CorpusChooser} corpora
   * @param {(open: boolean) => void} toggle opens or closes the panel @param {AbortSignal} signal
   */
  constructor(root, experiment, strings, corpora, toggle, signal) {
    this.#root = root
    this.#strings = strings
    this.#corpora = corpora
    this.#toggle = toggle
    const file = find(root, 'corpus-file', HTMLInputElement)
    onClick(root, 'corpus-open', () => file.click())
    file.addEventListener('change', () => {
      if (file.files?.[0]) this.#use(takeFile(root, corpora, file.files[0], strings))
      file.value = '' // so that the same file can be chosen again
    })
    onClick(root, 'corpus-sample', () => this.#use(corpora.use(corpora.sample)))
    onClick(root, 'corpus-shakespeare', () => this.#use(takeShakespeare(corpora)))
    onClick(root, 'corpus-use', () => this.#use(corpora.use({ name: 'Pasted text', text: find(root, 'corpus-paste', HTMLTextAreaElement).value })))
    const show = () => this.#show()
    onMarks(root, show, signal)
    corpora.addEventListener('change', show, { signal })
    onChange(experiment, { opened: show }, signal)
    show()
  }

  #show() {
    const { search, shakespeare, experiment: { corpus } } = this.#corpora
    const locked = locks(this.#root, 'text')
    for (const id of CHOICES) {
      const choice = /** @type {HTMLButtonElement | HTMLTextAreaElement} */ (find(this.#root, id))
      choice.disabled = locked
    }
    if (locked) say(find(this.#root, 'corpus-note'), this.#strings.textLocked)
    const missing = search === 'missing'
    if (missing && !locked) say(find(this.#root, 'corpus-note'), this.#strings.shakespeareNotFound)
    const button = find(this.#root, 'corpus-shakespeare', HTMLButtonElement)
    button.hidden = corpus?.name === 'tiny Shakespeare'
    say(button, missing && !shakespeare ? this.#strings.fetchShakespeare : this.#strings.takeShakespeare)
  }

  /** @param {Promise<boolean>} opening */
  async #use(opening) { if (await opening) this.#toggle(false) }
}

/**
 * A file that was chosen or dropped, unless a lesson has locked what it would replace. Resolves with whether it is in use.
 * @param {ParentNode} root @param {import('../experiment/corpus-chooser.js').CorpusChooser} corpora @param {File} file @param {PanelStrings} strings
 */
export async function takeFile(root, corpora, file, { textLocked, modelLocked }) {
  const model = await holdsModel(file)
  const refused = model ? lockedIn(root).length > 0 || hides(root, 'settings') : locks(root, 'text') || hides(root, 'source')
  return refused ? corpora.refuse(new Error(model ? modelLocked : textLocked)) : take(corpora, file)
}
