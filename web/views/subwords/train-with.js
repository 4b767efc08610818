// "Train with these tokens": the slider's vocabulary becomes the model's own.
import { onChange } from '../kit/changes.js'
import { find, onClick, say } from '../kit/dom.js'
import { explainLock, locks, onMarks } from '../kit/marks.js'

/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */

/** How many tokens the model has; without one, none. @param {Experiment} experiment */
export const usedBy = ({ trainer }) => trainer?.info.vocabularySize ?? 0

/** How many its next start gives it. @param {Experiment} experiment @param {number} fewest the text's characters */
const wantedBy = ({ settings: { values } }, fewest) => (values.tokenizer === 'bpe' ? Number(values.vocabSize) : fewest)

/**
 * @param {ParentNode} root @param {Experiment} experiment @param {import('../../locales/en-subwords.js').SubwordsStrings} words
 * @param {() => { size: number, fewest: number }} chosen @param {(command: Promise<unknown>) => void} attempt says what goes wrong @param {AbortSignal} signal
 * @returns {() => void} tells what the chosen vocabulary is to the model
 */
export function offerTraining(root, experiment, words, chosen, attempt, signal) {
  const button = find(root, 'subwords-train', HTMLButtonElement)
  const lock = () => {
    button.disabled = locks(root, 'tokenizer') || locks(root, 'vocabSize')
    explainLock(button, button.disabled, words.isLocked)
  }
  const tell = () => {
    const { size, fewest } = chosen()
    const used = size === usedBy(experiment)
    say(find(root, 'subwords-trains'), used ? words.inUse : size === wantedBy(experiment, fewest) ? words.waits : '')
  }
  const train = async () => {
    const { size, fewest } = chosen()
    await experiment.apply(size > fewest ? { tokenizer: 'bpe', vocabSize: size } : { tokenizer: 'char' })
    if (size !== usedBy(experiment)) await experiment.reset() // of another number a model that has learned, or is learning, keeps its own till then
    if (experiment.state !== 'training') await experiment.train()
  }
  lock()
  onMarks(root, lock, signal)
  onClick(root, button.id, () => attempt(train()))
  onChange(experiment, { settings: tell }, signal)
  return tell
}
