// What a page has put into the element for a certain time: `poster` until it begins, `done` while a run is done.
import { onChange } from '../../views/kit/changes.js'

/** @param {import('../iambic-trainer/layout.js').Layout} layout */
export function addSlots({ root, experiment, signal }) {
  root.getElementById('poster')?.remove()
  if (root.getElementById('done')) return
  const slot = Object.assign(document.createElement('slot'), { id: 'done', name: 'done' })
  const show = () => { slot.hidden = experiment.state !== 'done' }
  root.querySelector('.status')?.after(slot)
  onChange(experiment, { state: show }, signal)
  show()
}
