// Shows what a lesson shows, and nothing else: the style sheet hides what the page is marked with, so that what comes later is hidden, too.
import { find } from '../../views/kit/dom.js'

/** @param {import('../iambic-trainer/layout.js').Layout} layout @param {Set<string>} hidden parts */
export function hideParts({ root, scheduler }, hidden) {
  find(root, 'page').dataset.hides = [...hidden].join(' ')
  scheduler.wants = (view) => !hidden.has(view.part)
  scheduler.now() // what was hidden until now shows what is
}

/** A question to the reader is shown and spoken, also where the lesson does not show the status. @param {import('../iambic-trainer/layout.js').Layout} layout */
export function showQuestions({ root, status, signal }) {
  const line = find(root, 'status')
  const answers = find(root, 'suggestions')
  const observer = new MutationObserver(() => {
    const asks = status.question !== '' && answers.childElementCount > 0
    find(root, 'page').toggleAttribute('data-asks', asks)
    if (asks) line.replaceChildren(line.textContent) // what was said while it was hidden was said to nobody
  })
  observer.observe(answers, { childList: true })
  signal.addEventListener('abort', () => observer.disconnect())
}
