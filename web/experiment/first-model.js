// The first model of a page, which should come up whatever its address or attributes ask for.
import { Problem } from './problem.js'
import { blame } from './settings-texts.js'

/** @typedef {import('./settings-model.js').SettingsModel} SettingsModel */

/**
 * Opens it as it is set; with less than that, and a word about it, where that is refused; or says why there is none.
 * @param {import('./training.js').Training} training @param {import('./settings-texts.js').Refused} refused
 * @param {import('./corpus.js').Corpus} corpus @param {'named-text-unusable' | 'text-unusable'} [named] see Experiment.openFirst
 */
export async function openFirst(training, refused, corpus, named) {
  const asked = training.settings
  try {
    await training.open(corpus, asked.options)
  } catch (error) {
    if (training.closed) throw error
    const cause = /** @type {Error} */ (error)
    for (const lesser of asked.lesser(cause)) {
      const adapt = (/** @type {SettingsModel} */ settings) => {
        blame(refused, cause, asked.given) // before anybody is told of the settings
        return settings.with(lesser.given, true)
      }
      if (!training.ready) await training.open(corpus, lesser.options, adapt).catch(() => {})
    }
    if (!training.ready) training.refuse(named ? new Problem({ code: named, name: corpus.name, cause }) : cause, corpus)
  }
}
