// What a model would write after the reader's words, and a throw of the die for it.
import { firstCharacters } from './corpus.js'
import { HEAD, spells, usualPrompt } from './prompts.js'
import { ranked } from './ranked.js'

/** @typedef {import('./experiment.js').Experiment} Experiment */
/** A character, its share, and where its share begins among all, which stand one after the other from 0 to 1. @typedef {{ character: string, share: number, from: number }} Candidate */

const FIRST_WORDS = ['ROMEO:', 'the '] // of tiny Shakespeare; and where a text has no such name
const SHORTEST = 4 // characters of a line worth going on from

/** Words that the model can read, to begin with. @param {Experiment} experiment */
export async function firstWords(experiment) {
  const { prompt, trainer, corpus } = experiment
  if (!trainer || !corpus) return ''
  if (prompt) return prompt
  const line = await usualPrompt(experiment)
  if (line) return `${line}\n` // what it turns around
  return [...FIRST_WORDS, firstLine((await firstCharacters(corpus, HEAD)).join(''))].find((words) => spells(trainer, words)) ?? ''
}

/** @param {string} text */
const firstLine = (text) => text.split('\n').find((line) => line.length >= SHORTEST)?.slice(0, 2 * SHORTEST) ?? ''

/**
 * All characters, the likeliest first.
 * @param {string[]} vocabulary @param {ArrayLike<number>} shares of each, (V); equal ones stay in the vocabulary's order
 * @returns {Candidate[]}
 */
export function candidates(vocabulary, shares) {
  let from = 0
  return ranked(shares).map((i) => {
    const candidate = { character: vocabulary[i], share: shares[i], from }
    from += shares[i]
    return candidate
  })
}

/** The one on whose share the die has fallen. @param {Candidate[]} ordered @param {number} die from 0 to 1, without 1 */
export function hit(ordered, die) {
  const possible = ordered.filter(({ share }) => share > 0)
  return possible.find(({ from, share }) => die < from + share) ?? possible[possible.length - 1] // shares may add up to a little less than 1
}
