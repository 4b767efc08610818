// What went wrong, in words.
import { whatOf } from '../../experiment/problem.js'
import { attributeOf, PROPERTIES } from '../../experiment/settings.js'
import { wordOf } from './names.js'

/** @typedef {import('../../locales/en.js').Strings} Strings */

/** What is wrong, as a sentence may begin or end with it. @param {Error} error @param {Strings} strings @returns {string} */
export function problemOf(error, strings) {
  const what = whatOf(error)
  return what ? sentenceOf(what, strings) : named(error.message, strings)
}

/** The same, to stand by itself. @param {Error} error @param {Strings} strings */
export function inWords(error, strings) {
  const text = problemOf(error, strings)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** @param {import('../../experiment/problem.js').What} what @param {Strings} strings */
function sentenceOf(what, strings) {
  switch (what.code) {
    case 'no-model-yet': return strings.noModelYet
    case 'no-text-yet': return strings.noTextYet
    case 'not-shakespeare': return strings.notShakespeare(what.address)
    case 'shakespeare-not-beside': return strings.shakespeareNotBeside
    case 'not-an-address': return strings.notAnAddress(what.given)
    case 'text-not-loaded': return strings.textNotLoaded(what.name, whyNot(what.why, strings))
    case 'named-text-unusable': return strings.namedTextUnusable(wordOf(strings.corpusNames, what.name), problemOf(what.cause, strings))
    case 'text-unusable': return strings.textUnusable(wordOf(strings.corpusNames, what.name), problemOf(what.cause, strings))
    case 'file-not-opened': return strings.fileNotOpened(what.name, inWords(what.cause, strings))
    case 'no-setting': return strings.noSetting(what.name)
    case 'setting-value': return strings.settingMustBe(wordOf(strings.settingLabels, what.property.name), allowed(what.property, strings), what.given)
  }
}

/** @param {import('../../experiment/problem.js').WhyNot} why @param {Strings} strings */
function whyNot(why, { filesOnly, noAnswer, noAnswerToUs, answered }) {
  switch (why.code) {
    case 'files-only': return filesOnly
    case 'no-answer': return noAnswer(why.host)
    case 'no-answer-to-us': return noAnswerToUs(why.host)
    case 'answered': return answered(why.host, why.status)
  }
}

/** @param {import('../../experiment/settings.js').Property} property @param {Strings} strings */
function allowed({ choices, instead, whole = false, low = 0, high = 0, aboveLow = false }, { oneOf, numberIn }) {
  return choices ? oneOf(choices) : numberIn({ words: instead?.split('|') ?? [], whole, low, high, aboveLow })
}

/** For one name can be the end of another: learning_rate of min_learning_rate. */
const LONGEST_FIRST = [...PROPERTIES].sort((a, b) => b.name.length - a.name.length)

/** The core's sentence with the page's names: "blockSize (or block_size) 64 needs ..." -> "block size 64 needs ...". @param {string} sentence @param {Strings} strings */
const named = (sentence, { settingLabels }) => LONGEST_FIRST.reduce((text, { name }) =>
  text.replaceAll(name, wordOf(settingLabels, name)).replaceAll(attributeOf(name).replaceAll('-', '_'), wordOf(settingLabels, name)), sentence)
