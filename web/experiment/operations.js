// How many operations on numbers a training step needs: what GFLOP/s are counted in.

/** @typedef {Record<string, { shape: number[] }>} Tensors  of a checkpoint, by their names */

/** What a checkpoint says of its tensors. @param {Uint8Array} file @returns {Tensors} */
export function tensorsOf(file) {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true))
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)))
  delete header.__metadata__
  return header
}

/**
 * Multiplications and additions of the matrix products alone. Every matrix meets every character of the batch; of attention those pairs count that may look at
 * each other. The backward pass has two products for each of the forward pass. A table that is only looked up has none.
 * @param {Tensors} tensors @param {{ batchSize: number, blockSize: number }} config
 */
export function operationsOfStep(tensors, { batchSize, blockSize }) {
  let multiplications = 0
  for (const [name, { shape }] of Object.entries(tensors)) {
    if (shape.length !== 2 || /^adamw\.|embedding_table/.test(name)) continue
    multiplications += batchSize * blockSize * shape[0] * shape[1]
    if (!name.endsWith('.query.weight')) continue
    const everywhere = /^encoder\.|\.ca\./.test(name)
    multiplications += 2 * batchSize * shape[0] * (everywhere ? blockSize ** 2 : blockSize * (blockSize + 1) / 2)
  }
  return 3 * 2 * multiplications
}
