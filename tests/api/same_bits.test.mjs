// The same bytes everywhere: short runs of every kind of model through the module.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedRuns, SHORT_TEXT_BYTES, shortRuns } from '../short_runs.mjs'
import { corpus, sha256, trainerFor } from './support.mjs'

for (const { options, steps, checkpoint_sha256 } of [...shortRuns, ...sharedRuns]) {
  const together = options.workers ? ` by ${options.workers} workers` : options.vocabSize ? ` with ${options.vocabSize} tokens` : ''
  test(`${steps} steps of ${options.preset}${together} give the checkpoint of every other machine, byte for byte`, async (t) => {
    const trainer = await trainerFor(t, { text: corpus().subarray(0, SHORT_TEXT_BYTES), ...options })
    await trainer.train(steps)
    assert.equal(sha256(await trainer.save()), checkpoint_sha256)
  })
}
