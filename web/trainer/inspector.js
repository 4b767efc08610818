// What can be seen of a text and of a model. None of it changes the training.
/** @import { Attention, Baselines, BatchOptions, Counts, NextOptions, Probabilities, TableOptions, Trace } from '../protocol/public.js' */
import { check, optionsOf } from './arguments.js'
import { Tokenizer } from './tokenizer.js'

/** @type {Record<string, import('./arguments.js').Kind>} */
const TABLE = { top: 'number' }
/** @type {Record<string, import('./arguments.js').Kind>} */
const BATCH = { split: 'text', seed: 'number', batchSize: 'number', blockSize: 'number', holdback: 'number' }

export class Inspector {
  #pool
  #tokenizer

  /** @internal @param {import('./worker-pool.js').WorkerPool} pool @param {string[]} vocabulary */
  constructor(pool, vocabulary) {
    this.#pool = pool
    this.#tokenizer = new Tokenizer(vocabulary)
  }

  /** What the simplest guesses reach on the training split. @returns {Promise<Baselines>} */
  async baselines() { return (await this.#pool.call('baselines')).ok }

  /** Row i: how likely each character follows character i, as the model sees it. @param {TableOptions} [options] @returns {Promise<Probabilities>} */
  async probabilities(options) {
    const { ok, data } = await this.#pool.call('probabilities', optionsOf('probabilities', options, TABLE))
    return { ...ok, data: new Float32Array(data.buffer) }
  }

  /** Row i: how often each character follows character i in the training split. @param {TableOptions} [options] @returns {Promise<Counts>} */
  async counts(options) {
    const { ok, data } = await this.#pool.call('counts', optionsOf('counts', options, TABLE))
    return { ...ok, data: new Uint32Array(data.buffer) }
  }

  /** A parameter by its PyTorch name. @param {string} name @returns {Promise<{ shape: number[], data: Float32Array }>} */
  async weights(name) {
    check('name', name, 'text')
    const { ok, data } = await this.#pool.call('weights', { name })
    return { shape: ok.shape, data: new Float32Array(data.buffer) }
  }

  /** Row t: how much a head, while it reads the last characters of the text, looks at each of them from position t. @param {{ layer: number, head: number, text: string }} options @returns {Promise<Attention>} */
  async attention(options) {
    const { ok, data } = await this.#pool.call('attention', optionsOf('attention', options, { layer: 'number', head: 'number', text: 'text' }))
    return { ...ok, data: new Float32Array(data.buffer) }
  }

  /**
   * All that the model computes while it reads the last characters of the text, blockSize at most. It changes nothing. On a page a bigram must have been created with
   * `complete` for this.
   * @param {string} text @returns {Promise<Trace>}
   */
  async trace(text) {
    check('text', text, 'text')
    const { ok, data } = await this.#pool.call('trace', { text })
    return { ...ok, tensors: new Map(ok.tensors.map(([name, shape, ...place]) => [name, { shape, data: new Float32Array(data.buffer, ...place) }])) }
  }

  /** From what generate() would draw the character after the prompt: the probability of each of the vocabulary's, (V). Draws nothing. @param {NextOptions} [options] @returns {Promise<Float32Array>} */
  async nextProbabilities(options) {
    const { data } = await this.#pool.call('nextProbabilities', optionsOf('nextProbabilities', options, { prompt: 'text', temperature: 'number', topK: 'number' }))
    return new Float32Array(data.buffer)
  }

  /** A batch as get_batch gives it: ids, x and y each (B,T). Draws from its own stream or a copy. @param {BatchOptions} [options] */
  async batch(options) { return (await this.#pool.call('batch', optionsOf('batch', options, BATCH))).ok }

  /** The model's logits (B*T,V) for ids x (B,T), and with targets y their mean cross-entropy. @param {number[][]} x @param {number[][]} [y] */
  async logits(x, y) {
    check('x', x, 'table')
    if (y !== undefined) check('y', y, 'table')
    const { ok, data } = await this.#pool.call('logits', { x, y })
    return { ...ok, data: new Float32Array(data.buffer) }
  }

  /** The core's softmax over each row. @param {number[][]} rows @returns {Promise<{ shape: number[], data: Float32Array }>} */
  async softmax(rows) {
    check('rows', rows, 'table')
    const payload = new Uint8Array(Float32Array.from(rows.flat()).buffer)
    const { ok, data } = await this.#pool.call('softmax', { shape: [rows.length, rows[0]?.length ?? 0] }, payload)
    return { shape: ok.shape, data: new Float32Array(data.buffer) }
  }

  /** The text as the model sees it. @param {{ split?: 'train'|'val', from?: number, count: number }} options @returns {Promise<number[]>} */
  async tokens(options) { return (await this.#pool.call('tokens', optionsOf('tokens', options, { split: 'text', from: 'number', count: 'number' }))).ok.ids }

  /** Throws an Error that names the first character outside the vocabulary. @param {string} text @returns {number[]} */
  encode(text) {
    if (typeof text !== 'string') check('text', text, 'text')
    return this.#tokenizer.encode(text)
  }

  /** Throws an Error that names the first id outside the vocabulary. @param {Iterable<number>} ids @returns {string} */
  decode(ids) {
    check('ids', ids, 'list')
    return this.#tokenizer.decode(ids)
  }
}
