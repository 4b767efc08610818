// A text in its tokens, each on a ground of its own.
import { sign } from '../kit/characters.js'

const HUES = 5

/**
 * Letters stand where they stood whatever the tokens are: only grounds change, so that an eye can follow.
 * @param {string[]} tokens @param {string | undefined} newest
 */
export function tiles(tokens, newest) {
  let before = -1
  return tokens.map((token) => {
    const tile = document.createElement('span')
    tile.textContent = token.replaceAll('\n', `${sign('\n')}\n`)
    if (Array.from(token).length === 1) before = -1
    else tile.className = `h${before = hueOf(token, before)}${token === newest ? ' new' : ''}`
    return tile
  })
}

/** The same wherever a token stands, but for one beside its like. @param {string} token @param {number} before what the one before it has */
function hueOf(token, before) {
  let sum = 0
  for (const unit of token) sum += unit.charCodeAt(0)
  return sum % HUES === before ? (before + 1) % HUES : sum % HUES
}
