// What a figure is of, in a line: beneath one that is printed, and in one that is saved.
import { changesOf, modelName, wordOf } from './names.js'
import { PROPERTIES } from '../../experiment/settings.js'

/** The model, how far it is, its settings and its text. @param {import('../../experiment/experiment.js').Experiment} experiment @param {import('../../locales/en-panels.js').PanelStrings} strings */
export function settingsLine({ settings: { values, isBigram }, corpus, trainer, run: { step, made } }, strings) {
  const text = strings.printedText(wordOf(strings.corpusNames, corpus?.name ?? ''), trainer?.info.characters ?? 0)
  const settings = PROPERTIES.filter(({ inForm, attends }) => inForm && !(attends && isBigram))
    .flatMap(({ name }) => changesOf({ [name]: values[name] }, strings))
  return [modelName(made, strings), strings.printedSteps(step), ...settings, text].join(' \u00b7 ')
}
