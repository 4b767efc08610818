// What is wrong with what a page asks for, beside the words of show and lock.
import { besidesOf, wishOf } from '../iambic-trainer/address.js'
import { meant } from '../../experiment/nearest.js'
import { attributeOf, BESIDES, PROPERTIES } from '../../experiment/settings.js'

/** @typedef {typeof import('../../locales/en-lesson.js').enLesson} LessonStrings */

/** What those may be that are one of a few words. @type {Record<string, string[]>} */
const WORDS = { loading: ['lazy', 'eager'], theme: ['light', 'dark'], keys: ['on', 'off'], autoplay: ['on', 'off'] }
const KNOWN = [...PROPERTIES.map(({ name }) => attributeOf(name)), ...BESIDES, 'page', 'id', 'class', 'style', 'title', 'name', 'slot', 'role']

/** Sentences. @param {HTMLElement} host @param {LessonStrings} strings */
export const wrongAttributes = (host, strings) => [...wrongWords(host, strings), ...unknownNames(host, strings)]

/** @param {HTMLElement} host @param {LessonStrings} strings */
const wrongWords = (host, strings) => Object.entries(WORDS).flatMap(([name, words]) => {
  const given = wishOf(host, name)?.trim() ?? ''
  if (given === '' || words.includes(given) || given === name) return []
  return strings.mustBe(name, words, given)
})

/** Of names that are near a known one: others are none of ours. @param {HTMLElement} host @param {LessonStrings} strings */
const unknownNames = (host, strings) => besidesOf(host).filter((name) => !KNOWN.includes(name)).flatMap((name) => {
  const known = meant(name, KNOWN)
  return known ? strings.isNone(name, known) : []
})
