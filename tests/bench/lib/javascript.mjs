// The contenders that run as JavaScript or WebAssembly, in Node and in browsers alike.
import { Trainer } from '../bigram/plain.mjs'

const SEED = 1337
const CURVE = { every: 100, below: 3000 } // the losses that each bigram reports, to be compared
const EARLY = 50 // of a transformer's

/** What the contenders are built from. @typedef {{ corpus: Uint8Array<ArrayBuffer>, intrinsics: Uint8Array<ArrayBuffer>, iambic: typeof import('../../../web/pages/iambic.mjs'), options?: object }} Parts */
/**
 * @typedef {object} Sample
 * @property {number} seconds
 * @property {number[]} losses
 * @property {string} [digest]       SHA-256 of the trained weights, or of the checkpoint
 * @property {number} [allocations]  in the steps after the first
 * @property {{ seconds: number, losses: number[] }} [evaluation]  of the training and the validation part
 */
/** @typedef {(steps: number, evaluations?: number) => Promise<Sample>} Train  from the same start each time */

/** @param {ArrayLike<number>} losses */
const curve = (losses) => Array.from(losses).filter((_, i) => i < CURVE.below && i % CURVE.every === 0)

/** SHA-256 in hexadecimal. @param {ArrayBufferView} data of memory that is not shared */
export async function digestOf(data) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', /** @type {BufferSource} */ (data)))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** @param {() => void | Promise<unknown>} train @returns {Promise<number>} */
async function secondsOf(train) {
  const start = performance.now()
  await train()
  return (performance.now() - start) / 1000
}

/** Plain JavaScript. @param {Parts} parts @returns {Promise<Train>} */
export async function plain({ corpus }) {
  const trainer = new Trainer(corpus)
  return async (steps) => {
    const losses = new Float32Array(steps)
    trainer.reset(SEED)
    const seconds = await secondsOf(() => trainer.train(losses))
    return { seconds, losses: curve(losses) }
  }
}

/**
 * What bigram/intrinsics.c exports; texts and losses by their addresses.
 * @typedef {{ memory: WebAssembly.Memory, _initialize: () => void, bigram_text: () => number, bigram_tokenize: (length: number) => void,
 *   bigram_losses: () => number, bigram_reset: (seed: number) => void, bigram_train: (steps: number, losses: number) => void }} Intrinsics
 */
/** Hand-written C with WebAssembly SIMD intrinsics. @param {Parts} parts @returns {Promise<Train>} */
export async function intrinsics({ corpus, intrinsics: bytes }) {
  const { exports: found } = await WebAssembly.instantiate(await WebAssembly.compile(bytes), {})
  const exports = /** @type {Intrinsics} */ (found)
  exports._initialize()
  new Uint8Array(exports.memory.buffer).set(corpus, exports.bigram_text())
  exports.bigram_tokenize(corpus.length)
  return async (steps) => {
    const losses = exports.bigram_losses()
    exports.bigram_reset(SEED)
    const seconds = await secondsOf(() => exports.bigram_train(steps, losses))
    return { seconds, losses: curve(new Float32Array(exports.memory.buffer, losses, steps)) }
  }
}

/** Iambic through its JavaScript API: the training runs in a worker of its own. @param {Parts} parts @returns {Promise<Train>} */
export async function iambic({ corpus, iambic: { createTrainer } }) {
  const trainer = await createTrainer({ text: corpus, seed: SEED })
  return async (steps) => {
    /** @type {number[]} */
    const losses = []
    await trainer.reset()
    const seconds = await secondsOf(() => trainer.train(steps, { onProgress: (progress) => losses.push(...progress.losses) }))
    const { data } = await trainer.weights('token_embedding_table.weight')
    return { seconds, losses: curve(losses), digest: await digestOf(data) }
  }
}

/** The same for transformers, with the lecture's evaluation on so many batches. @param {Parts} parts @returns {Promise<Train>} */
export async function transformer({ corpus, iambic: { createTrainer }, options }) {
  const trainer = await createTrainer({ text: corpus, ...options })
  return async (steps, evaluations = 0) => {
    /** @type {number[]} */
    const losses = []
    await trainer.reset()
    const seconds = await secondsOf(() => trainer.train(steps, { onProgress: (progress) => losses.push(...progress.losses) }))
    const sample = { seconds, losses: losses.slice(0, EARLY), digest: await digestOf(await trainer.save()) }
    if (evaluations === 0) return sample
    let means = { train: NaN, val: NaN }
    const waited = await secondsOf(async () => { means = await trainer.estimateLoss(evaluations) })
    return { ...sample, evaluation: { seconds: waited, losses: [means.train, means.val] } }
  }
}

/** The whole page at full speed, its chart, table and text drawn; in a browser that shows it. @returns {Promise<Train>} */
export async function page() {
  const element = /** @type {import('../../../web/elements/iambic-trainer/public.js').IambicTrainerElement} */ (document.querySelector('iambic-trainer'))
  return async (steps) => {
    /** @type {number[]} */
    const losses = []
    const note = (/** @type {CustomEvent<{ loss: number }>} */ { detail }) => { losses.push(detail.loss) }
    Object.assign(element, { steps, pace: 'full' })
    await element.reset()
    element.addEventListener('iambic-progress', note)
    const seconds = await secondsOf(() => element.train())
    element.removeEventListener('iambic-progress', note)
    const { data } = await /** @type {import('../../../web/trainer/trainer.js').Trainer} */ (element.trainer).weights('token_embedding_table.weight')
    return { seconds, losses: [losses[0]], digest: await digestOf(data) } // it tells the last loss of each slice; the first has one step
  }
}

/** All of them by their names. @type {Record<string, (parts: Parts) => Promise<Train>>} */
export const MAKERS = { plain, intrinsics, iambic, transformer, page }
