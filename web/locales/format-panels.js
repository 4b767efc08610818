// How a language writes shares, characters, a loss as a choice, and two numbers that hardly differ.

/** What tells of a model whether its tokens are more than characters. @typedef {{ merges?: unknown }} Tokens */

const THIN_SPACE = '\u202f'

/**
 * @param {import('./format.js').Format} format @param {[string, string]} marks of a quotation
 * @param {Record<string, string>} names of characters that cannot be seen @param {string} token
 */
export const sharesOf = ({ fixed }, [opening, closing], names, token) => ({
  /** What a model reads and writes: tokens, where these are not simply characters, or letters, of the text. @param {Tokens} info @param {string} otherwise @param {string} [named] */
  tokenOr: ({ merges }, otherwise, named = token) => (merges ? named : otherwise),
  /** 0.93 -> "93 %" @param {number} share */
  percent(share) {
    const value = 100 * share
    const text = value === 0 ? '0' : value < 0.1 ? `<\u2006${fixed(0.1, 1)}` : fixed(value, value < 9.95 ? 1 : 0)
    return `${text}${THIN_SPACE}%`
  },
  /** A token in a sentence: "q" in quotation marks, or its name where it is a character that cannot be seen. @param {string} token */
  quoted: (token) => names[token] ?? (/^\p{C}$/u.test(token) ? `U+${hex(token)}` : `${opening}${token.replaceAll('\n', '\u21b5')}${closing}`),
})

/** @param {string} character */
const hex = (character) => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')

const MOST = 1e6 // choices that a reader can imagine

/** Whether there is a loss to tell. @param {number | null | undefined} loss @returns {loss is number} */
export const isKnown = (loss) => typeof loss === 'number' && Number.isFinite(loss)

/**
 * Among how many equally likely characters a guess costs as much, of the loss as it is shown, so that a reader who takes its exponential finds
 * the same: 2.45 -> "11.6", 6.9 -> "990"; but "65" of one who guesses among 65.
 * @param {number} loss in nats @param {import('./format.js').Format} format
 */
export function choices(loss, { fixed, grouped, roughly, unit }) {
  const exact = Math.exp(loss)
  if (Math.abs(exact - Math.round(exact)) < 1e-4 && exact < MOST) return grouped(exact)
  const count = Math.exp(Number((loss / unit.nats).toFixed(2)) * unit.nats)
  return count < 99.95 ? fixed(count, 1) : count < MOST ? roughly(count) : `> ${grouped(MOST)}`
}

const FEWEST = 1 // decimals
const FINEST = 6

/** @param {import('./format.js').Format} format */
export const apartOf = ({ raw }) => ({
  /** Two numbers with as many decimals as it takes to tell them apart: 1.234 and 1.236 -> "1.234", "1.236". @param {number} a @param {number} b @param {number} [fewest] decimals @returns {[string, string]} */
  apart(a, b, fewest = FEWEST) {
    let decimals = fewest
    while (a !== b && decimals < FINEST && a.toFixed(decimals) === b.toFixed(decimals)) decimals++
    return [raw(a.toFixed(decimals)), raw(b.toFixed(decimals))]
  },
  /** @param {string} number */
  share: (number) => `${number}${THIN_SPACE}%`,
})
