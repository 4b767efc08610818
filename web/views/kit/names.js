// Settings, texts and models by their names.

/** @typedef {import('../../locales/en.js').Strings} Strings */
/** @typedef {import('../../experiment/settings.js').Values} Values */

/** The entry of a table of words, or the key. @param {Record<string, string>} table @param {string | number} key */
export const wordOf = (table, key) => table[key] ?? String(key)

/** A model by its rung and what differs from that. @param {Values} made @param {Strings} strings */
export const modelName = (made, strings) => [made.preset, ...changesOf(made, strings)].join(', ')

/** Settings beside the rung: "seed 5". @param {Values} values @param {Strings} strings */
export function changesOf(values, { settingLabels, settingWords, format: { raw } }) {
  const changes = Object.entries(values).filter(([name]) => name !== 'preset')
  return changes.map(([name, value]) => `${wordOf(settingLabels, name)} ${typeof value === 'number' ? raw(value) : wordOf(settingWords, value)}`)
}
