// What is under a mouse, be it a letter or a cell of a picture.

/** @typedef {import('./spotlight.js').Spotlight} Spotlight */
/** @typedef {import('../../experiment/trace-way.js').Sequence} Sequence */

/** @param {HTMLElement} view @param {Spotlight} spotlight */
export function followPointer(view, spotlight) {
  view.addEventListener('pointermove', (event) => { if (event.pointerType === 'mouse') show(spotlight, event) })
  view.addEventListener('pointerleave', () => spotlight.move({ over: undefined, pointed: undefined }))
}

/** @param {Spotlight} spotlight @param {PointerEvent} event */
function show(spotlight, event) {
  const found = under(/** @type {Element} */ (event.target), event)
  if (keyOf(found) !== keyOf(spotlight)) spotlight.move(found)
}

/** @param {Pick<Spotlight, 'over' | 'pointed'>} lit */
const keyOf = ({ over, pointed }) => [over?.sequence, over?.index, pointed?.layer, pointed?.head].join()

/** @param {Element} target @param {PointerEvent} event @returns {Pick<Spotlight, 'over' | 'pointed'>} */
function under(target, event) {
  const letter = /** @type {HTMLElement | null} */ (target.closest('[data-sequence]'))
  if (letter) return { over: { sequence: /** @type {Sequence} */ (letter.dataset.sequence), index: Number(letter.dataset.index) }, pointed: undefined }
  const picture = /** @type {HTMLElement | null} */ (target.closest('.cells'))
  return picture ? inPicture(picture, event) : { over: undefined, pointed: undefined }
}

/** Its column's character, or its row's where columns are no characters; and its head. @param {HTMLElement} picture @param {PointerEvent} event @returns {Pick<Spotlight, 'over' | 'pointed'>} */
function inPicture(picture, { clientX, clientY }) {
  const { left, top, width, height } = picture.getBoundingClientRect()
  const { rows, columns, layer, head, heads = '1', size } = picture.dataset
  const count = Number(getComputedStyle(picture).getPropertyValue('--count'))
  const at = (/** @type {number} */ share, /** @type {number} */ of) => Math.max(0, Math.min(of - 1, Math.floor(share * of)))
  const [x, y] = [(clientX - left) / width, (clientY - top) / height]
  const sequence = /** @type {Sequence | undefined} */ (columns ?? rows)
  return {
    over: sequence ? { sequence, index: at(columns ? x : y, count) } : undefined,
    pointed: layer === undefined || size === 'large' ? undefined : { layer: Number(layer), head: head === undefined ? at(x, Number(heads)) : Number(head) },
  }
}
