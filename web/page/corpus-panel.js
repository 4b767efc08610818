// The corpus line and its panel: which text is learned, and how to give it another one.
import { corpusOf, SAMPLE } from './corpus.js'
import { disclosure, find, onClick, say } from './dom.js'
import { grouped } from './format.js'
import { named } from './settings.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {import('../protocol.js').LoadProgress} LoadProgress */

const BIG = 4_000_000 // bytes from which on reading takes long enough for a bar

export class CorpusPanel {
  /** Tiny Shakespeare, when it was found but another text is in use. @type {Corpus | undefined} */
  #shakespeare
  #root
  #open
  #problem
  /** @type {(open?: boolean) => void} */
  toggle

  /** @param {ShadowRoot} root @param {{ corpus: (corpus: Corpus) => Promise<void>, checkpoint: (file: File) => Promise<void> }} open each rejects with a sentence */
  constructor(root, open) {
    this.#root = root
    this.#open = open
    this.#problem = find(root, 'corpus-problem', HTMLElement)
    this.toggle = disclosure(root, 'corpus-toggle', 'corpus-panel')
    const file = find(root, 'corpus-file', HTMLInputElement)
    onClick(root, 'corpus-open', () => file.click())
    file.addEventListener('change', () => {
      if (file.files?.[0]) this.take(file.files[0])
      file.value = '' // so that the same file can be chosen again
    })
    onClick(root, 'corpus-sample', () => this.#use(SAMPLE))
    onClick(root, 'corpus-shakespeare', () => this.#shakespeare && this.#use(this.#shakespeare))
    onClick(root, 'corpus-use', () => this.#use({ name: 'Pasted text', text: find(root, 'corpus-paste', HTMLTextAreaElement).value }))
  }

  /** A file was chosen or dropped: a saved model by its name, otherwise a text. @param {File} file */
  async take(file) {
    if (file.name.endsWith('.safetensors')) await this.#open.checkpoint(file)
    else await this.#use(corpusOf(file))
  }

  /** @param {Corpus} corpus @param {number} characters @param {string} [aside] */
  show({ name }, characters, aside = '') {
    say(find(this.#root, 'corpus-line', HTMLElement), `learning from: ${name}, ${grouped(characters)} characters${aside}`)
  }

  /** @param {string} note what a reader should know about the text in use */
  explain(note) { say(find(this.#root, 'corpus-note', HTMLElement), note) }

  /** Tiny Shakespeare arrived while another text was already in use. @param {Corpus} corpus */
  offer(corpus) {
    this.#shakespeare = corpus
    find(this.#root, 'corpus-shakespeare', HTMLButtonElement).hidden = false
  }

  /** @param {string} sentence empty: all is well again */
  refuse(sentence) { say(this.#problem, named(sentence)) }

  /** @param {LoadProgress | undefined} progress undefined when reading is over */
  showProgress(progress) {
    const big = progress !== undefined && progress.total > BIG
    find(this.#root, 'loading', HTMLElement).hidden = !big
    if (!big) return
    find(this.#root, 'loading-bar', HTMLProgressElement).value = progress.bytes / progress.total
    const mega = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1)
    say(find(this.#root, 'loading-text', HTMLElement), `reading ${mega(progress.bytes)} of ${mega(progress.total)} MB`)
  }

  /** @param {Corpus} corpus */
  async #use(corpus) {
    this.refuse('')
    try {
      await this.#open.corpus(corpus)
      this.toggle(false)
    } catch (error) {
      this.refuse(`${corpus.name} cannot be used: ${/** @type {Error} */ (error).message}`)
    } finally {
      this.showProgress(undefined)
    }
  }
}
