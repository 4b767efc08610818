// The text that a page has named and the model that is to begin with it.
import { settingsOf, wishOf } from '../iambic-trainer/address.js'
import { fetchCheckpoint, fetchCorpus } from '../../experiment/fetch-corpus.js'
import { openNamed } from '../../experiment/named-text.js'

/** @typedef {import('../../experiment/corpus.js').Corpus} Corpus */
/** @typedef {import('../../experiment/corpus-chooser.js').CorpusChooser} CorpusChooser */
/** @typedef {import('../iambic-trainer/layout.js').Layout} Layout */

const OWN = 'Text of this lesson'

/**
 * What an experiment was asked to open last. `corpus` and `settings`: what came of it, those of a saved model that the lesson begins with; `wishes`: of the
 * reader and the page until then.
 * @typedef {{ text: unknown, src: string | null, checkpoint: string | null, wishes: number, find?: () => Promise<Corpus>, corpus?: Corpus, corpusSha256?: string, settings?: import('../../experiment/settings.js').Values }} Start
 */

/** @type {WeakMap<import('../../experiment/experiment.js').Experiment, Start>} */
const starts = new WeakMap()

/** @param {import('../../experiment/experiment.js').Experiment} experiment */
export const startOf = (experiment) => /** @type {Start} */ (starts.get(experiment))

/**
 * Opens what is asked for, unless that is open already. The property `text` goes before an address, and that before what the element holds: a child
 * <script type="text/plain"> with every character as it stands, as it was when the text is opened.
 * @param {Layout} layout
 */
export function openText({ host, experiment, corpora }) {
  const child = host.querySelector(':scope > script[type="text/plain"]')?.textContent
  const src = wishOf(host, 'src') ?? wishOf(host, 'corpus')
  const text = /** @type {{ text?: string | Blob }} */ (host).text ?? wishOf(host, 'text') ?? (src === null ? child : undefined)
  const checkpoint = wishOf(host, 'checkpoint')
  const before = starts.get(experiment)
  if (before && before.text === text && before.src === src && before.checkpoint === checkpoint) return
  const find = text === undefined && src === null ? undefined : () => findText(text, src ?? '')
  /** @type {Start} */
  const start = { text, src, checkpoint, wishes: 1, find }
  starts.set(experiment, start)
  const begun = !before && corpora.wishes > 0 && !find && checkpoint === null // without us, for nothing was asked of us until now
  if (!begun) open(corpora, start, settingsOf(host)).catch(() => {}) // it was removed meanwhile
  start.wishes = corpora.wishes
}

/** @param {string | Blob | undefined} text @param {string} src @returns {Promise<Corpus>} */
const findText = async (text, src) => (text === undefined ? fetchCorpus(src) : { name: text instanceof File ? text.name : OWN, text })

/** @param {CorpusChooser} corpora @param {Start} start @param {Map<string, string>} settings */
async function open(corpora, start, settings) {
  const { experiment } = corpora
  const { checkpoint } = start
  if (checkpoint === null) return start.find ? openNamed(corpora, () => textOf(start, corpora)) : corpora.begin()
  const findAny = async () => (start.find ? textOf(start, corpora) : await corpora.sources.findShakespeare() ?? corpora.sample)
  await openNamed(corpora, findAny, () => fetchCheckpoint(checkpoint))
  const steps = settings.get('steps') // the model brings all others
  if (steps !== undefined) await experiment.applyTexts(new Map([['steps', steps]]))
  if (experiment.trainer && corpora.wishes === start.wishes) start.settings = experiment.settings.given
}

/** The text of a lesson, fetched once: then it is there when its address is not. @param {Start} start @param {CorpusChooser} corpora */
const textOf = async (start, { shakespeare, sample }) => (start.find ? start.corpus ??= await start.find() : shakespeare ?? sample)

/** Whether the text in use is the lesson's: without a name for one, what the page itself has chosen. @param {Layout} layout */
export function hasItsText({ experiment: { corpus }, experiment, corpora: { shakespeare, sample, wishes } }) {
  const start = startOf(experiment)
  if (start.find) return corpus === start.corpus
  return corpus === (shakespeare ?? sample) || (corpus === sample && wishes === start.wishes)
}

/** The text of the lesson again, with its saved model or a new one with these settings. Where they cannot be had, all stays as it is. @param {Layout} layout @param {import('../../experiment/settings-model.js').SettingsModel} settings */
export async function openAgain({ experiment, corpora }, settings) {
  const start = startOf(experiment)
  corpora.wishes++ // what is still on its way is not wanted any more
  const corpus = await textOf(start, corpora)
  const options = start.checkpoint === null ? { ...settings.options, ...settings.restart } : { checkpoint: (await fetchCheckpoint(start.checkpoint)).bytes }
  await experiment.open(corpus, options)
}
