// What lies under a pointer on the chart.

/**
 * The height of the drawn line at a point, which between two measured ones lies on the line that joins them.
 * @param {ArrayLike<number>} x @param {(number | null)[]} y @param {number} at @returns {number | null}
 */
export function heightAt(x, y, at) {
  let before = at
  let after = at
  while (before >= 0 && y[before] === null) before--
  while (after < y.length && y[after] === null) after++
  const [left, right] = [y[before] ?? y[after], y[after] ?? y[before]]
  if (left === null || left === undefined || right === null || right === undefined) return null
  return before < 0 || after >= y.length || before === after ? left : left + (right - left) * (x[at] - x[before]) / (x[after] - x[before])
}

/** How much the property zoom enlarges an element; WebKit does not tell. @param {any} element @returns {number} */
export function zoomOf(element) {
  const parent = element.assignedSlot ?? element.parentElement ?? element.getRootNode().host
  return element.currentCSSZoom ?? (Number(/** @type {any} */ (getComputedStyle(element)).zoom) || 1) * (parent ? zoomOf(parent) : 1)
}
