// What goes wrong with a command or a property of the element, told to whoever wrote the page.
import { whatOf } from '../../experiment/problem.js'
import { en } from '../../locales/en.js'
import { problemOf } from '../../views/kit/problems.js'

/** Throws it as an Error with a sentence. @param {unknown} error @returns {never} */
export function reject(error) { throw whatOf(error) ? new Error(problemOf(/** @type {Error} */ (error), en)) : error }
