// How a language writes numbers, times and characters; made once for each.

const THIN_SPACE = '\u202f'

/** @typedef {ReturnType<typeof formatOf>} Format */

/**
 * @param {string} language as Intl knows it @param {[string, string]} marks of a quotation
 * @param {Record<string, string>} names of characters that cannot be seen
 */
export function formatOf(language, [opening, closing], names) {
  const number = numberOf(language)
  const { grouped, fixed } = number
  const plurals = new Intl.PluralRules(language)
  return {
    ...number, ...amountOf(number),
    /** "10,000 steps", "1 step" @param {number} count @param {string} one @param {string} other */
    counted: (count, one, other) => `${grouped(count)} ${plurals.select(count) === 'one' ? one : other}`,
    /** 12,400 -> "12,000": two digits are all a pace needs. @param {number} value */
    roughly: (value) => grouped(Number(value.toPrecision(2))),
    /** A loss in nats. @param {number | null | undefined} value */
    nats: (value, digits = 2) =>
      typeof value !== 'number' || !Number.isFinite(value) ? '\u2013' : value < 1e4 ? fixed(value, digits) : number.exponential(value),
    /** A character in a sentence: "q" in quotation marks, or its name. @param {string} character */
    quoted: (character) => names[character] ?? (/\p{C}/u.test(character) ? `U+${hex(character)}` : `${opening}${character}${closing}`),
  }
}

/** @param {string} language */
function numberOf(language) {
  const format = (/** @type {Intl.NumberFormatOptions} */ options) => new Intl.NumberFormat(language, options)
  const [whole, significant, precise] = [format({ maximumFractionDigits: 0 }), format({ maximumSignificantDigits: 6 }), format({ maximumFractionDigits: 6 })]
  const decimals = [0, 1, 2].map((digits) => format({ minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }))
  const point = decimals[1].format(0.5).charAt(1)
  return {
    /** 1115394 -> "1,115,394" @param {number} value */
    grouped: (value) => whole.format(Math.round(value)),
    /** 0.001 -> "0.001", 1e-7 -> "0.0000001" @param {number} value */
    plain: (value) => significant.format(value),
    /** 4294967295 -> "4,294,967,295" @param {number} value */
    exact: (value) => precise.format(value),
    /** As it was typed, but for the point. @param {number} value */
    raw: (value) => String(value).replace('.', point),
    /** With so many decimals, rounded as JavaScript does. @param {number} value @param {number} [digits] up to 2 */
    fixed: (value, digits = 2) => decimals[digits].format(Number(value.toFixed(digits))),
    /** "1.5e-7" @param {number} value */
    exponential: (value) => value.toExponential(1).replace('.', point),
  }
}

/** @param {ReturnType<typeof numberOf>} number */
const amountOf = ({ fixed }) => ({
  /** 0.93 -> "93 %" @param {number} share */
  percent(share) {
    const value = 100 * share
    const text = value === 0 ? '0' : value < 0.1 ? `<\u2006${fixed(0.1, 1)}` : fixed(value, value < 9.95 ? 1 : 0)
    return `${text}${THIN_SPACE}%`
  },
  /** How long something takes: "3 ms", "0.1 s", "12 s", "3.2 min", "2.5 h". @param {number} seconds */
  duration(seconds) {
    if (seconds > 0 && seconds < 0.0995) return `${Math.ceil(1000 * seconds)}${THIN_SPACE}ms`
    if (seconds < 99.5) return `${fixed(seconds, seconds < 9.95 ? 1 : 0)}${THIN_SPACE}s`
    if (seconds < 5400) return `${fixed(seconds / 60, seconds < 597 ? 1 : 0)}${THIN_SPACE}min`
    return `${fixed(seconds / 3600, 1)}${THIN_SPACE}h`
  },
})

/** @param {string} character */
const hex = (character) => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
