// How the text and the table change with the vocabulary, as lines over the slider.

const SVG = 'http://www.w3.org/2000/svg'
const POINTS = 64

/** @param {string} name @param {Record<string, string>} attributes */
function shape(name, attributes) {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}

/** The text's tokens fall from its characters, the table's cells rise to their most. @param {import('../../experiment/merges.js').Merges} merges */
export function curves(merges) {
  const { vocabulary: { length: fewest }, most, characters } = merges
  const line = (/** @type {string} */ name, /** @type {(size: number) => number} */ share) => {
    const points = Array.from({ length: POINTS + 1 }, (_, i) => `${i / POINTS},${1 - share(Math.round(fewest + (most - fewest) * i / POINTS))}`)
    return shape('polyline', { 'class': name, 'points': points.join(' '), 'vector-effect': 'non-scaling-stroke' })
  }
  const drawing = shape('svg', { viewBox: '0 0 1 1', preserveAspectRatio: 'none' })
  drawing.append(line('of-text', (size) => merges.lengthWith(size) / characters), line('of-table', (size) => (size / most) ** 2))
  return drawing
}
