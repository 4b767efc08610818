// The language of the page around an element: that of the nearest `lang`, where its words are there; else English.
import languages from 'iambic:languages'
import { en } from '../locales/en.js'
import { known, load } from '../trainer/chunks.js'

/** The words of a language; without those of a part, the part brings the English ones. @typedef {{ strings: import('../locales/en.js').Strings, chart?: typeof import('../locales/en-chart.js').enChart, panels?: typeof import('../locales/en-panels.js').enPanels, texts?: typeof import('../locales/en-texts.js').enTexts, next?: typeof import('../locales/en-next.js').enNext, step?: typeof import('../locales/en-step.js').enStep, chapters?: typeof import('../locales/en-chapters.js').enChapters, inside?: typeof import('../locales/en-inside.js').enInside, subwords?: typeof import('../locales/en-subwords.js').enSubwords, lesson?: typeof import('../locales/en-lesson.js').enLesson, lessonMaker?: typeof import('../locales/en-lesson-maker.js').enLessonMaker }} Locale */

/** @type {Locale} */
export const ENGLISH = { strings: en }

/**
 * @param {HTMLElement} host @param {(locale: Locale) => void} speak called when the words of another language are there
 * @param {AbortSignal} signal @returns {boolean} whether such words may be awaited
 */
export function followLanguage(host, speak, signal) {
  let spoken = 'en'
  const follow = () => {
    const wanted = languageAround(host)
    if (wanted !== spoken) change(spoken = wanted)
  }
  const change = async (/** @type {string} */ wanted) => {
    const name = `locale-${wanted}`
    await undefined // until what came before this script is known
    const locale = languages.includes(wanted) || known(name) ? await load(name).catch(() => ENGLISH) : ENGLISH
    if (spoken === wanted && !signal.aborted) speak(/** @type {Locale} */ (locale))
  }
  const observer = new MutationObserver(follow)
  for (const root of new Set([document, host.getRootNode()])) observer.observe(root, { attributeFilter: ['lang'], subtree: true })
  signal.addEventListener('abort', () => observer.disconnect())
  follow()
  return spoken !== 'en'
}

/** "de" of lang="de-CH". @param {HTMLElement} host */
function languageAround(host) {
  for (let at = /** @type {any} */ (host); at; at = at.parentNode ?? at.host) if (at.lang) return String(at.lang).toLowerCase().split('-')[0]
  return 'en'
}
