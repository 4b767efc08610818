// A run that begins by itself, once, when the element is first seen.
import { wishOf } from '../iambic-trainer/address.js'

/** Experiments that have waited to be seen. @type {WeakSet<import('../../experiment/experiment.js').Experiment>} */
const waiting = new WeakSet()

/** @param {import('../iambic-trainer/layout.js').Layout} layout */
export function startAlone({ host, experiment }) {
  const wish = wishOf(host, 'autoplay')
  if (wish === null || !['', 'on', 'autoplay'].includes(wish) || waiting.has(experiment)) return
  waiting.add(experiment)
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    seen.disconnect()
    experiment.train().catch(() => {}) // why there is nothing to train with is said already
  })
  seen.observe(host)
}
