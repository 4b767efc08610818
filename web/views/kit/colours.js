// The colours that the style sheet names, for what is drawn.

/** The value of a colour that the style sheet around an element names. @param {HTMLElement} element @param {string} name */
export const colour = (element, name) => getComputedStyle(element).getPropertyValue(`--iambic-${name}`).trim()

/** A scale of colours as pixels of an image: from the first that the style sheet names to the third, through the second. @param {HTMLElement} element @param {[string, string, string]} names @param {number} count */
export function shadesOf(element, names, count) {
  const stops = names.map((name) => channels(colour(element, name)))
  return Uint32Array.from({ length: count }, (_, i) => {
    const at = 2 * i / (count - 1)
    const k = Math.min(1, Math.floor(at))
    const [red, green, blue] = stops[k].map((value, c) => Math.round(value + (at - k) * (stops[k + 1][c] - value)))
    return (255 << 24) | (blue << 16) | (green << 8) | red // little-endian RGBA, as every browser's machine is
  })
}

/** Red, green and blue of any colour that CSS can name. @param {string} name @returns {number[]} */
function channels(name) {
  const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')
  if (!context) return [0, 0, 0]
  context.fillStyle = name
  context.fillRect(0, 0, 1, 1)
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)]
}
