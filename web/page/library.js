// The texts and the saved models: which one is in use, and how another comes in.
import { CorpusPanel } from './corpus-panel.js'
import { fetchCorpus, findShakespeare, SAMPLE } from './corpus.js'
import { find, onClick, say } from './dom.js'
import { inWords } from './settings.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {import('./session.js').Session} Session */

const SOON = 1000 // milliseconds in which tiny Shakespeare is worth waiting for
const ASIDE = ' (tiny Shakespeare was not found)'
const NOT_FOUND = 'Tiny Shakespeare was found neither beside this page nor on the network, so the built-in sample stands in for it. ' +
  'Any text in UTF-8 will do: drop a file anywhere here, open one, or paste.'

export class Library {
  /** Whether the reader has begun something that a text arriving late must not undo. */
  #touched = false
  #missing = false // tiny Shakespeare, everywhere
  #root
  #session
  #setup
  #panel

  /** @param {ShadowRoot} root @param {Session} session @param {import('./setup.js').Setup} setup */
  constructor(root, session, setup) {
    this.#root = root
    this.#session = session
    this.#setup = setup
    this.#panel = new CorpusPanel(root, {
      corpus: (corpus) => this.#use(corpus),
      checkpoint: (file) => this.#openCheckpoint(file, 'corpus-problem'),
    })
    const file = find(root, 'checkpoint-file', HTMLInputElement)
    onClick(root, 'save', () => this.#save())
    onClick(root, 'open-checkpoint', () => file.click())
    file.addEventListener('change', async () => {
      if (file.files?.[0]) await this.#openCheckpoint(file.files[0], 'checkpoint-problem')
      file.value = ''
    })
  }

  /** Begins with what is at hand, and goes over to tiny Shakespeare if it comes before the reader has begun. @param {string | null} address of a text of the page's own */
  async begin(address) {
    const own = address ? await fetchCorpus(address).catch((error) => this.#panel.refuse(error.message)) : undefined
    if (own) return void await this.#openFirst(own)
    const search = findShakespeare()
    const soon = this.#setup.preset === 'bigram' ? undefined : await Promise.race([search, later(SOON)]) // other models take time to open
    const opened = this.#openFirst(soon ?? SAMPLE)
    const shakespeare = await search
    await opened
    if (soon) return
    this.#missing = !shakespeare
    if (!shakespeare) this.#panel.explain(NOT_FOUND)
    else if (this.#touched) this.#panel.offer(shakespeare)
    else if (!await this.#openFirst(shakespeare)) this.#panel.offer(shakespeare)
    this.show()
  }

  /** The reader has begun: what is in use stays in use. */
  touch() {
    if (!this.#touched) this.#session.stay()
    this.#touched = true
  }

  /** A text or a saved model. @param {File} file */
  take(file) { return this.#panel.take(file) }

  /** Invites the reader to choose another text. */
  invite() {
    this.#panel.toggle(true)
    find(this.#root, 'corpus-open', HTMLButtonElement).focus()
  }

  /** Names the text in use. */
  show() {
    const { corpus, trainer } = this.#session
    if (corpus && trainer) this.#panel.show(corpus, trainer.info.characters, corpus === SAMPLE && this.#missing ? ASIDE : '')
  }

  /** @param {Corpus} corpus @returns {Promise<boolean>} */
  async #openFirst(corpus) {
    try {
      return await this.#session.open(corpus, this.#setup.options)
    } catch (error) {
      if (this.#session.trainer) this.#panel.refuse(/** @type {Error} */ (error).message)
      else this.#session.refuse(/** @type {Error} */ (error).message)
      return false
    }
  }

  /** @param {Corpus} corpus */
  async #use(corpus) {
    this.#touched = true
    await this.#session.open(corpus, { ...this.#setup.options, onLoad: (/** @type {any} */ progress) => this.#panel.showProgress(progress) })
  }

  /** @param {File} file @param {string} place where to say what is wrong with it */
  async #openCheckpoint(file, place) {
    const problem = find(this.#root, place, HTMLElement)
    say(problem, '')
    this.#touched = true
    try {
      const checkpoint = await file.arrayBuffer()
      if (this.#session.corpus) await this.#session.open(this.#session.corpus, { checkpoint })
      this.#setup.adopt()
    } catch (error) {
      say(problem, `${file.name} cannot be opened: ${inWords(/** @type {Error} */ (error).message)}`)
    }
  }

  async #save() {
    const { trainer } = this.#session
    if (!trainer) return
    const problem = find(this.#root, 'checkpoint-problem', HTMLElement)
    try {
      const file = new Blob([await trainer.save()], { type: 'application/octet-stream' })
      const link = Object.assign(document.createElement('a'), {
        href: URL.createObjectURL(file),
        download: `iambic-${trainer.info.config.model}-${trainer.step}.safetensors`,
      })
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // the download must have begun by then
      say(problem, '')
    } catch (error) {
      say(problem, `The model cannot be saved: ${inWords(/** @type {Error} */ (error).message)}`)
    }
  }
}

/** @param {number} milliseconds @returns {Promise<undefined>} */
const later = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })
