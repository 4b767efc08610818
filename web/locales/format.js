// How a language writes numbers and times; made once for each.

const THIN_SPACE = '\u202f'

/** @typedef {ReturnType<typeof formatOf>} Format */

/** @param {string} language as Intl knows it */
export function formatOf(language) {
  const number = numberOf(language)
  const { grouped, fixed } = number
  const plurals = new Intl.PluralRules(language)
  const unit = { nats: 1 } // of losses, as the reader has chosen it
  return {
    ...number, ...amountOf(number), unit,
    /** "10,000 steps", "1 step" @param {number} count @param {string} one @param {string} other */
    counted: (count, one, other) => `${grouped(count)} ${plurals.select(count) === 'one' ? one : other}`,
    /** 12,400 -> "12,000": two digits are all a pace needs. @param {number} value */
    roughly: (value) => grouped(Number(value.toPrecision(2))),
    /** A loss, in the unit. @param {number | null | undefined} value in nats */
    nats: (value, digits = 2) =>
      typeof value !== 'number' || !Number.isFinite(value) ? '\u2013' : (value /= unit.nats) < 1e4 ? fixed(value, digits) : number.exponential(value),
  }
}

/** @param {string} language */
function numberOf(language) {
  const format = (/** @type {Intl.NumberFormatOptions} */ options) => new Intl.NumberFormat(language, options)
  const [whole, significant] = [format({ maximumFractionDigits: 0 }), format({ maximumSignificantDigits: 12 })]
  const decimals = [0, 1, 2].map((digits) => format({ minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }))
  const point = decimals[1].format(0.5).charAt(1)
  return {
    /** 1115394 -> "1,115,394" @param {number} value */
    grouped: (value) => whole.format(Math.round(value)),
    /** 0.001 -> "0.001", 1e-7 -> "0.0000001", 4294967295 -> "4,294,967,295" @param {number} value */
    plain: (value) => significant.format(value),
    /** As it was typed, but for the point. @param {number | string} value */
    raw: (value) => String(value).replace('.', point),
    /** With so many decimals, rounded as JavaScript does. @param {number} value @param {number} [digits] up to 2 */
    fixed: (value, digits = 2) => decimals[digits].format(Number(value.toFixed(digits))),
    /** "1.5e-7" @param {number} value */
    exponential: (value) => value.toExponential(1).replace('.', point),
  }
}

/** @param {ReturnType<typeof numberOf>} number */
const amountOf = ({ fixed }) => ({
  /** How long something takes: "3 ms", "0.1 s", "12 s", "3.2 min", "2.5 h". @param {number} seconds */
  duration(seconds) {
    if (seconds > 0 && seconds < 0.0995) return `${Math.ceil(1000 * seconds)}${THIN_SPACE}ms`
    if (seconds < 99.5) return `${fixed(seconds, seconds < 9.95 ? 1 : 0)}${THIN_SPACE}s`
    if (seconds < 5400) return `${fixed(seconds / 60, seconds < 597 ? 1 : 0)}${THIN_SPACE}min`
    return `${fixed(seconds / 3600, 1)}${THIN_SPACE}h`
  },
})
