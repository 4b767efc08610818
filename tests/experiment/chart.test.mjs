// What the loss chart shows, without a chart.
import assert from 'node:assert/strict'
import test from 'node:test'
import './web_crypto.mjs'
import { RunLog, withEarlier } from '../../web/experiment/run-log.js'
import { Labels } from '../../web/views/loss-chart/label-placement.js'

const LIMIT = { timeout: 60_000 }
const AREA = { left: 0, top: 0, width: 400, height: 200 }
const box = (/** @type {number} */ left, /** @type {number} */ top) => ({ left, top, width: 100, height: 12 })

test('a name goes where no curve and no other name lies', LIMIT, () => {
  const labels = new Labels(AREA, 1)
  labels.avoid([{ x: 0, y: 10 }, { x: 400, y: 150 }]) // two points are enough: the line between them counts
  assert.deepEqual(labels.place([box(150, 70), box(150, 120)], undefined, true), { index: 1, free: true })
  assert.deepEqual(labels.place([box(200, 125), box(200, 30)], undefined, true), { index: 1, free: true })
})

test('a name that finds no room crosses as little as it must, or is left out', LIMIT, () => {
  const labels = new Labels(AREA, 1)
  for (const y of [50, 52, 100]) labels.avoid([{ x: 0, y }, { x: 400, y }])
  assert.deepEqual(labels.place([box(10, 45), box(10, 95)], undefined, false), { index: undefined, free: false })
  assert.deepEqual(labels.place([box(10, 45), box(10, 95)], undefined, true), { index: 1, free: false })
  assert.deepEqual(labels.place([box(350, 150), box(10, -5)], undefined, true), { index: undefined, free: false }, 'outside')
})

test('a name stays where it was while there is room', LIMIT, () => {
  const labels = new Labels(AREA, 1)
  assert.equal(labels.place([box(10, 10), box(10, 40)], 1, true).index, 1)
  assert.equal(labels.place([box(10, 10), box(10, 40)], 1, true).index, 0, 'another one is there now')
})

/** What stays of runs one after the other, of so many steps each. @param {[string, number][]} runs */
function earlierOf(runs) {
  /** @type {readonly RunLog[]} */
  let earlier = []
  for (const [name, steps] of runs) {
    const run = new RunLog({ made: { preset: name }, target: 1000 })
    run.startClock()
    run.note({ step: steps, losses: new Float32Array(steps).fill(3), stepsPerSecond: 1, evaluations: [] })
    earlier = withEarlier(earlier, run)
  }
  return earlier.map(({ name }) => name)
}

test('a few single steps are not a run to look back at', LIMIT, () => {
  assert.deepEqual(earlierOf([['bigram', 1], ['bigram', 9], ['gpt', 10]]), ['gpt'])
})

test('of many runs the first one stays, and those that were made again go first', LIMIT, () => {
  const names = ['bigram', 'one', 'two', 'one', 'three', 'four', 'five', 'six']
  assert.deepEqual(earlierOf(names.map((name) => [name, 20])), ['bigram', 'one', 'three', 'four', 'five', 'six'])
})
