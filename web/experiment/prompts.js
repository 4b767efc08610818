// What a model is to begin with: the reader's words, or the line that one which reverses lines cannot do without.
import { firstCharacters } from './corpora.js'
import { find } from '../views/kit/dom.js'

/** @typedef {import('./session.js').Session} Session */

const HEAD = 1000 // characters of a text in which to look for a line

/** @param {ShadowRoot} root */
export const promptField = (root) => find(root, 'prompt', HTMLInputElement)

/** The line for a model that needs one, in characters that it knows; else ''. @param {Session} session */
export async function usualPrompt({ corpus, trainer, presets, reverses }) {
  if (!corpus || !trainer || !reverses) return ''
  const usual = presets.find(({ config }) => config.model === trainer.info.config.model)?.prompt ?? ''
  if (spells(trainer, usual)) return usual
  const lines = (await firstCharacters(corpus, HEAD)).join('').split('\n')
  return Array.from(lines.find((line) => line.trim() !== '') ?? '').slice(0, trainer.info.config.blockSize).join('')
}

/** The line that is turned around: the reader's where the model can read it. @param {ShadowRoot} root @param {Session} session */
export async function lineOf(root, session) {
  const own = promptField(root).value
  const { trainer } = session
  if (!trainer || own === '' || !spells(trainer, own)) return usualPrompt(session)
  return Array.from(own).slice(-trainer.info.config.blockSize).join('')
}

/** @param {import('../trainer/trainer.js').Trainer} trainer @param {string} text */
const spells = ({ info }, text) => text !== '' && Array.from(text).every((character) => info.vocabulary.includes(character))
