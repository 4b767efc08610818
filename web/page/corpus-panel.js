// The panel behind "use another text": how to give the model another one.
import { build, find, onClick, say } from './dom.js'
import { CORPUS } from './panels-template.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */

export class CorpusPanel {
  #root
  #library
  #toggle

  /** @param {ShadowRoot} root @param {import('./library.js').Library} library @param {(open: boolean) => void} toggle opens or closes the panel */
  constructor(root, library, toggle) {
    this.#root = root
    this.#library = library
    this.#toggle = toggle
    find(root, 'corpus-panel', HTMLElement).replaceChildren(build(CORPUS))
    const file = find(root, 'corpus-file', HTMLInputElement)
    onClick(root, 'corpus-open', () => file.click())
    file.addEventListener('change', () => {
      if (file.files?.[0]) this.#use(library.take(file.files[0]))
      file.value = '' // so that the same file can be chosen again
    })
    onClick(root, 'corpus-sample', () => this.#use(library.use(library.sample)))
    onClick(root, 'corpus-shakespeare', () => this.#use(library.useShakespeare()))
    onClick(root, 'corpus-use', () => this.#use(library.use({ name: 'Pasted text', text: find(root, 'corpus-paste', HTMLTextAreaElement).value })))
  }

  /** @param {Corpus | undefined} corpus in use */
  show(corpus) {
    const { note, aside } = this.#library
    if (note) say(find(this.#root, 'corpus-note', HTMLElement), note)
    find(this.#root, 'corpus-shakespeare', HTMLButtonElement).hidden = !corpus || corpus.name === 'tiny Shakespeare' || aside !== '' // where there is none to go back to
  }

  /** @param {Promise<boolean>} opening */
  async #use(opening) { if (await opening) this.#toggle(false) }
}
