// A text that the page has named: it is the one that is learned, or nothing is.
import { Problem } from './problem.js'

/** @typedef {import('./corpus.js').Corpus} Corpus */

/** @param {import('./corpus-chooser.js').CorpusChooser} corpora @param {() => Corpus | Promise<Corpus>} find may reject with a Problem */
export async function openNamed(corpora, find) {
  const { experiment } = corpora
  const wish = ++corpora.wishes
  const wanted = () => wish === corpora.wishes
  try {
    const corpus = await find()
    if (!wanted()) return
    if (!experiment.trainer) return await experiment.openFirst(corpus, true)
    await experiment.open(corpus, {}, wanted).catch((cause) => { throw new Problem({ code: 'named-text-unusable', name: corpus.name, cause }) })
  } catch (error) {
    await experiment.refuse(/** @type {Error} */ (error), wanted)
  } finally {
    if (wanted()) experiment.begin()
  }
}
