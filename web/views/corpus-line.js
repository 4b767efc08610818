// The line that names the text in use, with what is wrong or how far another one has been read.
import { onChange } from './kit/changes.js'
import { find, onClick, say } from './kit/dom.js'
import { grouped } from './kit/format.js'

const BIG = 4_000_000 // bytes from which on reading takes long enough for a bar

/** @typedef {import('../experiment/corpus-chooser.js').CorpusChooser} CorpusChooser */
/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */

/** @param {ParentNode} root @param {Experiment} experiment @param {CorpusChooser} corpora @param {AbortSignal} signal */
export function connectCorpusLine(root, experiment, corpora, signal) {
  const show = () => showCorpus(root, corpora, experiment)
  corpora.addEventListener('change', show, { signal })
  onChange(experiment, { opened: show }, signal)
  onClick(root, 'corpus-offer', () => { if (corpora.shakespeare) corpora.use(corpora.shakespeare) })
}

/** @param {ParentNode} root @param {CorpusChooser} corpora @param {Experiment} experiment */
function showCorpus(root, { aside, problem, progress, shakespeare, sample, settled }, { corpus, trainer }) {
  if (corpus && trainer) {
    const more = corpus === sample ? aside : ''
    say(find(root, 'corpus-line', HTMLElement), `learning from: ${corpus.name}, ${grouped(trainer.info.characters)} characters${more}`)
    find(root, 'corpus-offer', HTMLElement).hidden = corpus !== sample || !shakespeare || !settled
  }
  say(find(root, 'corpus-problem', HTMLElement), problem)
  const big = progress !== undefined && progress.total > BIG
  find(root, 'loading', HTMLElement).hidden = !big
  if (!big) return
  find(root, 'loading-bar', HTMLProgressElement).value = progress.bytes / progress.total
  const mega = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1)
  say(find(root, 'loading-text', HTMLElement), `reading ${mega(progress.bytes)} of ${mega(progress.total)} MB`)
}
