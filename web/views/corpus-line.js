// The line that names the text in use, with what is wrong or how far another one has been read.
import { onChange } from './kit/changes.js'
import { find, onClick, say } from './kit/dom.js'
import { wordOf } from './kit/names.js'
import { problemOf } from './kit/problems.js'

const BIG = 4_000_000 // bytes from which on reading takes long enough for a bar

/** @typedef {import('../experiment/corpus-chooser.js').CorpusChooser} CorpusChooser */
/** @typedef {import('../experiment/experiment.js').Experiment} Experiment */

/** @typedef {import('../locales/en.js').Strings} Strings */

/** Its places, which may stand apart. @param {Strings} strings */
export const corpusLine = ({ useShakespeare }) => ({
  line: '<span id="corpus-line" role="status">\u00a0</span>',
  offer: `<button id="corpus-offer" class="link" type="button" hidden>${useShakespeare}</button>`,
  reading: `
<div id="loading" class="loading" hidden><progress id="loading-bar" max="1" aria-labelledby="loading-text"></progress> <span id="loading-text"></span></div>
<p id="corpus-problem" class="problem" role="alert"></p>`,
})

/** @param {ParentNode} root @param {Experiment} experiment @param {Strings} strings @param {CorpusChooser} corpora @param {AbortSignal} signal */
export function connectCorpusLine(root, experiment, strings, corpora, signal) {
  const show = () => showCorpus(root, corpora, experiment, strings)
  corpora.addEventListener('change', show, { signal })
  onChange(experiment, { opened: show }, signal)
  show()
  onClick(root, 'corpus-offer', () => { if (corpora.shakespeare) corpora.use(corpora.shakespeare) })
}

/** @param {ParentNode} root @param {CorpusChooser} corpora @param {Experiment} experiment @param {Strings} strings */
function showCorpus(root, { search, problem, progress, shakespeare, sample, settled }, { corpus, trainer }, strings) {
  const part = (/** @type {string} */ id) => find(root, id)
  if (corpus && trainer) {
    const more = corpus === sample && search ? { searching: strings.shakespeareComes, found: strings.shakespeareCame, missing: strings.shakespeareMissing }[search] : ''
    say(part('corpus-line'), strings.learningFrom(wordOf(strings.corpusNames, corpus.name), trainer.info.characters) + more)
    part('corpus-offer').hidden = corpus !== sample || !shakespeare || !settled
  }
  say(part('corpus-problem'), problem ? problemOf(problem, strings) : '')
  const big = progress !== undefined && progress.total > BIG
  part('loading').hidden = !big
  if (!big) return
  find(root, 'loading-bar', HTMLProgressElement).value = progress.bytes / progress.total
  say(part('loading-text'), strings.reading(progress.bytes, progress.total))
}
