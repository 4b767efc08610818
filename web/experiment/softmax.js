// What a model's scores say as shares.

/** @param {Float32Array} row of logits; what is -Infinity gets nothing */
export function softmax(row) {
  const largest = Math.max(...row)
  const shares = Float64Array.from(row, (value) => Math.exp(value - largest))
  const total = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share) => share / total)
}
