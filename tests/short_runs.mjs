// Short runs on the beginning of tiny Shakespeare, one of every kind of model, and the SHA-256 of their checkpoints:
// the same from every compiler, with every flag, on every processor, in Node and in every browser.
import { readFileSync } from 'node:fs'

export const SHORT_TEXT_BYTES = 2000

/** @type {{ options: Record<string, string | number>, steps: number, checkpoint_sha256: string }[]} */
export const shortRuns = JSON.parse(readFileSync(new URL('./expected_short.json', import.meta.url), 'utf8'))

/** The same with several workers. @type {typeof shortRuns} */
export const sharedRuns = JSON.parse(readFileSync(new URL('./expected_workers.json', import.meta.url), 'utf8'))

/** The same for the command line: { warmupSteps: 1 } -> ['--warmup-steps', '1']. @param {Record<string, string | number>} options */
export function commandLineOptions(options) {
  return Object.entries(options).flatMap(([name, value]) => [`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, String(value)])
}
