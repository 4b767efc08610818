// A run by a clock of the test's own: what falls due, and how large its slices get.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrainingLoop } from '../../web/worker/training-loop.js'

const LIMIT = { timeout: 60_000 }

/** A run whose steps take no time but what `cost` says, in milliseconds. @param {import('node:test').TestContext} t @param {{ stepsPerSecond: number, cost?: number }} given */
function runFor(t, { stepsPerSecond, cost = 0 }) {
  const clock = { now: 1000, done: 0, limits: /** @type {number[]} */ ([]) }
  t.mock.method(performance, 'now', () => clock.now)
  const run = new TrainingLoop({
    train: async (left, limit) => {
      clock.limits.push(limit)
      clock.now += cost * limit
      clock.done += limit
      return { step: clock.done, done: limit, losses: new Float32Array(limit), evaluations: [], evaluating: false, milliseconds: cost * limit }
    },
    whenFree: async (work) => work(),
    held: () => false,
    report() {},
    step: 0, steps: 1e9, stepsPerSecond, evaluateEvery: 0, sliceMilliseconds: 30,
  })
  run.go()
  t.after(() => run.abort())
  /** Time passes, and the run looks at the clock. @param {number} milliseconds */
  const pass = async (milliseconds) => {
    clock.now += milliseconds
    for (let i = 0; i < 20; i++) {
      run.wake()
      await new Promise(setImmediate)
    }
  }
  return { run, clock, pass }
}

test('a paced run that was paused for two seconds goes on at its pace and owes nothing', LIMIT, async (t) => {
  const { run, clock, pass } = runFor(t, { stepsPerSecond: 10 })
  await pass(0)
  assert.equal(clock.done, 1, 'the first at once')
  await pass(100)
  assert.equal(clock.done, 2)
  run.pause()
  await pass(1000) // a text that is written meanwhile wakes it, too
  await pass(1000)
  run.resume()
  await pass(10)
  assert.equal(clock.done, 2, 'it made up for the pause')
  await pass(95)
  assert.equal(clock.done, 3)
})

test('a machine that slept for an hour owes at most the steps of a second', LIMIT, async (t) => {
  const { clock, pass } = runFor(t, { stepsPerSecond: 10 })
  await pass(0)
  await pass(3_600_000)
  await pass(0)
  assert.ok(clock.done >= 2 && clock.done <= 11, `${clock.done} steps`)
})

test('a slice is at most four times the one before, however quick the first step was', LIMIT, async (t) => {
  const { clock, pass } = runFor(t, { stepsPerSecond: Infinity, cost: 0.001 })
  await pass(0)
  const { limits } = clock
  assert.equal(limits[0], 1)
  assert.ok(limits.length > 4 && limits[4] > 100, `${limits.slice(0, 6)}`)
  for (let i = 1; i < limits.length; i++) assert.ok(limits[i] <= 4 * limits[i - 1], `${limits.slice(0, i + 1)}`)
})
