// What goes wrong with a command or a property of the element, told to whoever wrote the page.
import { whatOf } from '../../experiment/problem.js'
import { parse } from '../../experiment/settings.js'
import { en } from '../../locales/en.js'
import { problemOf } from '../../views/kit/problems.js'

/** Throws it as an Error with a sentence. @param {unknown} error @returns {never} */
export function reject(error) { throw whatOf(error) ? new Error(problemOf(/** @type {Error} */ (error), en)) : error }

/** The value that a property is set to. @param {import('../../experiment/settings.js').Property} property @param {unknown} value */
export function parsed(property, value) {
  try {
    return parse(property, String(value))
  } catch (error) {
    return reject(error)
  }
}
