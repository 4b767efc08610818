// What a model is to begin with: the reader's words, or the line that one which reverses lines cannot do without.
import { firstCharacters } from './corpus.js'
import { reverses } from './expectations.js'

/** @typedef {import('./experiment.js').Experiment} Experiment */

export const HEAD = 1000 // characters of a text in which to look for a line

/** The line for a model that needs one, in characters that it knows; else ''. @param {Experiment} experiment */
export async function usualPrompt({ corpus, trainer, presets }) {
  if (!corpus || !trainer || !reverses({ trainer })) return ''
  const usual = presets.find(({ config }) => config.model === trainer.info.config.model)?.prompt ?? ''
  if (spells(trainer, usual)) return usual
  const lines = (await firstCharacters(corpus, HEAD)).join('').split('\n')
  return Array.from(lines.find((line) => line.trim() !== '') ?? '').slice(0, trainer.info.config.blockSize).join('')
}

/** The line that is turned around: the reader's where the model can read it. @param {Experiment} experiment */
export async function lineOf(experiment) {
  const { trainer, prompt: own } = experiment
  if (!trainer || own === '' || !spells(trainer, own)) return usualPrompt(experiment)
  return Array.from(own).slice(-trainer.info.config.blockSize).join('')
}

/** Whether the model knows each character of a text, which is not empty. @param {import('../trainer/trainer.js').Trainer} trainer @param {string} text */
export const spells = ({ info }, text) => text !== '' && Array.from(text).every((character) => info.vocabulary.includes(character))
