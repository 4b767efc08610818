// What waits for the next start, said where training goes on; and what was refused and has no field to say so.
import { find, say } from './dom.js'
import { inWords, PROPERTIES } from './settings.js'

/** @param {ShadowRoot} root @param {import('./setup.js').Setup} setup @param {boolean} begun whether the model in use has learned something */
export function showPending(root, { pending, refused }, begun) {
  const labels = PROPERTIES.filter(({ name }) => pending.includes(name)).map(({ label }) => label)
  const list = labels.length > 1 ? `${labels.slice(0, -1).join(', ')} and ${labels[labels.length - 1]}` : labels[0]
  find(root, 'restart', HTMLElement).hidden = !begun || labels.length === 0
  if (labels.length > 0) say(find(root, 'restart-text', HTMLElement), `The new ${list} will hold from the next start; the model in training keeps the old.`)
  const sentences = new Set(Array.from(refused, ([name, { sentence }]) => (PROPERTIES.some((known) => known.name === name && known.inForm) ? '' : sentence && inWords(sentence))))
  say(find(root, 'settings-problem', HTMLElement), [...sentences].filter(Boolean).join('. '))
}
