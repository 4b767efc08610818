// The way of a character through a model, read off the names of a trace: its parts from the first vectors to the last shares, with the stages of
// each in the order in which the lecture computes them.

/**
 * What is computed. Of each head: query, key, value, scores, scaled, masked, softmax, out.
 * @typedef {'token' | 'position' | 'sum' | 'norm' | 'query' | 'key' | 'value' | 'scores' | 'scaled' | 'masked' | 'softmax' | 'out' | 'proj' | 'expand' | 'bend' | 'back' | 'residual' | 'memory' | 'logits' | 'shares'} Kind
 */
/** `tensors` are one, or one of each head. @typedef {{ kind: Kind, tensors: string[] }} Stage */
/** A sublayer, or what stands before and behind the blocks; `heads` is its place among those that attend. @typedef {{ layer: Layer, stages: Stage[], heads?: number }} Section */
/** @typedef {'' | 'sa' | 'ca' | 'ffwd'} Layer */
/** `logits`: what the model would say after it. @typedef {{ kind: 'begin' | 'memory' | 'block' | 'end', sections: Section[], logits?: string }} Part */
/** A layer that attends: what each of its heads' tensors begins with, and of what its rows and columns are: of what is gone through, or of the line that an encoder reads. @typedef {{ layer: 'sa' | 'ca', block: number, names: string[], causal: boolean, rows: Sequence, columns: Sequence }} Heads */
/** @typedef {'own' | 'line'} Sequence */
/** @typedef {{ parts: Part[], heads: Heads[] }} Way */

/** What is seen of a tensor: one row, a row of each character, or of each two characters a number. @param {Kind} kind @returns {'vector' | 'vectors' | 'pairs'} */
export const formOf = (kind) => (['key', 'value', 'memory'].includes(kind) ? 'vectors' : ['scores', 'scaled', 'masked', 'softmax'].includes(kind) ? 'pairs' : 'vector')

/** @type {Record<string, Kind>} */
const BY_MODULE = {
  token_embedding_table: 'token', position_embedding_table: 'position', embedded: 'sum', proj: 'proj', residual: 'residual', 'net.0': 'expand', 'net.1': 'bend', 'net.2': 'back',
  ln1: 'norm', ln2: 'norm', ln3: 'norm', ln_f: 'norm', lm_head: 'logits', softmax: 'shares',
}
const OF_HEAD = ['query', 'key', 'value', 'scores', 'scaled', 'masked', 'softmax', 'out'] // in the lecture's order

/** encoder. or decoder., the block, the sublayer, the head, and the module or line. */
const NAME = /^(?:(encoder|decoder)\.)?(?:blocks\.(\d+)\.)?(?:(sa|ca|ffwd)\.|(sa_head)s?\.)?(?:heads\.\d+\.)?(.+)$/

/** @param {string[]} names of all tensors of a trace, in its order @returns {Way} */
export function wayOf(names) {
  /** @type {Way} */
  const way = { parts: [], heads: [] }
  const parts = new Map()
  for (const name of names.filter((one) => !one.endsWith('.contribution'))) {
    const [, side, block, ofBlock, ofRung, rest] = /** @type {RegExpExecArray} */ (NAME.exec(name))
    const layer = /** @type {Layer} */ (ofBlock ?? (ofRung ? 'sa' : ''))
    const attends = OF_HEAD.includes(rest) && layer !== ''
    if (attends) addHead(way, name, { layer: /** @type {'sa' | 'ca'} */ (layer), side, block: Number(block ?? 0), rest })
    if (side === 'encoder') {
      if (rest === 'ln_f') way.parts.push({ kind: 'memory', sections: [{ layer: '', stages: [{ kind: 'memory', tensors: [name] }] }] })
      continue
    }
    const key = block ?? (layer !== '' ? 'only' : /embed/.test(rest) ? 'begin' : 'end')
    if (!parts.has(key)) way.parts.push(parts.set(key, { kind: key === 'begin' || key === 'end' ? key : 'block', sections: [] }).get(key))
    const part = parts.get(key)
    if (rest === 'logits') part.logits = name
    else addStage(sectionFor(part, layer, rest), attends ? /** @type {Kind} */ (rest) : BY_MODULE[rest], name)
    if (attends) part.sections.at(-1).heads = way.heads.length - 1
  }
  for (const { sections } of way.parts) for (const { stages } of sections) stages.sort((a, b) => orderOf(a) - orderOf(b))
  return way
}

/** Heads compute a key before a query; one looks first for something. @param {Stage} stage */
const orderOf = ({ kind }) => (kind === 'norm' ? -1 : OF_HEAD.includes(kind) ? OF_HEAD.indexOf(kind) : OF_HEAD.length)

/** A norm begins the section of a sublayer, whose name comes with what follows it. @param {Part} part @param {Layer} layer @param {string} rest @returns {Section} */
function sectionFor({ kind, sections }, layer, rest) {
  const last = sections.at(-1)
  if (last && (kind !== 'block' || (!rest.startsWith('ln') && (last.layer === layer || last.layer === '')))) {
    if (layer !== '') last.layer = layer
    return last
  }
  sections.push({ layer, stages: [] })
  return sections[sections.length - 1]
}

/** @param {Section} section @param {Kind} kind @param {string} name */
function addStage({ stages }, kind, name) {
  const stage = stages.find((one) => one.kind === kind)
  if (stage) stage.tensors.push(name)
  else stages.push({ kind, tensors: [name] })
}

/** @param {Way} way @param {string} name @param {{ layer: 'sa' | 'ca', side?: string, block: number, rest: string }} of */
function addHead({ heads }, name, { layer, side, block, rest }) {
  const rows = side === 'encoder' ? 'line' : 'own'
  const columns = side === 'encoder' || layer === 'ca' ? 'line' : 'own'
  let last = heads.at(-1)
  if (!last || last.layer !== layer || last.block !== block || last.rows !== rows) heads.push(last = { layer, block, names: [], causal: false, rows, columns })
  if (rest === 'scores') last.names.push(name.slice(0, -'.scores'.length))
  if (rest === 'masked') last.causal = true
}
