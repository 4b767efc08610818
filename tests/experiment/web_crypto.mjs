// What every browser has, and Node from 19 on.
import { webcrypto } from 'node:crypto'

globalThis.crypto ??= /** @type {Crypto} */ (webcrypto)
