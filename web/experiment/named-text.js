// A text that the page has named, or a model that is to go on with it: these are used, or nothing is.
import { Problem } from './problem.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */
/** @typedef {{ name: string, bytes: ArrayBuffer }} Checkpoint */

/**
 * @param {import('./corpus-chooser.js').CorpusChooser} corpora
 * @param {() => Corpus | Promise<Corpus>} find may reject with a Problem @param {() => Promise<Checkpoint>} [findModel] the same
 */
export async function openNamed(corpora, find, findModel) {
  const { experiment } = corpora
  const wish = ++corpora.wishes
  const wanted = () => wish === corpora.wishes
  try {
    const [corpus, model] = await Promise.all([find(), findModel?.()])
    if (!wanted()) return
    if (model) return await openModel(experiment, corpus, model, wanted)
    const code = corpus.name === 'Text of this lesson' ? 'text-unusable' : 'named-text-unusable'
    if (!experiment.trainer) return await experiment.openFirst(corpus, code)
    await experiment.open(corpus, {}, wanted).catch((cause) => { throw new Problem({ code, name: corpus.name, cause }) })
  } catch (error) {
    await experiment.refuse(/** @type {Error} */ (error), wanted)
  } finally {
    if (wanted()) experiment.begin()
  }
}

/** @param {import('./experiment.js').Experiment} experiment @param {Corpus} corpus @param {Checkpoint} model @param {() => boolean} wanted */
const openModel = (experiment, corpus, { name, bytes }, wanted) => experiment.open(corpus, { checkpoint: bytes }, wanted)
  .catch((cause) => { throw new Problem({ code: 'file-not-opened', name, cause }) })
