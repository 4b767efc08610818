// The same bytes everywhere: short runs of every kind of model. Also run for other compilers, flags and processors ($IAMBIC).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { commandLineOptions, sharedRuns, SHORT_TEXT_BYTES, shortRuns } from '../short_runs.mjs'
import { at, corpus, file, sha256, train } from './support.mjs'

const text = file('short.txt', readFileSync(corpus).subarray(0, SHORT_TEXT_BYTES))

for (const { options, steps, checkpoint_sha256 } of [...shortRuns, ...sharedRuns]) {
  const together = options.workers ? ` by ${options.workers} workers` : options.vocabSize ? ` with ${options.vocabSize} tokens` : ''
  test(`${steps} steps of ${options.preset}${together} give the checkpoint of every other machine, byte for byte`, () => {
    const out = at(`${options.preset}-${options.workers}.safetensors`)
    train('--data', text, ...commandLineOptions(options), '--steps', String(steps), '--out', out)
    assert.equal(sha256(out), checkpoint_sha256)
  })
}
