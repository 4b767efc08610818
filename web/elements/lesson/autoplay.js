// A run that begins by itself, once, when the element is first seen.
import { wishOf } from '../iambic-trainer/address.js'

const LOOKS_EVERY = 200 // milliseconds: nothing tells when a slide that lay there transparent is faded in

/** Experiments that have waited to be seen. @type {WeakSet<import('../../experiment/experiment.js').Experiment>} */
const waiting = new WeakSet()

/** Whether it is more than a place on the screen. Older browsers cannot tell. @param {HTMLElement} host */
const isVisible = (host) => host.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) ?? true

/** @param {import('../iambic-trainer/layout.js').Layout} layout */
export function startAlone({ host, experiment }) {
  const wish = wishOf(host, 'autoplay')
  if (wish === null || !['', 'on', 'autoplay'].includes(wish) || waiting.has(experiment)) return
  waiting.add(experiment)
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let looking
  const look = () => {
    if (!isVisible(host)) return
    clearInterval(looking)
    seen.disconnect()
    experiment.train().catch(() => {}) // why there is nothing to train with is said already
  }
  const seen = new IntersectionObserver((entries) => {
    clearInterval(looking)
    if (!entries.at(-1)?.isIntersecting) return
    looking = setInterval(look, LOOKS_EVERY)
    look()
  })
  seen.observe(host)
}
