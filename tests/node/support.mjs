// What the Node tests share: the built module, the text, trainers that end with their test.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../../', import.meta.url)

/** Address of the module under test: $IAMBIC_DIST, or dist/ of this project. */
export const moduleUrl = process.env.IAMBIC_DIST
  ? new URL('iambic.mjs', `file://${process.env.IAMBIC_DIST}/`)
  : new URL('dist/iambic.mjs', root)
export const iambic = await import(moduleUrl.href)

/** Tiny Shakespeare, whole. @returns {Buffer} */
export function corpus() {
  const places = [process.env.IAMBIC_CORPUS, fileURLToPath(new URL('build/tinyshakespeare.txt', root))]
  const found = places.find((place) => place && existsSync(place))
  if (!found) throw new Error('tiny Shakespeare is needed: set IAMBIC_CORPUS, or run scripts/fetch_corpus')
  return readFileSync(found)
}

/** A text small enough to check by hand: 3 characters, 40 long, 36 of them to train on. */
export const SMALL = 'abacabcaacbbacababcabcaabbccabacbabcacba'

/** @param {import('node:test').TestContext} t @param {object} [options] */
export async function trainerFor(t, options = {}) {
  const trainer = await iambic.createTrainer({ text: SMALL, ...options })
  t.after(() => trainer.terminate())
  return trainer
}

/** @param {Uint8Array} bytes */
export function sha256(bytes) { return createHash('sha256').update(bytes).digest('hex') }

/** @param {number} milliseconds */
export function wait(milliseconds) { return new Promise((resolve) => { setTimeout(resolve, milliseconds) }) }
