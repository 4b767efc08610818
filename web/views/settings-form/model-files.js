// Saves the model as a file, and opens one.
import { find, onClick, say } from '../kit/dom.js'
import { inWords, problemOf } from '../kit/problems.js'
import { openCheckpoint } from '../../experiment/open-files.js'

/** @param {ParentNode} root @param {import('../../experiment/experiment.js').Experiment} experiment @param {import('../../locales/en-panels.js').PanelStrings} strings @param {import('../../experiment/corpus-chooser.js').CorpusChooser} corpora */
export function offerFiles(root, experiment, strings, corpora) {
  const problem = find(root, 'checkpoint-problem')
  const file = find(root, 'checkpoint-file', HTMLInputElement)
  onClick(root, 'save', () => save(experiment).then(() => say(problem, ''), (error) => say(problem, strings.notSaved(inWords(error, strings)))))
  onClick(root, 'open-checkpoint', () => file.click())
  file.addEventListener('change', async () => {
    say(problem, '')
    if (file.files?.[0]) await openCheckpoint(corpora, file.files[0]).catch((error) => say(problem, problemOf(error, strings)))
    file.value = ''
  })
}

/** @param {import('../../experiment/experiment.js').Experiment} experiment */
async function save({ trainer }) {
  if (!trainer) return
  const file = new Blob([await trainer.save()], { type: 'application/octet-stream' })
  const link = Object.assign(document.createElement('a'), {
    href: URL.createObjectURL(file),
    download: `iambic-${trainer.info.config.model}-${trainer.step}.safetensors`,
  })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // the download must have begun by then
}
