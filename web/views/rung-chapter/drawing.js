// A small drawing of a rung's model, which grows from rung to rung: characters at the bottom, what is made of them above, what comes next on top.

/** @typedef {import('../../protocol/public.js').Preset} Preset */
/** @typedef {'letters' | 'table' | 'heads' | 'think' | 'rounds' | 'norm' | 'across' | 'says'} Kind */
/** In the units of the drawing, from its left edge and its bottom. @typedef {{ kind: Kind, x: number, y: number, width: number, height: number }} Part */

export const WIDTH = 256
const GAP = 5
const LINE = 12 // of a label
const ROOM = 14 // for the line past the sublayers, to which each is added

/** What each rung has more than the one before. @type {Record<string, Kind>} */
export const NEW = {
  'bigram': 'table', 'self-attention': 'heads', 'multi-head': 'heads', 'feed-forward': 'think', 'blocks': 'rounds', 'layer-norm': 'norm',
  'gpt': 'letters', 'nanogpt-cpu': 'letters', 'reverse': 'across',
}

/** Equal cells side by side. @param {Kind} kind @param {number} count @param {number} x @param {number} y @param {number} width @param {number} height @returns {Part[]} */
function cells(kind, count, x, y, width, height) {
  const each = width / count
  return Array.from({ length: count }, (_, i) => ({ kind, x: x + i * each, y, width: each - Math.min(2, each / 3), height }))
}

/** One column of blocks on its characters. @param {Preset['config']} config @param {{ x: number, width: number, layers: number, crosses?: boolean }} place @returns {{ parts: Part[], top: number }} */
function column({ model, blockSize, nHead }, { x, width, layers, crosses = false }) {
  const parts = cells('letters', blockSize, x, 0, width, 12)
  let y = 12 + GAP
  const put = (/** @type {Kind} */ kind, /** @type {number} */ height, count = 1) => {
    parts.push(...cells(kind, count, x, y, width - ROOM, height))
    y += height + GAP
  }
  const norm = model === 'gpt' || model === 'encoder-decoder'
  const blocks = norm || model === 'blocks'
  const from = y
  for (let layer = 0; layer < layers; layer++) {
    if (norm) put('norm', 3)
    put('heads', 12, nHead)
    if (crosses) put('across', 12, nHead)
    if (norm) put('norm', 3)
    if (blocks || model === 'feed-forward') put('think', 9)
  }
  if (blocks) parts.push({ kind: 'rounds', x: x + width - 6, y: from - GAP, width: 3, height: y - from + GAP })
  return { parts, top: y }
}

/** @param {Preset} rung @returns {{ parts: Part[], height: number }} */
export function partsOf({ config }) {
  const { model, nLayer } = config
  const says = (/** @type {number} */ y, x = 0, width = WIDTH) => ({ kind: /** @type {const} */ ('says'), x, y, width: width - ROOM, height: 7 })
  if (model === 'bigram') {
    const letters = cells('letters', config.blockSize, 0, 0, WIDTH, 12).slice(-1) // it sees no other
    return { parts: [...letters, ...cells('table', 1, 0, 12 + GAP, WIDTH - ROOM, 24), says(12 + 24 + 2 * GAP)], height: 12 + 24 + 7 + 2 * GAP }
  }
  if (model === 'encoder-decoder') {
    const half = WIDTH / 2 - 6
    const reader = column(config, { x: 0, width: half, layers: nLayer })
    const writer = column(config, { x: WIDTH / 2 + 6, width: half, layers: nLayer, crosses: true })
    return { parts: [...reader.parts, ...writer.parts, says(writer.top, WIDTH / 2 + 6, half)], height: writer.top + 7 }
  }
  const { parts, top } = column(config, { x: 0, width: WIDTH, layers: ['blocks', 'gpt'].includes(model) ? nLayer : 1 })
  return { parts: [...parts, says(top)], height: top + 7 }
}

const SVG = 'http://www.w3.org/2000/svg'

/** @param {string} name @param {Record<string, string | number>} attributes */
function svg(name, attributes) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}

/** @param {Preset} rung @param {{ title: string, description: string, names: Partial<Record<Kind, string>> }} words */
export function drawModel(rung, { title, description, names }) {
  const { parts, height } = partsOf(rung)
  const about = [['title', title], ['desc', description]].map(([name, text]) => Object.assign(svg(name, { id: `chapter-${name}` }), { textContent: text }))
  const named = about.map(({ id }) => id).join(' ')
  const picture = svg('svg', { 'viewBox': `0 0 ${WIDTH + 120} ${height + 4}`, 'role': 'img', 'aria-labelledby': named, 'class': 'model' })
  picture.append(...about)
  /** @type {Set<Kind>} */
  const labelled = new Set()
  let free = height + LINE // above which no label stands yet
  for (const { kind, x, y, width, height: high } of parts) {
    const fresh = kind === NEW[rung.name] ? 'fresh' : ''
    picture.append(svg('rect', { x, width, 'y': height - y - high + 2, 'height': high, 'class': `${kind} ${fresh}` }))
    const name = labelled.has(kind) ? undefined : names[kind]
    labelled.add(kind)
    if (!name) continue
    free = Math.min(height - y - high / 2 + 6, free - LINE)
    picture.append(Object.assign(svg('text', { 'x': WIDTH + 4, 'y': free, 'class': fresh }), { textContent: name }))
  }
  return picture
}
