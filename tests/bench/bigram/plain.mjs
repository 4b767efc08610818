// The notes' bigram training in plain JavaScript: typed arrays and the distinct-row idea of intrinsics.c,
// which explains it. Runs in Node and in a browser's worker; ASCII text only.
//
// State is single precision, arithmetic between loads and stores double: with Math.fround around it V8 is a third slower.

const batchSize = 32, blockSize = 8, holdback = 1
const learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weightDecay = 0.01

const powerOfTwo = new Float32Array(127).map((_, i) => 2 ** -i)

/** exp(x) for x <= 0, by Cephes' polynomial (netlib.org/cephes, expf): a third faster here than Math.exp. @param {number} x */
function exp(x) {
  x = x < -60 ? -60 : x
  const n = (0.5 - x * Math.LOG2E) | 0
  const r = x + n * Math.LN2
  const tail = 0.16666666545 + r * (0.041665795894 + r * (0.0083334519073 + r * (0.0013981999507 + r * 0.0001987569150)))
  return powerOfTwo[n] * (1 + r * (1 + r * (0.5 + r * tail)))
}

/** PyTorch's CPU random stream: the engine (mt19937), randint's draw and randn for 16 values or more. */
class Generator {
  words = new Uint32Array(624)
  next = 624

  /** @param {number} seed */
  constructor(seed) {
    const { words } = this
    words[0] = seed
    for (let i = 1; i < 624; i++) words[i] = Math.imul(1812433253, words[i - 1] ^ (words[i - 1] >>> 30)) + i
  }

  draw() {
    const { words } = this
    if (this.next === 624) {
      for (let i = 0; i < 624; i++) {
        const mixed = (words[i] & 0x80000000) | (words[(i + 1) % 624] & 0x7fffffff)
        words[i] = words[(i + 397) % 624] ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0)
      }
      this.next = 0
    }
    let y = words[this.next++]
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }

  uniform() {
    return (this.draw() & 0xffffff) / 16777216
  }

  /** Box-Muller on blocks of 8 radii and 8 angles; a remainder redoes the last 16. @param {Float32Array} values */
  randn(values) {
    const block = (/** @type {number} */ start) => {
      for (let i = start; i < start + 8; i++) {
        const radius = Math.sqrt(-2 * Math.log(1 - values[i])), theta = 2 * Math.PI * values[i + 8]
        values[i] = radius * Math.cos(theta)
        values[i + 8] = radius * Math.sin(theta)
      }
    }
    const n = values.length
    for (let i = 0; i < n; i++) values[i] = this.uniform()
    for (let i = 0; i + 16 <= n; i += 16) block(i)
    if (n % 16 === 0) return
    for (let i = n - 16; i < n; i++) values[i] = this.uniform()
    block(n - 16)
  }
}

/** A trainer that has been reset. (Fields with values from the beginning make it a fifth slower.) @typedef {{ [K in keyof Trainer]-?: NonNullable<Trainer[K]> }} Ready */

export class Trainer {
  /** @param {Uint8Array} text characters below 128 */
  constructor(text) {
    const present = new Uint8Array(128), id = new Uint8Array(128)
    for (const c of text) present[c] = 1
    this.V = 0
    this.steps = 0
    for (let c = 0; c < 128; c++) if (present[c]) id[c] = this.V++
    this.data = text.subarray(0, Math.floor(0.9 * text.length)).map((c) => id[c])
  }

  /** @param {number} seed */
  reset(seed) {
    const size = this.V * this.V
    this.generator = new Generator(seed)
    this.W = new Float32Array(size)
    this.generator.randn(this.W)
    this.expAvg = new Float32Array(size)
    this.expAvgSq = new Float32Array(size)
    this.pairs = new Float32Array(size) // how often j follows i in the batch; zero between steps
    this.occurrences = new Float32Array(this.V) // how often i occurs in the batch; zero between steps
    this.exponentials = new Float32Array(this.V)
    this.steps = 0
  }

  /** Makes losses.length steps and fills in each one's loss. @param {Float32Array} losses */
  train(losses) {
    for (let i = 0; i < losses.length; i++) losses[i] = this.step()
  }

  step() {
    const { V, W, occurrences, exponentials } = /** @type {Ready} */ (this)
    const N = batchSize * blockSize
    let loss = this.countPairs()
    this.steps++
    const stepSize = learningRate / (1 - beta1 ** this.steps), correction = 1 / Math.sqrt(1 - beta2 ** this.steps)
    for (let i = 0; i < V; i++) {
      const n = occurrences[i], row = i * V
      if (n === 0) {
        this.decayRow(row, stepSize, correction)
        continue
      }
      occurrences[i] = 0
      let largest = W[row]
      for (let j = 1; j < V; j++) if (W[row + j] > largest) largest = W[row + j]
      let sum = 0
      for (let j = 0; j < V; j++) sum += exponentials[j] = exp(W[row + j] - largest)
      loss += n * (largest + Math.log(sum))
      this.updateRow(row, n / (sum * N), stepSize, correction)
    }
    return loss / N
  }

  /** Draws a batch and counts its pairs. Returns minus the sum of the targets' logits. */
  countPairs() {
    const { V, W, data, pairs, occurrences, generator } = /** @type {Ready} */ (this)
    let loss = 0
    for (let b = 0; b < batchSize; b++) {
      const start = generator.draw() % (data.length - blockSize - holdback)
      for (let t = start; t < start + blockSize; t++) {
        const pair = data[t] * V + data[t + 1]
        pairs[pair]++
        occurrences[data[t]]++
        loss -= W[pair]
      }
    }
    return loss
  }

  /**
   * AdamW on a row that occurs in the batch: its gradient is softmaxFactor * exponentials - pairs / N.
   * @param {number} row @param {number} softmaxFactor @param {number} stepSize @param {number} correction
   */
  updateRow(row, softmaxFactor, stepSize, correction) {
    const { V, W, expAvg, expAvgSq, pairs, exponentials } = /** @type {Ready} */ (this)
    const perPosition = 1 / (batchSize * blockSize), decay = 1 - learningRate * weightDecay
    for (let j = 0; j < V; j++) {
      const k = row + j
      const g = exponentials[j] * softmaxFactor - pairs[k] * perPosition
      pairs[k] = 0
      const m = expAvg[k] = beta1 * expAvg[k] + (1 - beta1) * g
      const v = expAvgSq[k] = beta2 * expAvgSq[k] + (1 - beta2) * g * g
      W[k] = W[k] * decay - stepSize * m / (Math.sqrt(v) * correction + eps)
    }
  }

  /** AdamW on a row that the batch did not touch. @param {number} row @param {number} stepSize @param {number} correction */
  decayRow(row, stepSize, correction) {
    const { V, W, expAvg, expAvgSq } = /** @type {Ready} */ (this)
    const decay = 1 - learningRate * weightDecay
    for (let k = row; k < row + V; k++) {
      const m = expAvg[k] *= beta1
      const v = expAvgSq[k] *= beta2
      W[k] = W[k] * decay - stepSize * m / (Math.sqrt(v) * correction + eps)
    }
  }
}
