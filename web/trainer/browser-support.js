// Whether this browser can run the core.
import { makeError } from '../protocol/errors.js'

// (module (func (drop (i8x16.splat (i32.const 0))))): what the core needs, in the fewest bytes.
const PROBE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11])

/** Throws one sentence when this browser cannot run the core. */
export function requireSupport() {
  if (!globalThis.WebAssembly) { // every browser has it, unless somebody took it away: Lockdown Mode, an administrator
    throw makeError('browser.no-webassembly', 'WebAssembly is switched off here, and Iambic computes with it: allow it for this page in the settings of the browser.')
  }
  if (!WebAssembly.validate(PROBE)) {
    throw makeError('browser.no-simd', 'This browser has no WebAssembly SIMD, which Iambic needs: Chrome 91, Firefox 113, Safari 16.4 or newer have it.')
  }
  if (!globalThis.DecompressionStream) { // of the browsers with SIMD, Firefox 89 to 112
    throw makeError('browser.old', 'This browser is too old for Iambic: Chrome 91, Firefox 113, Safari 16.4 or newer will do.')
  }
}
