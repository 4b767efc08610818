// SHA-256 (FIPS 180-4), for pages to which the browser's own is closed: those that come by http from another machine.

/** The first 32 bits behind the point of the roots of the first 64 primes. @param {number} degree of the roots */
function rootBits(degree) {
  /** @type {number[]} */
  const primes = []
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return Int32Array.from(primes, (prime) => (prime ** (1 / degree) % 1) * 2 ** 32)
}

const K = rootBits(3)
const START = rootBits(2).subarray(0, 8)

/** @param {number} word @param {number} bits */
const turn = (word, bits) => (word >>> bits) | (word << (32 - bits))

/** @param {Int32Array} hash of what came before @param {DataView} bytes @param {number} at where the block of 64 begins @param {Int32Array} w scratch of 64 */
function takeBlock(hash, bytes, at, w) {
  for (let i = 0; i < 16; i++) w[i] = bytes.getInt32(at + 4 * i)
  for (let i = 16; i < 64; i++) {
    const [x, y] = [w[i - 15], w[i - 2]]
    w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))
  }
  let a = hash[0], b = hash[1], c = hash[2], d = hash[3], e = hash[4], f = hash[5], g = hash[6], h = hash[7]
  for (let i = 0; i < 64; i++) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g, g = f, f = e, e = (d + first) | 0, d = c, c = b, b = a, a = (first + second) | 0
  }
  hash[0] += a, hash[1] += b, hash[2] += c, hash[3] += d, hash[4] += e, hash[5] += f, hash[6] += g, hash[7] += h
}

/** In hexadecimal. @param {Uint8Array} bytes */
export function sha256(bytes) {
  const [hash, w] = [START.slice(), new Int32Array(64)]
  const whole = bytes.length - bytes.length % 64
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < whole; at += 64) takeBlock(hash, view, at, w)
  const end = new Uint8Array(bytes.length - whole < 56 ? 64 : 128)
  end.set(bytes.subarray(whole))
  end[bytes.length - whole] = 0x80
  const last = new DataView(end.buffer)
  last.setBigUint64(end.length - 8, 8n * BigInt(bytes.length))
  for (let at = 0; at < end.length; at += 64) takeBlock(hash, last, at, w)
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
