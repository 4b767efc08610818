// A lesson: what a page asks for beside settings. It joins each layout before the chart and the panels do, and again whenever what is
// asked for may have changed. Until it has, the element's page cannot be seen.
import { wishOf } from '../iambic-trainer/address.js'
import { fetchCorpus } from '../../experiment/fetch-corpus.js'
import { openNamed } from '../../experiment/named-text.js'
import { send } from '../iambic-trainer/events.js'
import { hiddenBy, lockedBy } from '../../experiment/parts.js'
import { enLesson } from '../../locales/en-lesson.js'
import { build, dress, find, say } from '../../views/kit/dom.js'
import styles from './lesson.css'
import { guardAddress, lockSettings } from './lock.js'
import { hideParts } from './show.js'

/** @typedef {import('../iambic-trainer/layout.js').Layout} Layout */

/** What is asked of this experiment's text, which outlives its layout. @type {WeakMap<import('../../experiment/experiment.js').Experiment, string | null>} */
const named = new WeakMap()

/** @param {Layout} layout */
export function lead(layout) {
  showAndLock(layout)
  openText(layout)
  find(layout.root, 'page').classList.remove('awaited')
}

/** Layouts whose address is guarded. @type {WeakSet<Layout>} */
const guarded = new WeakSet()

/** @param {Layout} layout */
function showAndLock(layout) {
  const { host, root, locale } = layout
  const strings = locale.lesson ?? enLesson
  const show = hiddenBy(wordsOf(host, 'show') ?? [])
  const lock = lockedBy(wordsOf(host, 'lock') ?? [])
  dress(root, styles)
  hideParts(layout, show.names)
  lockSettings(layout, lock.names, strings.isLocked)
  complain(layout, [...show.unknown.map(({ word, nearest }) => strings.noPart(word, nearest)), ...lock.unknown.map(({ word, nearest }) => strings.noLock(word, nearest))])
  if (guarded.has(layout)) return
  guarded.add(layout)
  guardAddress(layout)
}

/** What is wrong with the words: on the page, to the page around, and for whoever wrote it. @param {Layout} layout @param {string[]} sentences */
function complain({ host, root }, sentences) {
  if (sentences.length === 0 && !root.getElementById('lesson-problem')) return
  if (!root.getElementById('lesson-problem')) find(root, 'page').prepend(build('<p id="lesson-problem" class="problem" role="alert"></p>'))
  const place = find(root, 'lesson-problem')
  if (place.textContent === sentences.join(' ')) return
  say(place, sentences.join(' '))
  for (const message of sentences) {
    send(host, 'iambic-error', { message })
    console.warn(`<iambic-trainer> ${message}`)
  }
}

/** @param {Layout} layout */
function openText({ host, experiment, corpora }) {
  const address = wishOf(host, 'src') ?? wishOf(host, 'corpus')
  if (named.has(experiment) && named.get(experiment) === address) return
  named.set(experiment, address)
  const opened = address ? openNamed(corpora, () => fetchCorpus(address)) : corpora.begin()
  opened.catch(() => {}) // it was removed meanwhile
}

/** The words of a list: in an address between commas, in an attribute also between blanks. undefined: nothing is asked. @param {HTMLElement} host @param {'show' | 'lock'} name */
export const wordsOf = (host, name) => wishOf(host, name)?.split(/[\s,]+/).filter(Boolean)
