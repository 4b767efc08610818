// What stands beneath a figure that is printed.
import { find, say } from './kit/dom.js'
import { settingsLine } from './kit/settings-line.js'

export const PRINTED = '<p id="print-settings" class="print-only"></p>'

/** @param {ParentNode} root @param {import('../experiment/experiment.js').Experiment} experiment @param {import('../locales/en-panels.js').PanelStrings} strings */
export function printSettings(root, experiment, strings) { say(find(root, 'print-settings'), settingsLine(experiment, strings)) }
