// What a reader has opened and typed stays so when views in another language take the place of these.

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {{ open: string[], ticked: Map<string, boolean>, typed: Map<string, string>, focus: string | undefined }} Kept by their ids */

/** Of the views that went last. @type {WeakMap<import('../../experiment/experiment.js').Experiment, Kept>} */
const kept = new WeakMap()

/** What the experiment knows is not among it. */
const TYPED = '#top-k, #corpus-paste, #settings input:not([type])'

/** Puts these views into the state of those before, and notes their own when they go. @param {Layout} layout */
export function keepOpen({ root, experiment, scheduler, signal }) {
  const before = kept.get(experiment)
  if (before) restore(root, before)
  if (before?.typed.get('top-k')) scheduler.now()
  signal.addEventListener('abort', () => kept.set(experiment, stateOf(root)))
}

/** @param {ShadowRoot} root @returns {Kept} */
function stateOf(root) {
  const all = (/** @type {string} */ selector) => /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll(selector)])
  return {
    open: all('[aria-expanded=true], details[open]').map(({ id }) => id),
    ticked: new Map(all('[type=checkbox]').map(({ id, checked }) => [id, checked])),
    typed: new Map(all(TYPED).map(({ id, value }) => [id, value])),
    focus: root.activeElement?.id,
  }
}

/** @param {ShadowRoot} root @param {Kept} before */
function restore(root, { open, ticked, typed, focus }) {
  const part = (/** @type {string} */ id) => /** @type {HTMLInputElement | null} */ (root.getElementById(id)) // a part that is loaded when it is opened is not there yet
  for (const id of open) {
    const opener = part(id)
    if (opener instanceof HTMLDetailsElement) opener.open = true
    else if (opener?.getAttribute('aria-expanded') === 'false') opener.click()
  }
  for (const [id, checked] of ticked) if (part(id) && part(id)?.checked !== checked) part(id)?.click()
  for (const [id, value] of typed) Object.assign(part(id) ?? {}, { value })
  if (focus && !root.activeElement) part(focus)?.focus({ preventScroll: true })
}
