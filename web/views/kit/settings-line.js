// What a figure is of, in a line: beneath one that is printed, and in one that is saved.
import { concerns } from './concerns.js'
import { changesOf, modelName, wordOf } from './names.js'
import { PROPERTIES } from '../../experiment/settings.js'

/** The model, how far it is, its settings and its text. @param {import('../../experiment/experiment.js').Experiment} experiment @param {import('../../locales/en-panels.js').PanelStrings} strings */
export function settingsLine({ settings, corpus, trainer, run: { step, made } }, strings) {
  const text = strings.printedText(wordOf(strings.corpusNames, corpus?.name ?? ''), trainer?.info.characters ?? 0)
  const concerned = PROPERTIES.filter((property) => property.inForm && concerns(property, settings))
    .flatMap(({ name }) => changesOf({ [name]: settings.values[name] }, strings))
  return [modelName(made, strings), strings.printedSteps(step), ...concerned, text].join(' \u00b7 ')
}
