// The panel behind "use another text": how to give the model another one.
import { onChange } from './kit/changes.js'
import { build, find, onClick, say } from './kit/dom.js'
import { take } from './open-files.js'

const PANEL = `
  <p id="corpus-note">Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.</p>
  <p class="row">
    <button id="corpus-open" type="button">Open a file\u2026</button>
    <button id="corpus-shakespeare" type="button" hidden>Use tiny Shakespeare</button>
    <button id="corpus-sample" type="button">Use the built-in sample</button>
    <input id="corpus-file" type="file" accept="text/*,.txt,.md,.csv,.json,.safetensors" hidden>
  </p>
  <label for="corpus-paste">or paste a text here</label>
  <textarea id="corpus-paste" rows="4" spellcheck="false"></textarea>
  <p class="row"><button id="corpus-use" type="button">Use this text</button></p>`

const NOT_FOUND = 'Tiny Shakespeare does not lie beside this page; the built-in sample stands in for it. ' +
  'Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.'

export class CorpusPanel {
  #root
  #corpora
  #toggle

  /**
   * @param {ParentNode} root @param {import('../experiment/experiment.js').Experiment} experiment @param {import('../experiment/corpus-chooser.js').CorpusChooser} corpora
   * @param {(open: boolean) => void} toggle opens or closes the panel @param {AbortSignal} signal
   */
  constructor(root, experiment, corpora, toggle, signal) {
    this.#root = root
    this.#corpora = corpora
    this.#toggle = toggle
    find(root, 'corpus-panel', HTMLElement).replaceChildren(build(PANEL))
    const file = find(root, 'corpus-file', HTMLInputElement)
    onClick(root, 'corpus-open', () => file.click())
    file.addEventListener('change', () => {
      if (file.files?.[0]) this.#use(take(corpora, file.files[0]))
      file.value = '' // so that the same file can be chosen again
    })
    onClick(root, 'corpus-sample', () => this.#use(corpora.use(corpora.sample)))
    onClick(root, 'corpus-shakespeare', () => this.#use(corpora.useShakespeare()))
    onClick(root, 'corpus-use', () => this.#use(corpora.use({ name: 'Pasted text', text: find(root, 'corpus-paste', HTMLTextAreaElement).value })))
    const show = () => this.#show()
    corpora.addEventListener('change', show, { signal })
    onChange(experiment, { opened: show }, signal)
    show()
  }

  #show() {
    const { missing, shakespeare, experiment: { corpus } } = this.#corpora
    if (missing) say(find(this.#root, 'corpus-note', HTMLElement), NOT_FOUND)
    const button = find(this.#root, 'corpus-shakespeare', HTMLButtonElement)
    button.hidden = corpus?.name === 'tiny Shakespeare'
    say(button, missing && !shakespeare ? 'Fetch tiny Shakespeare from raw.githubusercontent.com' : 'Use tiny Shakespeare')
  }

  /** @param {Promise<boolean>} opening */
  async #use(opening) { if (await opening) this.#toggle(false) }
}
