// What attention scores are divided by the root of, and what else they might be.

/** @param {import('../../protocol/public.js').Config} config @param {{ width: number, headSize: number }} sizes */
export function scaleOf({ attentionScale }, { width, headSize }) {
  const embedding = { root: `\u221a${width} (n_embd)`, size: width, code: 'C' }
  const head = { root: `\u221a${headSize} (head_size)`, size: headSize, code: 'head_size' }
  return attentionScale === 'n_embd' ? { used: embedding, other: head } : { used: head, other: embedding }
}
