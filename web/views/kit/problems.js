// What went wrong, in words.
import { whatOf } from '../../experiment/problem.js'
import { wordOf } from './names.js'

/** @typedef {import('../../locales/en.js').Strings} Strings */

/** Adds the words of a part of the page, which can meet more problems. @param {Strings} strings @param {typeof import('../../locales/en-texts.js').enTexts} more */
export function addWords({ corpusNames, problems, whyNot }, more) {
  Object.assign(corpusNames, more.corpusNames)
  Object.assign(problems, more.problems)
  Object.assign(whyNot, more.whyNot)
}

/** What is wrong, as a sentence may begin or end with it. @param {Error} error @param {Strings} strings @returns {string} */
export function problemOf(error, strings) {
  const what = whatOf(error)
  if (what) return sentenceOf(what, strings)
  const { code, details, message } = /** @type {import('../../protocol/error-codes.js').IambicError} */ (error)
  return strings.errors[code]?.(details) ?? message
}

/** The same, to stand by itself. @param {Error} error @param {Strings} strings */
export function inWords(error, strings) {
  const text = problemOf(error, strings)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** @param {import('../../experiment/problem.js').What} what @param {Strings} strings */
function sentenceOf(what, strings) {
  if (what.code === 'setting-value') return strings.settingMustBe(wordOf(strings.settingLabels, what.property.name), allowed(what.property, strings), what.given)
  /** @type {Record<string, (name: string, why: string) => string>} */
  const sentences = strings.problems
  return sentences[what.code]?.(wordOf(strings.corpusNames, what.name ?? ''), whyOf(what, strings)) ?? '' // the words may be on their way
}

/** @param {Partial<Record<'cause', Error> & Record<'why', import('../../experiment/problem.js').WhyNot>> & { code: string }} what @param {Strings} strings */
function whyOf({ code, cause, why }, strings) {
  if (cause) return (code === 'file-not-opened' ? inWords : problemOf)(cause, strings)
  return why ? strings.whyNot[why.code]?.(why.host, why.status ?? 0) ?? '' : ''
}

/** @param {import('../../experiment/settings.js').Property} property @param {Strings} strings */
function allowed({ choices, instead, whole = false, low = 0, high = 0, aboveLow = false }, { oneOf, numberIn }) {
  return choices ? oneOf(choices) : numberIn({ words: instead?.split('|') ?? [], whole, low, high, aboveLow })
}
