// A lesson: what a page asks for beside settings. It joins each layout before the chart and the panels do, and again whenever what is
// asked for may have changed. Until it has, the element's page cannot be seen.
import { addSlots } from './slots.js'
import { wrongAttributes } from './complaints.js'
import { openText } from './sources.js'
import { startAlone } from './autoplay.js'
import { wishOf } from '../iambic-trainer/address.js'
import { warn } from '../iambic-trainer/events.js'
import { hiddenBy, lockedBy } from '../../experiment/parts.js'
import { enLesson } from '../../locales/en-lesson.js'
import { enTexts } from '../../locales/en-texts.js'
import { build, dress, find, say } from '../../views/kit/dom.js'
import { addWords } from '../../views/kit/problems.js'
import styles from './lesson.css'
import { guardAddress, lockSettings } from './lock.js'
import { hideParts, showQuestions } from './show.js'
import { offerBack } from './teachers-version.js'

/** @typedef {import('../iambic-trainer/layout.js').Layout} Layout */

/** @param {Layout} layout */
export function lead(layout) {
  const { root, experiment, locale, status } = layout
  addWords(layout.strings, locale.texts ?? enTexts)
  if (experiment.state === 'error') status.showState() // now there are words for it
  showAndLock(layout)
  addSlots(layout)
  begin(layout)
  openText(layout)
  startAlone(layout)
  joinOnce(layout)
  const page = find(root, 'page')
  page.classList.remove('awaited')
  page.hidden = false
}

/** Prompts that were asked for. @type {WeakMap<import('../../experiment/experiment.js').Experiment, string>} */
const prompts = new WeakMap()

/** What the writing begins with, until the reader says otherwise. @param {Layout} layout */
function begin({ host, experiment, scheduler }) {
  const prompt = wishOf(host, 'prompt') ?? ''
  if (prompt === (prompts.get(experiment) ?? '')) return
  prompts.set(experiment, prompt)
  experiment.setPrompt(prompt)
  scheduler.now()
}

/** Layouts that a lesson has joined. @type {WeakSet<Layout>} */
const joined = new WeakSet()

/** @param {Layout} layout */
function joinOnce(layout) {
  if (joined.has(layout)) return
  joined.add(layout)
  guardAddress(layout)
  showQuestions(layout)
  offerBack(layout)
}

/** @param {Layout} layout */
function showAndLock(layout) {
  const { host, root, locale } = layout
  const strings = locale.lesson ?? enLesson
  const show = hiddenBy(wordsOf(host, 'show') ?? [])
  const lock = lockedBy(wordsOf(host, 'lock') ?? [])
  dress(root, styles)
  hideParts(layout, show.names)
  lockSettings(layout, lock.names, strings.isLocked)
  complain(layout, [
    ...wrongAttributes(host, strings),
    ...show.unknown.map(({ word, nearest }) => strings.noPart(word, nearest)), ...lock.unknown.map(({ word, nearest }) => strings.noLock(word, nearest)),
  ])
}

/** What is wrong with the words: on the page, to the page around, and for whoever wrote it. @param {Layout} layout @param {string[]} sentences */
function complain({ host, root }, sentences) {
  if (sentences.length === 0 && !root.getElementById('lesson-problem')) return
  if (!root.getElementById('lesson-problem')) find(root, 'page').prepend(build('<p id="lesson-problem" class="problem" role="alert"></p>'))
  const place = find(root, 'lesson-problem')
  if (place.textContent === sentences.join(' ')) return
  say(place, sentences.join(' '))
  for (const message of sentences) warn(host, message)
}

/** The words of a list: in an address between commas, in an attribute also between blanks. undefined: nothing is asked. @param {HTMLElement} host @param {'show' | 'lock'} name */
const wordsOf = (host, name) => wishOf(host, name)?.split(/[\s,]+/).filter(Boolean)
