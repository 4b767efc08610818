// Whether a reader has changed the settings that a lesson gave.
import { parse, PROPERTIES, propertyOf } from './settings.js'

/** @typedef {import('./settings-model.js').SettingsModel} SettingsModel */
/** @typedef {Pick<import('./experiment.js').Experiment, 'settings' | 'refused'>} Settings */

/** The settings of a lesson, without what is refused. @param {Settings} now @param {Map<string, string | null>} texts as the lesson gives them */
export function settingsOfLesson({ settings, refused }, texts) {
  /** @type {import('./settings-model.js').Wishes} */
  const set = {}
  for (const [name, text] of texts) {
    if (text === null || refused.get(name)?.text === text) continue
    try {
      set[name] = parse(propertyOf(name), text)
    } catch {
      // it was refused when the lesson began, and is to be read where that was said
    }
  }
  return settings.with(set, true)
}

/** Whether what runs, or what the form holds, is something else. @param {Settings} now @param {SettingsModel} lesson its settings @param {Map<string, string | null>} texts as the lesson gives them */
export function settingsChanged({ settings, refused }, lesson, texts) {
  const typed = Array.from(refused).some(([name, { text }]) => texts.get(name) !== text)
  return typed || settings.pending.length > 0 || PROPERTIES.some(({ name }) => settings.values[name] !== lesson.values[name])
}
