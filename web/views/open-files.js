// What a reader brings in a file: a text, or a saved model.
import { inWords } from '../experiment/settings.js'

/** @typedef {import('../experiment/corpus-chooser.js').CorpusChooser} CorpusChooser */

/** A file that was chosen or dropped. Resolves with whether it is in use; if not, `problem` says why. @param {CorpusChooser} corpora @param {File} file */
export async function take(corpora, file) {
  if (!await holdsModel(file)) return corpora.use({ name: file.name, text: file })
  return openCheckpoint(corpora, file).then(() => true, ({ message }) => corpora.refuse(message))
}

/** By its name, or by how it begins: the length of its header, and a brace. @param {File} file */
async function holdsModel(file) {
  if (/\.safetensors$/i.test(file.name)) return true
  const head = new Uint8Array(await file.slice(0, 9).arrayBuffer())
  return head[8] === 0x7b && head.slice(4, 8).every((byte) => byte === 0)
}

/** Rejects with a sentence. @param {CorpusChooser} corpora @param {File} file */
export async function openCheckpoint(corpora, file) {
  const { experiment } = corpora
  corpora.wishes++
  try {
    const checkpoint = await file.arrayBuffer()
    const { corpus } = experiment
    if (!corpus) throw new Error('there is no text yet; open the one that it has learned from first')
    await experiment.open(corpus, { checkpoint })
  } catch (error) {
    throw new Error(`${file.name} cannot be opened: ${inWords(/** @type {Error} */ (error).message)}`)
  }
}
