// Losses are told per character, so that runs with other tokens can be compared.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RunLog } from '../../web/experiment/run-log.js'
import { Training } from '../../web/experiment/training.js'
import { Lab } from './fake_trainer.mjs'

const progress = { step: 3, losses: Float32Array.of(4, 3, 2), stepsPerSecond: 1, evaluations: [{ step: 2, train: 3, val: 8 }] }

test('what a token costs is noted per character, of each part of the text by its own measure', () => {
  const told = [undefined, { train: 2, val: 4 }].map((charactersPerToken) => {
    const run = new RunLog({ target: 5, charactersPerToken })
    run.note(progress)
    const { loss, curve: { latest, recent } } = run
    run.noteEvaluation({ train: 1, val: 1 })
    return { loss, latest, recent, later: run.curve.latest }
  })
  assert.deepEqual(told, [
    { loss: 2, latest: { step: 2, train: 3, val: 8 }, recent: [4, 3, 2], later: { step: 3, train: 1, val: 1 } },
    { loss: 1, latest: { step: 2, train: 1.5, val: 2 }, recent: [2, 1.5, 1], later: { step: 3, train: 0.5, val: 0.25 } },
  ])
})

test('so are the losses of the simplest guesses, which follow when a reset makes other tokens', async () => {
  const lab = new Lab()
  const create = async (/** @type {any} */ options) => {
    const trainer = await lab.create(options)
    const subwords = (/** @type {number} */ each) => Object.assign(trainer.info, { merges: [], charactersPerToken: { train: each, val: each } })
    subwords(2)
    trainer.reset = async () => subwords(4)
    trainer.baselines = async () => ({ uniform: 4, unigram: 3, bigram: 2 })
    return trainer
  }
  const training = new Training(/** @type {any} */ (create), () => {})
  const settle = () => new Promise((resolve) => { setTimeout(resolve, 20) })
  await training.open({ name: 'a text', text: 'abacabcaacbbacababcabcaabbc' }, {})
  await settle()
  assert.deepEqual(training.baselines, { uniform: 2, unigram: 1.5, bigram: 1 })
  await training.reset({})
  await settle()
  assert.deepEqual(training.baselines, { uniform: 1, unigram: 0.75, bigram: 0.5 })
})
