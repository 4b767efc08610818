// Training gives the same bytes however it is sliced, paced, watched, saved or resumed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { corpus, sha256, trainerFor } from './support.mjs'

/** @import { Evaluation } from '../../web/protocol/public.js' */

const text = corpus()

/** @param {import('../../web/trainer/trainer.js').Trainer} trainer */
async function fingerprint(trainer) { return sha256(await trainer.save()) }

/** The checkpoint after 2,000 steps in one run that nobody watched. @param {import('node:test').TestContext} t */
async function plainRun(t) {
  const trainer = await trainerFor(t, { text })
  await trainer.train(2000)
  return fingerprint(trainer)
}

test('progress brings every loss once, in order', async (t) => {
  const trainer = await trainerFor(t, { text })
  /** @type {number[]} */
  const losses = []
  const result = await trainer.train(3000, {
    onProgress: ({ step, losses: slice, stepsPerSecond }) => {
      losses.push(...slice)
      assert.equal(step, losses.length)
      assert.equal(trainer.step, step)
      assert.ok(stepsPerSecond > 0)
    },
  })
  assert.equal(losses.length, 3000)
  assert.deepEqual(result, { step: 3000, loss: losses[2999], aborted: false })
  assert.ok(Math.abs(losses[0] - 4.7) < 0.3 && losses[2999] < losses[0] - 0.5, `${losses[0]} to ${losses[2999]}`)
})

test('two runs of 1,000 are one of 2,000', async (t) => {
  const trainer = await trainerFor(t, { text })
  await trainer.train(1000)
  await trainer.train(1000)
  assert.equal(await fingerprint(trainer), await plainRun(t))
})

test('a paced run ends with the bytes of a fast one', async (t) => {
  const trainer = await trainerFor(t, { text })
  await trainer.train(2000, { stepsPerSecond: 4000 })
  assert.equal(await fingerprint(trainer), await plainRun(t))
})

test('looking changes nothing', async (t) => {
  const trainer = await trainerFor(t, { text })
  /** @type {Promise<unknown>[]} */
  const looks = []
  const look = () => looks.push(trainer.generate({ tokens: 50, peek: true }), trainer.generate({ tokens: 50, seed: 1 }), trainer.evaluate(),
    trainer.probabilities(), trainer.counts(), trainer.baselines(), trainer.save(), trainer.batch(), trainer.tokens({ count: 3 }))
  await trainer.train(2000, { evaluateEvery: 100, onProgress: look })
  assert.ok((await Promise.all(looks)).length >= 9)
  assert.equal(await fingerprint(trainer), await plainRun(t))
})

test('estimateLoss and generate without a seed draw from the training stream, as in PyTorch', async (t) => {
  for (const draw of /** @type {const} */ (['estimateLoss', 'generate'])) {
    const trainer = await trainerFor(t, { text })
    await (draw === 'generate' ? trainer.generate({ tokens: 1 }) : trainer.estimateLoss(1))
    await trainer.train(2000)
    assert.notEqual(await fingerprint(trainer), await plainRun(t))
  }
})

test('evaluateEvery brings the exact losses before the first step and at each multiple', async (t) => {
  const trainer = await trainerFor(t, { text })
  const before = await trainer.evaluate()
  /** @type {Evaluation[]} */
  const evaluations = []
  await trainer.train(250, { evaluateEvery: 100, onProgress: (progress) => evaluations.push(...progress.evaluations) })
  await trainer.train(50, { evaluateEvery: 100, onProgress: (progress) => evaluations.push(...progress.evaluations) })
  assert.deepEqual(evaluations.map(({ step }) => step), [0, 100, 200, 250, 300])
  assert.deepEqual(evaluations[0], { step: 0, ...before })
  assert.deepEqual(evaluations[4], { step: 300, ...await trainer.evaluate() })
})

test('500 steps, saved, loaded, and 500 more are 1,000', async (t) => {
  const straight = await trainerFor(t, { text, seed: 5, blockSize: 16 })
  await straight.train(1000)
  const first = await trainerFor(t, { text, seed: 5, blockSize: 16 })
  await first.train(500)
  const checkpoint = await first.save()
  const second = await trainerFor(t, { text, checkpoint })
  assert.equal(second.step, 500)
  assert.deepEqual(second.info.config, straight.info.config)
  await second.train(500)
  assert.equal(await fingerprint(second), await fingerprint(straight))
  assert.ok(checkpoint.length > 0, 'the checkpoint stays with its owner')
})

test('reset goes back to the very beginning', async (t) => {
  const trainer = await trainerFor(t, { text })
  const beginning = await fingerprint(trainer)
  await trainer.train(300)
  const info = await trainer.reset()
  assert.equal(info.step, 0)
  assert.equal(trainer.step, 0)
  assert.equal(await fingerprint(trainer), beginning)
})

test('reset with options changes those and keeps the others', async (t) => {
  const trainer = await trainerFor(t, { text, batchSize: 16 })
  await trainer.reset({ seed: 42 })
  const { seed, batchSize } = trainer.info.config
  assert.deepEqual({ seed, batchSize }, { seed: 42, batchSize: 16 })
  const other = await trainerFor(t, { text, batchSize: 16, seed: 42 })
  assert.equal(await fingerprint(trainer), await fingerprint(other))
})

test('a learning rate that breaks the loss stops the run, says where, and keeps the last good weights', async (t) => {
  const trainer = await trainerFor(t, { text, learningRate: 1000 })
  const { step, loss, stopped, code, details, aborted } = await trainer.train(100_000)
  assert.ok(step < 100_000)
  assert.match(stopped ?? '', new RegExp(`\\b${step.toLocaleString('en-US')}\\b`))
  assert.deepEqual({ code, details }, { code: 'training.diverged', details: { kept: step, learningRate: 1000 } })
  assert.equal(aborted, false)
  assert.ok(Number.isFinite(loss), `the last loss is ${loss}`)
  const { data } = await trainer.weights('token_embedding_table.weight')
  assert.ok(data.every(Number.isFinite), 'a weight is not finite')
  assert.ok((await trainer.generate({ tokens: 10, peek: true })).length >= 10)
})
