// How a view hears of what it shows.

/** @typedef {import('../../experiment/experiment.js').ChangeEvent} ChangeEvent */
/** @typedef {import('../../experiment/experiment.js').Experiment} Experiment */
/** @typedef {import('../../experiment/training.js').Change} Change */

const INTERVAL = 45 // milliseconds between two drawings of a run: enough for the eye, and it leaves the machine to the training
const CALM_INTERVAL = 1000 // the same, for readers who asked for less motion

export const prefersReducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/**
 * Calls what belongs to each change of the experiment.
 * @param {Experiment} experiment @param {Partial<Record<Change, () => void>>} listeners @param {AbortSignal} signal ends it
 */
export function onChange(experiment, listeners, signal) {
  experiment.addEventListener('change', (event) => listeners[/** @type {ChangeEvent} */ (event).what]?.(), { signal })
}

/** The same act, but not more often than a reader can follow. @param {() => void} act */
export function forTheEye(act) {
  let last = 0
  return () => {
    const now = performance.now()
    if (now - last < (prefersReducedMotion() ? CALM_INTERVAL : INTERVAL)) return
    last = now
    act()
  }
}
