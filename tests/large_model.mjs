// What every model that is accepted must come through, tried with one of 1.9 GB, for which every machine has room. Runs under Node and in a page.

const WIDTH = 1144 // its n_embd

/**
 * @param {(options: object) => Promise<any>} createTrainer @param {string | Uint8Array} text
 * @returns {Promise<{ step: number, sizes: { bytes: number, parameters: number }, same: boolean, again: { step: number, stopped?: string } }>}
 */
export async function liveLarge(createTrainer, text) {
  // Cheap steps, of which some are good: the weights decay faster from one to the next, until they grow.
  const options = { preset: 'gpt', nLayer: 3, batchSize: 1, blockSize: 4, learningRate: 1000, weightDecay: 10, warmupSteps: 2000 }
  const trainer = await createTrainer({ text, ...options, nEmbd: WIDTH })
  const { step, stopped } = await trainer.train(100)
  if (!/^training stopped: step [\d,]+ made the loss infinite/.test(stopped ?? '')) throw new Error(`it should have broken: ${stopped}`)
  const { parameters } = trainer.info
  const file = await trainer.save()
  await trainer.reset()
  const first = await trainer.train(1)
  if (first.step !== 1 || first.stopped) throw new Error(`it should have taken a step: ${JSON.stringify(first)}`)
  trainer.terminate()

  const opened = await createTrainer({ text, checkpoint: file })
  const again = await opened.train(5) // breaks again: the first of them may be good, and its successor's loss is not
  const same = sameBytes(await opened.save(), file)
  opened.terminate()
  return { step, sizes: { bytes: file.length, parameters }, same, again }
}

/** Word by word: half a gigabyte byte by byte takes seconds. @param {Uint8Array} a @param {Uint8Array} b */
function sameBytes(a, b) {
  if (a.length !== b.length || a.length % 4 !== 0) return false
  const [left, right] = [a, b].map(({ buffer, byteOffset, length }) => new Int32Array(buffer, byteOffset, length / 4))
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false
  return true
}
