// What a reader brings: a text or a saved model in a file, or tiny Shakespeare, from wherever it can be had.
import { fetchShakespeare, findShakespeare } from '../experiment/corpora.js'
import { inWords } from '../experiment/settings.js'

/** @typedef {import('../experiment/corpus-chooser.js').Library} Library */

/** A file that was chosen or dropped. Resolves with whether it is in use; if not, the library says why. @param {Library} library @param {File} file */
export async function take(library, file) {
  if (!await holdsModel(file)) return library.use({ name: file.name, text: file })
  return openCheckpoint(library, file).then(() => true, ({ message }) => library.refuse(message))
}

/** By its name, or by how it begins: the length of its header, and a brace. @param {File} file */
async function holdsModel(file) {
  if (/\.safetensors$/i.test(file.name)) return true
  const head = new Uint8Array(await file.slice(0, 9).arrayBuffer())
  return head[8] === 0x7b && head.slice(4, 8).every((byte) => byte === 0)
}

/** Rejects with a sentence. @param {Library} library @param {File} file */
export async function openCheckpoint(library, file) {
  const { experiment } = library
  library.wishes++
  try {
    const checkpoint = await file.arrayBuffer()
    const { corpus } = experiment
    if (!corpus) throw new Error('there is no text yet; open the one that it has learned from first')
    await experiment.open(corpus, { checkpoint })
  } catch (error) {
    throw new Error(`${file.name} cannot be opened: ${inWords(/** @type {Error} */ (error).message)}`)
  }
}

/** Tiny Shakespeare after another text; once it was missed, from its public address, as the button says. @param {Library} library */
export async function useShakespeare(library) {
  try {
    library.shakespeare ??= await (library.missing ? fetchShakespeare() : findShakespeare())
  } catch (error) {
    return library.refuse(/** @type {Error} */ (error).message)
  }
  if (library.shakespeare) return library.use(library.shakespeare)
  library.missing = true
  return library.refuse('Tiny Shakespeare does not lie beside this page.')
}
