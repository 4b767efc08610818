// The panel behind "use another text": how to give the model another one.
import { build, find, onClick, say } from './kit/dom.js'
import { take, useShakespeare } from './open-files.js'
import { CORPUS } from '../elements/iambic-trainer/panels-template.js'

/** @typedef {import('../experiment/corpora.js').Corpus} Corpus */

const NOT_FOUND = 'Tiny Shakespeare does not lie beside this page; the built-in sample stands in for it. ' +
  'Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.'

export class CorpusPanel {
  #root
  #library
  #toggle

  /** @param {ShadowRoot} root @param {import('../experiment/corpus-chooser.js').Library} library @param {(open: boolean) => void} toggle opens or closes the panel */
  constructor(root, library, toggle) {
    this.#root = root
    this.#library = library
    this.#toggle = toggle
    find(root, 'corpus-panel', HTMLElement).replaceChildren(build(CORPUS))
    const file = find(root, 'corpus-file', HTMLInputElement)
    onClick(root, 'corpus-open', () => file.click())
    file.addEventListener('change', () => {
      if (file.files?.[0]) this.#use(take(library, file.files[0]))
      file.value = '' // so that the same file can be chosen again
    })
    onClick(root, 'corpus-sample', () => this.#use(library.use(library.sample)))
    onClick(root, 'corpus-shakespeare', () => this.#use(useShakespeare(library)))
    onClick(root, 'corpus-use', () => this.#use(library.use({ name: 'Pasted text', text: find(root, 'corpus-paste', HTMLTextAreaElement).value })))
  }

  /** @param {Corpus | undefined} corpus in use */
  show(corpus) {
    const { missing, shakespeare } = this.#library
    if (missing) say(find(this.#root, 'corpus-note', HTMLElement), NOT_FOUND)
    const button = find(this.#root, 'corpus-shakespeare', HTMLButtonElement)
    button.hidden = corpus?.name === 'tiny Shakespeare'
    say(button, missing && !shakespeare ? 'Fetch tiny Shakespeare from raw.githubusercontent.com' : 'Use tiny Shakespeare')
  }

  /** @param {Promise<boolean>} opening */
  async #use(opening) { if (await opening) this.#toggle(false) }
}
