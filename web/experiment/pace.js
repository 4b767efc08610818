// The pace slider: its positions as steps per second, from one a second to as many as the machine can.

const PER_DECADE = 12
/** The last position: full speed. */
export const FASTEST = 5 * PER_DECADE
const DEFAULT_SECONDS = 10

/** @param {number} position @returns {number} steps per second */
export function rateAt(position) {
  return position >= FASTEST ? Infinity : Number((10 ** (position / PER_DECADE)).toPrecision(2))
}

/** @param {number} stepsPerSecond @returns {number} the position nearest to it */
export function positionOf(stepsPerSecond) {
  if (stepsPerSecond === Infinity) return FASTEST
  return Math.max(0, Math.min(FASTEST - 1, Math.round(PER_DECADE * Math.log10(stepsPerSecond))))
}

/**
 * Steps per second of the setting: "full", a number, or "auto": the whole run in ten seconds, where that is slow.
 * @param {number | string} pace @param {number} steps @param {boolean} quick whether the model learns faster than one can watch
 */
export function rateOf(pace, steps, quick) {
  if (pace === 'full' || (pace === 'auto' && !quick)) return Infinity
  return pace === 'auto' ? Math.max(1, steps / DEFAULT_SECONDS) : Number(pace)
}
