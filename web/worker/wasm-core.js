// Loads the WebAssembly core and calls it: JSON and bytes in, JSON and bytes out.
import { makeError } from '../protocol/errors.js'

/** @import { Call, View } from '../protocol/messages.js' */
/**
 * What the module offers; addresses are numbers, which come as negative ones from the upper 2 GB: `>>> 0`. See src/wasm/module.cpp.
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {() => void} _initialize
 * @property {(bytes: number) => number} malloc
 * @property {(address: number) => void} free
 * @property {(request: number, length: number, payload: number, payloadLength: number) => number} iambic_call
 * @property {() => number} iambic_stack
 * @property {(stack: number) => void} iambic_set_stack
 */

/** @param {Uint8Array<ArrayBuffer>} bytes */
export const compile = (bytes) => WebAssembly.compile(bytes).catch(explainRefusal)

/**
 * @param {WebAssembly.Module} module
 * @param {() => void} onalive called now and then in the midst of a long call
 * @returns {Promise<Core>}
 */
export async function loadCore(module, onalive) {
  /** @type {{ memory?: WebAssembly.Memory }} */
  const link = {}
  const instance = await WebAssembly.instantiate(module, importsOf(module, link, onalive)).catch(explainRefusal) // WebKit refuses only here
  const exports = /** @type {Exports} */ (instance.exports)
  link.memory = exports.memory
  exports._initialize()
  return new Core(exports, onalive)
}

/** @param {Error} error @returns {never} */
function explainRefusal(error) {
  if (!/Content.Security|unsafe-eval|disallowed by embedder|blocked by CSP/i.test(error.message)) throw error
  throw makeError('browser.policy', "This page's Content-Security-Policy forbids WebAssembly: " +
    "add 'wasm-unsafe-eval' to its script-src to allow Iambic.")
}

/** What the core refuses, in its own sentence. It throws it across its own frames: see the end of src/wasm/module.cpp. */
class Refusal extends Error {
  /** @param {string} sentence @param {string} about JSON: code and details */
  constructor(sentence, about) {
    super(sentence)
    this.about = about
  }
}

const NOTHING = new Uint8Array()

/** One instance of the core: one corpus and one trainer. */
export class Core {
  /** Why the instance is beyond use (a trap left it in an unknown state), or undefined. @type {Error | undefined} */
  failure
  #exports
  #encoder = new TextEncoder()
  #decoder = new TextDecoder()

  #stack // where the core's stack begins

  /**
   * Drawn with for what that does to the processor: it leaves the upper halves of the vector registers clear. Other code of Firefox 140, a search in a
   * string say, leaves them in use; its SIMD code then runs up to 100 times slower on some processors (seen: Intel Emerald Rapids).
   */
  #pen = globalThis.navigator?.userAgent?.includes('Firefox') && globalThis.OffscreenCanvas ? new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true }) : null

  /** @param {Exports} exports @param {() => void} [alive] tells that its thread lives, where it waits for others */
  constructor(exports, alive = () => {}) {
    this.#exports = exports
    this.alive = alive
    this.#stack = exports.iambic_stack()
  }

  /** Throws an IambicError with the core's sentence when the core refuses the request; the core stays usable. @type {Call} */
  call = (request, payload = NOTHING) => {
    if (this.failure) throw this.failure
    const { json, data } = this.#exchange(this.#encoder.encode(JSON.stringify(request)), payload)
    const ok = json.includes('null') ? JSON.parse(json, (key, value) => value ?? NaN) : JSON.parse(json) // which has no NaN, so the core writes null
    return { ok, data }
  }

  /** It is beyond use, for this reason or an earlier one. @param {Error} reason */
  giveUp(reason) { this.failure ??= reason }

  /** Where the core has these bytes, to be read and written before it is called again. @type {View} */
  view = (at, size) => new Uint8Array(this.#exports.memory.buffer, at, size)

  /** @param {Uint8Array} request @param {Uint8Array} payload */
  #exchange(request, payload) {
    const { malloc, free, iambic_call, iambic_set_stack } = this.#exports
    const start = (request.length + 15) & ~15 // of the payload, where the core can read numbers of any kind
    const block = malloc(start + payload.length) >>> 0
    if (block === 0) throw outOfMemory(payload.length)
    try {
      this.view(block, request.length).set(request)
      this.view(block + start, payload.length).set(payload)
      this.#pen?.clearRect(0, 0, 8, 8)
      const answer = iambic_call(block, request.length, block + start, payload.length)
      free(block)
      return this.#read(answer >>> 0)
    } catch (error) {
      if (!(error instanceof Refusal)) throw this.failure = asFailure(error)
      iambic_set_stack(this.#stack)
      free(block)
      throw Object.assign(new Error(error.message), JSON.parse(error.about))
    }
  }

  /**
   * Copies the reply out, because the next call overwrites it.
   * @param {number} answer address of {json, length, data, length}
   */
  #read(answer) {
    const [json, jsonLength, data, dataLength] = new Uint32Array(this.#exports.memory.buffer, answer, 4) // re-read: the call may have grown it
    return { json: this.#decoder.decode(this.view(json, jsonLength)), data: this.view(data, dataLength).slice() }
  }
}

/** @param {number} bytes that were to be sent */
const outOfMemory = (bytes) => makeError('memory', `there is not enough memory for ${bytes} more bytes; take a shorter text or smaller settings`, { value: bytes })

/** @param {unknown} error @returns {Error} */
function asFailure(error) {
  const reason = error instanceof Error ? error.message : String(error)
  return makeError('engine.failed', `The training engine failed and cannot go on: ${reason}`, { why: reason }, error)
}

/**
 * The few functions of the host that the module names; one that it does not expect throws an Error when called.
 * @param {WebAssembly.Module} module
 * @param {{ memory?: WebAssembly.Memory }} link
 * @param {() => void} onalive
 */
function importsOf(module, link, onalive) {
  /** @type {Record<string, Function>} */
  const known = {
    iambic_refuse(/** @type {number[]} */ ...addresses) {
      const [sentence, about] = addresses.map((address) => textAt(/** @type {WebAssembly.Memory} */ (link.memory), address))
      throw new Refusal(sentence, about)
    },
    iambic_alive: onalive,
    emscripten_notify_memory_growth() {},
    proc_exit(/** @type {number} */ code) { throw new Error(`the core exited with code ${code}`) },
  }
  /** @type {WebAssembly.Imports} */
  const imports = {}
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {}
    imports[from][name] = known[name] ?? (() => { throw new Error(`the core called ${from}.${name}, which the page does not have`) })
  }
  return imports
}

/** What the core wrote there, until a zero. @param {WebAssembly.Memory} memory @param {number} address */
function textAt({ buffer }, address) {
  const bytes = new Uint8Array(buffer, address >>> 0)
  return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)))
}
