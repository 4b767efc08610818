// What a reader asks for: tiny Shakespeare, or what is in a file, a text or a saved model.
import { fetchShakespeare } from './fetch-corpus.js'
import { Problem } from './problem.js'

/** @typedef {import('./corpus-chooser.js').CorpusChooser} CorpusChooser */

/** A file that was chosen or dropped. Resolves with whether it is in use; if not, `problem` says why. @param {CorpusChooser} corpora @param {File} file */
export async function take(corpora, file) {
  if (!await holdsModel(file)) return corpora.use({ name: file.name, text: file })
  return openCheckpoint(corpora, file).then(() => true, (problem) => corpora.refuse(problem))
}

/** Tiny Shakespeare after another text; once it was missed, from its public address. Resolves as `take` does. @param {CorpusChooser} corpora */
export async function takeShakespeare(corpora) {
  try {
    corpora.shakespeare ??= await (corpora.search === 'missing' ? fetchShakespeare() : corpora.sources.findShakespeare())
  } catch (error) {
    return corpora.refuse(/** @type {Error} */ (error))
  }
  if (corpora.shakespeare) return corpora.use(corpora.shakespeare)
  corpora.search = 'missing'
  return corpora.refuse(new Problem({ code: 'shakespeare-not-beside' }))
}

/** By its name, or by how it begins: the length of its header, and a brace. @param {File} file */
export async function holdsModel(file) {
  if (/\.safetensors$/i.test(file.name)) return true
  const head = new Uint8Array(await file.slice(0, 9).arrayBuffer())
  return head[8] === 0x7b && head.slice(4, 8).every((byte) => byte === 0)
}

/** Rejects with a Problem. @param {CorpusChooser} corpora @param {File} file */
export async function openCheckpoint(corpora, file) {
  const { experiment } = corpora
  corpora.wishes++
  try {
    const checkpoint = await file.arrayBuffer()
    const { corpus } = experiment
    if (!corpus) throw new Problem({ code: 'no-text-yet' })
    await experiment.open(corpus, { checkpoint })
  } catch (error) {
    throw new Problem({ code: 'file-not-opened', name: file.name, cause: /** @type {Error} */ (error) })
  }
}
