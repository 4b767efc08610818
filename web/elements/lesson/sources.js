// The text that a page has named and the model that is to begin with it.
import { settingsOf, wishOf } from '../iambic-trainer/address.js'
import { fetchCheckpoint, fetchCorpus } from '../../experiment/fetch-corpus.js'
import { openNamed } from '../../experiment/named-text.js'

/** @typedef {import('../iambic-trainer/layout.js').Layout} Layout */

const OWN = 'Text of this lesson'

/** What an experiment was asked to open last. @type {WeakMap<import('../../experiment/experiment.js').Experiment, { text: unknown, src: string | null, checkpoint: string | null }>} */
const opened = new WeakMap()

/**
 * Opens what is asked for, unless that is open already. The property `text` goes before an address, and that before what the element holds: a child
 * <script type="text/plain"> with every character as it stands, as it was when the text is opened.
 * @param {Layout} layout
 */
export function openText({ host, experiment, corpora }) {
  const child = host.querySelector(':scope > script[type="text/plain"]')?.textContent
  const src = wishOf(host, 'src') ?? wishOf(host, 'corpus')
  const text = /** @type {{ text?: string | Blob }} */ (host).text ?? wishOf(host, 'text') ?? (src === null ? child : undefined)
  const wanted = { text, src, checkpoint: wishOf(host, 'checkpoint') }
  const before = opened.get(experiment)
  if (before && before.text === text && before.src === src && before.checkpoint === wanted.checkpoint) return
  opened.set(experiment, wanted)
  const named = text !== undefined || src !== null
  open(corpora, named ? () => find(text, src ?? '') : undefined, wanted.checkpoint, settingsOf(host)).catch(() => {}) // it was removed meanwhile
}

/** @param {string | Blob | undefined} text @param {string} src */
const find = (text, src) => (text === undefined ? fetchCorpus(src) : { name: text instanceof File ? text.name : OWN, text })

/** @param {import('../../experiment/corpus-chooser.js').CorpusChooser} corpora @param {(() => any) | undefined} named @param {string | null} checkpoint @param {Map<string, string>} settings */
async function open(corpora, named, checkpoint, settings) {
  if (checkpoint === null) return named ? openNamed(corpora, named) : corpora.begin()
  await openNamed(corpora, named ?? (async () => await corpora.sources.findShakespeare() ?? corpora.sample), () => fetchCheckpoint(checkpoint))
  const steps = settings.get('steps') // the model brings all others
  if (steps !== undefined) await corpora.experiment.applyTexts(new Map([['steps', steps]]))
}
