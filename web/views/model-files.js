// Saves the model as a file, and opens one.
import { find, onClick, say } from './kit/dom.js'
import { openCheckpoint } from './open-files.js'
import { inWords } from '../experiment/settings.js'

/** @param {ShadowRoot} root @param {import('../experiment/experiment.js').Experiment} experiment @param {import('../experiment/corpus-chooser.js').CorpusChooser} corpora */
export function offerFiles(root, experiment, corpora) {
  const problem = find(root, 'checkpoint-problem', HTMLElement)
  const file = find(root, 'checkpoint-file', HTMLInputElement)
  onClick(root, 'save', () => save(experiment).then(() => say(problem, ''), ({ message }) => say(problem, `The model cannot be saved: ${inWords(message)}`)))
  onClick(root, 'open-checkpoint', () => file.click())
  file.addEventListener('change', async () => {
    say(problem, '')
    if (file.files?.[0]) await openCheckpoint(corpora, file.files[0]).catch(({ message }) => say(problem, message))
    file.value = ''
  })
}

/** @param {import('../experiment/experiment.js').Experiment} experiment */
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
