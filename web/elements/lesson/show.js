// Shows what a lesson shows, and nothing else: the style sheet hides what the page is marked with, so that what comes later is hidden, too.
import { find } from '../../views/kit/dom.js'

/** @param {import('../iambic-trainer/layout.js').Layout} layout @param {Set<string>} hidden parts */
export function hideParts({ root, scheduler, sample }, hidden) {
  find(root, 'page').dataset.hides = [...hidden].join(' ')
  scheduler.wants = (view) => !hidden.has(view === sample ? 'writing' : 'table')
  scheduler.now() // what was hidden until now shows what is
}
