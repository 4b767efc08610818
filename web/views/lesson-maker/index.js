// The panel in which a teacher makes a lesson of the page as it stands: what is shown, what is locked, which text; and takes it away as a link, a frame or an element.
import { onChange } from '../kit/changes.js'
import { copyText } from '../kit/clipboard.js'
import { find, onClick, say } from '../kit/dom.js'
import { modelName, wordOf } from '../kit/names.js'
import { elementOf, fitsLink, frameOf, linkOf, LONGEST_IN_LINK, LONGEST_IN_PAGE } from '../../experiment/lesson.js'
import { Preview } from './preview.js'
import { CODES } from './template.js'

/** @typedef {import('../../experiment/lesson.js').Lesson} Lesson */
/** Addresses: of the page, and of two scripts beside it; the page in one file has none for frames. @typedef {{ page: string, frameScript: string, elementScript: string }} Places */

/** Whether others can open it. @param {string} page */
const isReached = (page) => !/^(file:|https?:\/\/(localhost|127\.|\[::1\]))/.test(page)

export class LessonMaker {
  #root
  #experiment
  #corpora
  #strings
  #words
  #places
  #asked
  /** The text in use, where a page can carry it. */
  #inUse = ''
  #lengthInUse = 0 // in characters
  #preview

  /**
   * @param {HTMLElement} root the panel, filled with its template @param {import('../../experiment/experiment.js').Experiment} experiment
   * @param {import('../../experiment/corpus-chooser.js').CorpusChooser} corpora @param {import('../../locales/en.js').Strings} strings
   * @param {import('../../locales/en-lesson-maker.js').LessonMakerStrings} words @param {Places} places @param {Lesson} asked of the page @param {AbortSignal} signal
   */
  constructor(root, experiment, corpora, strings, words, places, asked, signal) {
    this.#root = root
    this.#experiment = experiment
    this.#corpora = corpora
    this.#strings = strings
    this.#words = words
    this.#places = places
    this.#asked = asked
    this.#begin()
    for (const kind of CODES) onClick(root, `maker-copy-${kind}`, () => this.#copy(kind))
    root.addEventListener('input', ({ target }) => this.#choose(/** @type {HTMLElement} */ (target)))
    this.#preview = new Preview(root, words.previewOf)
    find(root, 'maker-preview').addEventListener('toggle', () => this.#preview.show())
    onChange(experiment, { settings: () => this.show(), opened: () => this.#readText(), reset: () => this.show() }, signal)
    this.#readText(true)
  }

  /** With what the page was asked for. */
  #begin() {
    const { lock = '', src = '', autoplay = false } = this.#asked
    this.#input('prompt').value = this.#experiment.prompt
    this.#input('src').value = src
    this.#root.querySelector('[name=maker-autoplay]')?.toggleAttribute('checked', autoplay)
    if (lock) this.#pick('lock', lock === 'all' ? 'all' : 'some')
    for (const name of lock === 'all' ? [] : lock.split(' ')) if (name) this.#pick('locks', name)
  }

  /** What is typed is what is wanted. @param {HTMLElement} field */
  #choose(field) {
    if (field.id === 'maker-own') this.#pick('text', 'own')
    if (field.id === 'maker-src') this.#pick('text', 'src')
    if (field instanceof HTMLInputElement && field.name === 'maker-locks') this.#pick('lock', 'some')
    this.show()
  }

  /** The text in use may be a file, whose characters are still to be read. @param {boolean} [first] a text of the teacher's own is the lesson's */
  async #readText(first) {
    const { corpus, trainer } = this.#experiment
    const { shakespeare, sample } = this.#corpora
    const usual = shakespeare ?? sample
    const own = Boolean(corpus) && corpus !== usual
    const length = trainer?.info.characters ?? 0
    const text = corpus && own && length <= LONGEST_IN_PAGE ? await (typeof corpus.text === 'string' ? corpus.text : corpus.text.text()) : ''
    if (corpus !== this.#experiment.corpus) return
    this.#inUse = text
    this.#lengthInUse = own ? length : 0
    const nameOf = (/** @type {string} */ name) => wordOf(this.#strings.corpusNames, name)
    this.#label('usual', this.#words.usualText(nameOf(usual.name)))
    this.#label('used', this.#words.textInUse(nameOf(corpus?.name ?? ''), length))
    const used = this.#radio('text', 'used')
    used?.closest('label')?.toggleAttribute('hidden', !own)
    if (own && first) this.#pick('text', this.#asked.src ? 'src' : 'used')
    if (!own && used?.checked) this.#pick('text', 'usual')
    this.show()
  }

  /** @returns {Lesson} */
  get lesson() {
    const shown = this.#ticked('show')
    const lock = this.#picked('lock')
    const all = this.#root.querySelectorAll('[name=maker-show]').length
    return {
      theme: this.#asked.theme,
      lang: this.#asked.lang,
      settings: this.#experiment.settings.running,
      ...this.#textOf(this.#picked('text')),
      prompt: this.#input('prompt').value,
      show: shown.length < all ? shown.join(' ') : '',
      lock: lock === 'all' ? 'all' : lock === 'some' ? this.#ticked('locks').join(' ') : '',
      autoplay: this.#ticked('autoplay').length > 0,
    }
  }

  /** @param {string} picked @returns {{ text?: string, src?: string }} */
  #textOf(picked) {
    if (picked === 'used') return { text: this.#inUse }
    if (picked === 'own') return { text: find(this.#root, 'maker-own', HTMLTextAreaElement).value }
    return picked === 'src' ? { src: this.#input('src').value.trim() } : {}
  }

  /** Characters of a text that none of the codes carries, else 0. */
  get #tooMany() {
    const picked = this.#picked('text')
    const length = picked === 'used' ? this.#lengthInUse : picked === 'own' ? find(this.#root, 'maker-own', HTMLTextAreaElement).value.length : 0
    return length > LONGEST_IN_PAGE ? length : 0
  }

  /** Writes link, frame and element anew. */
  show() {
    const { lesson } = this
    const { page, frameScript, elementScript } = this.#places
    const fits = this.#tooMany === 0
    const carried = fits && fitsLink(lesson)
    const codes = {
      link: carried ? linkOf(lesson, page) : '',
      frame: carried ? frameOf(lesson, { page, script: frameScript, title: this.#words.title }) : '',
      element: fits ? elementOf({ ...lesson, ...(lesson.src && { src: this.#absolute(lesson.src) }) }, { script: elementScript }) : '',
    }
    for (const kind of CODES) {
      const field = find(this.#root, `maker-${kind}`, HTMLTextAreaElement)
      if (field.value !== codes[kind]) {
        say(find(this.#root, 'maker-copied'), '')
        say(find(this.#root, `maker-copy-${kind}`), this.#words.copy)
      }
      field.value = codes[kind]
      find(this.#root, `maker-copy-${kind}`, HTMLButtonElement).disabled = codes[kind] === ''
    }
    say(find(this.#root, 'maker-stands'), this.#words.standsAt(modelName({ ...lesson.settings, preset: this.#experiment.settings.preset }, this.#strings)))
    say(find(this.#root, 'maker-note'), this.#noteOn(lesson, carried))
    this.#preview.show()
  }

  /** Of a text beside this page, which lies elsewhere for the teacher's. @param {string} src */
  #absolute(src) {
    const { page } = this.#places
    return page.startsWith('http') && URL.canParse?.(src, page) ? new URL(src, page).href : src
  }

  /** @param {Lesson} lesson @param {boolean} carried by a link */
  #noteOn({ text, src }, carried) {
    const words = this.#words
    if (this.#tooMany > 0) return words.tooLongForAny(this.#tooMany, LONGEST_IN_PAGE)
    return [
      carried ? '' : words.tooLong(Array.from(text ?? '').length, LONGEST_IN_LINK),
      this.#picked('text') !== 'usual' && !text && !src ? words.noText : '',
      this.#ticked('show').length === 0 ? words.nothingShown : '',
      isReached(this.#places.page) ? '' : words.onlyHere,
      this.#places.frameScript ? '' : words.oneFile,
    ].filter(Boolean).join(' ')
  }

  /** @param {typeof CODES[number]} kind */
  async #copy(kind) {
    const field = find(this.#root, `maker-${kind}`, HTMLTextAreaElement)
    field.focus()
    field.select()
    const copied = await copyText(field.value)
    say(find(this.#root, 'maker-copied'), copied ? this.#words.copied : this.#words.notCopied)
    if (copied) say(find(this.#root, `maker-copy-${kind}`), this.#words.copied)
  }

  /** @param {string} name @param {string} value */
  #radio(name, value) { return /** @type {HTMLInputElement | null} */ (this.#root.querySelector(`[name=maker-${name}][value=${value}]`)) }

  /** @param {string} name @param {string} value */
  #pick(name, value) { Object.assign(this.#radio(name, value) ?? {}, { checked: true }) }

  /** @param {string} name */
  #ticked(name) { return Array.from(this.#root.querySelectorAll(`[name=maker-${name}]:checked`), (box) => /** @type {HTMLInputElement} */ (box).value) }

  /** @param {string} name */
  #picked(name) { return this.#ticked(name)[0] }

  /** @param {string} name */
  #input(name) { return find(this.#root, `maker-${name}`, HTMLInputElement) }

  /** @param {string} value of a way to choose the text @param {string} text */
  #label(value, text) { say(/** @type {HTMLElement} */ (this.#radio('text', value)?.nextElementSibling), text) }
}
