// What can be seen of a text and of a model. None of it changes the training.
/** @import { CoreRequests } from '../protocol/messages.js' */
/** @import { Attention, Baselines, BatchOptions, Counts, Info, Merges, NextOptions, Probabilities, TableOptions, Trace } from '../protocol/public.js' */
import { check, optionsOf } from './arguments.js'
import { Tokenizer } from './tokenizer.js'

/** @type {Record<string, import('./arguments.js').Kind>} */
const TABLE = { top: 'number' }
/** @type {Record<string, import('./arguments.js').Kind>} */
const BATCH = { split: 'text', seed: 'number', batchSize: 'number', blockSize: 'number', holdback: 'number' }

export class Inspector {
  /** What is known of the text and the model. @type {Info} */
  info
  #pool

  /** @internal @param {import('./worker-pool.js').WorkerPool} pool @param {Info} info */
  constructor(pool, info) {
    this.#pool = pool
    this.info = info
  }

  /**
   * What the core answers, with its data as numbers.
   * @template {keyof CoreRequests} K @template {Float32Array | Uint32Array} [N=Float32Array]
   * @param {K} type @param {CoreRequests[K]['takes']} fields @param {new (buffer: ArrayBuffer) => N} [Numbers] @param {Uint8Array<ArrayBuffer>} [payload]
   * @returns {Promise<CoreRequests[K]['gives'] & { data: N }>}
   */
  async #ask(type, fields, Numbers = /** @type {any} */ (Float32Array), payload = undefined) {
    const { ok, data } = await this.#pool.call(type, fields, payload)
    return { ...ok, data: new Numbers(data.buffer) }
  }

  /** What the simplest guesses reach on the training split. @returns {Promise<Baselines>} */
  async baselines() { return (await this.#pool.call('baselines')).ok }

  /** Row i: how likely each character follows character i, as the model sees it. @param {TableOptions} [options] @returns {Promise<Probabilities>} */
  async probabilities(options) { return this.#ask('probabilities', optionsOf('probabilities', options, TABLE)) }

  /** Row i: how often each character follows character i in the training split. @param {TableOptions} [options] @returns {Promise<Counts>} */
  async counts(options) { return this.#ask('counts', optionsOf('counts', options, TABLE), Uint32Array) }

  /**
   * What byte-pair encoding learns from the training part of the text: row i are the two tokens that became token V+i, where V is the number of characters, how often they stood
   * side by side, and how many tokens the part has from then on. It changes nothing. On a page a bigram must have been created with `complete` for this.
   * @param {{ vocabSize: number }} options how many tokens to come to @returns {Promise<Merges>}
   */
  async merges(options) { return this.#ask('merges', options, Uint32Array) }

  /** A parameter by its PyTorch name. @param {string} name @returns {Promise<{ shape: number[], data: Float32Array }>} */
  async weights(name) {
    check('name', name, 'text')
    return this.#ask('weights', { name })
  }

  /** Row t: how much a head, while it reads the last characters of the text, looks at each of them from position t. @param {{ layer: number, head: number, text: string }} options @returns {Promise<Attention>} */
  async attention(options) { return this.#ask('attention', optionsOf('attention', options, { layer: 'number', head: 'number', text: 'text' })) }

  /**
   * All that the model computes while it reads the last characters of the text, blockSize at most. It changes nothing. On a page a bigram must have been created with
   * `complete` for this.
   * @param {string} text @returns {Promise<Trace>}
   */
  async trace(text) {
    check('text', text, 'text')
    const { tokens, tensors, data } = await this.#ask('trace', { text })
    return { tokens, tensors: new Map(tensors.map(([name, shape, ...place]) => [name, { shape, data: new Float32Array(data.buffer, ...place) }])) }
  }

  /** From what generate() would draw the character after the prompt: the probability of each of the vocabulary's, (V). Draws nothing. @param {NextOptions} [options] @returns {Promise<Float32Array>} */
  async nextProbabilities(options) {
    return (await this.#ask('nextProbabilities', optionsOf('nextProbabilities', options, { prompt: 'text', temperature: 'number', topK: 'number' }))).data
  }

  /** A batch as get_batch gives it: ids, x and y each (B,T). Draws from its own stream or a copy. @param {BatchOptions} [options] */
  async batch(options) { return (await this.#pool.call('batch', optionsOf('batch', options, BATCH))).ok }

  /** The model's logits (B*T,V) for ids x (B,T), and with targets y their mean cross-entropy. @param {number[][]} x @param {number[][]} [y] */
  async logits(x, y) {
    check('x', x, 'table')
    if (y !== undefined) check('y', y, 'table')
    return this.#ask('logits', { x, y })
  }

  /** The core's softmax over each row. @param {number[][]} rows @returns {Promise<{ shape: number[], data: Float32Array }>} */
  async softmax(rows) {
    check('rows', rows, 'table')
    const payload = new Uint8Array(Float32Array.from(rows.flat()).buffer)
    return this.#ask('softmax', { shape: [rows.length, rows[0]?.length ?? 0] }, Float32Array, payload)
  }

  /** The text as the model sees it. @param {{ split?: 'train'|'val', from?: number, count: number }} options @returns {Promise<number[]>} */
  async tokens(options) { return (await this.#pool.call('tokens', optionsOf('tokens', options, { split: 'text', from: 'number', count: 'number' }))).ok.ids }

  /** Throws an Error that names the first character outside the vocabulary. @param {string} text @returns {number[]} */
  encode(text) {
    if (typeof text !== 'string') check('text', text, 'text')
    return new Tokenizer(this.info).encode(text)
  }

  /** Throws an Error that names the first id outside the vocabulary. @param {Iterable<number>} ids @returns {string} */
  decode(ids) {
    check('ids', ids, 'list')
    return new Tokenizer(this.info).decode(ids)
  }
}
