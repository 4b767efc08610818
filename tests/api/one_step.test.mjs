// One step, seen: what is looked at is the batch that is trained on, its numbers are the core's own, and looking changes nothing.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import test from 'node:test'
import { lookAt, mostGained, nextLine } from '../../web/experiment/one-step.js'
import { RUNGS } from '../../web/experiment/settings.js'
import { trainerFor } from './support.mjs'

const LIMIT = { timeout: 120_000 }
const STEPS = 3
const LINES = 'ab\nabacab\ncacbba\n\ncababcabc\n'.repeat(20)
const hash = async (/** @type {import('../../web/trainer/trainer.js').Trainer} */ trainer) => createHash('sha256').update(await trainer.save()).digest('hex')

for (const preset of RUNGS) {
  test(`of ${preset}: steps that are looked at end with the same bytes, each line is of the batch of its step, and its odds and loss are the core's`, LIMIT, async (t) => {
    // A batch of one row: its loss is the row's
    const settings = { preset, text: LINES, batchSize: 1, blockSize: 8, nEmbd: 8, dropout: 0 }
    const trainer = await trainerFor(t, settings)
    for (let step = 0; step < STEPS; step++) {
      const line = await nextLine(trainer)
      const before = await lookAt(trainer, line)
      const { loss } = await trainer.train(1)
      assert.ok(Math.abs(before.loss - loss) < 1e-6 * loss, `${before.loss} where the step had ${loss}`)
      const after = await lookAt(trainer, line)
      assert.ok(after.loss < before.loss, 'a step on this line alone makes it likelier')
      const costs = before.odds.map(({ share }) => -Math.log(share))
      if (preset !== 'reverse') assert.ok(Math.abs(costs.reduce((sum, cost) => sum + cost, 0) / costs.length - before.loss) < 1e-5)
      const t0 = mostGained(before, after)
      assert.ok(after.odds[t0].share > before.odds[t0].share)
      const prompt = preset === 'reverse' ? `${line.read.join('')}\n${line.foretold.slice(0, t0).join('')}` : line.read.slice(0, t0 + 1).join('')
      const shares = await trainer.nextProbabilities({ prompt })
      assert.ok(Math.abs(shares[trainer.info.vocabulary.indexOf(line.foretold[t0])] - after.odds[t0].share) < 1e-6)
      assert.equal(after.odds[t0].likeliest, trainer.info.vocabulary[shares.indexOf(Math.max(...shares))])
    }
    const unseen = await trainerFor(t, settings)
    assert.equal((await unseen.train(STEPS)).step, STEPS)
    assert.equal(trainer.step, STEPS)
    assert.equal(await hash(trainer), await hash(unseen))
  })
}

test('of a long row the beginning is looked at, and of lines to turn around the first that is worth it', LIMIT, async (t) => {
  const long = await trainerFor(t, { text: 'to be or not to be, that is the question: '.repeat(30), blockSize: 200, batchSize: 2 })
  const line = await nextLine(long)
  assert.equal(line.read.length, 128)
  assert.equal((await lookAt(long, line)).odds.length, 128)
  const turns = await trainerFor(t, { preset: 'reverse', text: LINES })
  const { read, foretold, row, rows } = await nextLine(turns)
  assert.ok(read.length >= 4 && row < rows && rows === 32)
  assert.equal(foretold.join(''), `${[...read].reverse().join('')}\n`.slice(0, 16))
})
