// Two commands in quick succession, and whatever the first one has left behind.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withCompleteCore } from '../../web/experiment/complete-core.js'
import { assertAgreement, begin, opened, OTHER, quiet, TEXT, until } from './support.mjs'

const LIMIT = { timeout: 60_000 }

test('a run that is reset keeps its own losses in the list of earlier runs', LIMIT, async (t) => {
  const { experiment, lab, states } = await opened(t)
  const { model } = lab.made[0]
  const run = experiment.train()
  await until(() => experiment.step > 100)
  await experiment.reset()
  await run
  await quiet()
  assert.deepEqual(states.slice(-3), ['training', 'loading', 'idle'], 'the run that ended has said something of the new model')
  assert.equal(experiment.earlier.length, 1)
  assert.equal(Math.floor(experiment.earlier[0].curve.latest?.val ?? 0), model)
  assert.equal(Math.floor(experiment.curve.latest?.val ?? 0), lab.made[0].model)
  assertAgreement(experiment)
})

test('an evaluation that is still under way when the run goes on is not told of the step before', LIMIT, async (t) => {
  const { experiment, lab } = await opened(t)
  /** @type {() => void} */
  let release = () => {}
  const run = experiment.train()
  await until(() => experiment.step > 40)
  lab.before = (what) => (what === 'evaluate' ? new Promise((resolve) => { release = () => resolve(undefined) }) : undefined)
  experiment.pause()
  await until(() => experiment.state === 'paused')
  const { step } = experiment
  await until(() => release.length === 0 && String(release).includes('resolve'))
  const more = experiment.train()
  await until(() => experiment.step > step + 100)
  release()
  lab.before = () => {}
  experiment.pause()
  await Promise.all([run, more])
  await quiet()
  assert.ok((experiment.curve.latest?.step ?? 0) > step, 'the last evaluation is of the step before')
})

test('a run that is paused before its first step has not begun', LIMIT, async (t) => {
  const { experiment, states } = await opened(t)
  experiment.addEventListener('change', () => { if (experiment.state === 'training') experiment.pause() })
  await experiment.train()
  await quiet()
  assert.ok(states.includes('training'), states.join())
  assert.equal(experiment.step, 0)
  assert.equal(experiment.state, 'idle')
  assertAgreement(experiment)
})

test('a pause and a reset show no error', LIMIT, async (t) => {
  const { experiment, states } = await opened(t)
  const run = experiment.train()
  await until(() => experiment.step > 40)
  experiment.pause()
  await until(() => experiment.state === 'paused')
  await experiment.reset()
  await run
  await quiet()
  assert.ok(!states.includes('error'), states.join())
  assert.equal(experiment.state, 'idle')
  assert.equal(experiment.step, 0)
})

test('a job that is rejected is no failure, a worker that dies is', LIMIT, async (t) => {
  const { experiment, lab } = await opened(t)
  lab.before = (what) => { if (what === 'evaluate') throw new Error('the model was replaced before this was done') }
  experiment.apply({ steps: 200 })
  await experiment.train()
  assert.equal(experiment.state, 'done')
  lab.made[0].die()
  assert.equal(experiment.state, 'error')
  assert.ok(experiment.dead)
  lab.before = () => {}
  await experiment.reset()
  assert.equal(experiment.dead, false)
})

test('what is pressed while a rung opens is done by the model of that rung', LIMIT, async (t) => {
  const { experiment } = await opened(t, { steps: 40 })
  const opening = experiment.apply({ preset: 'gpt', steps: 60 })
  await Promise.all([opening, experiment.train()])
  assert.equal(experiment.trainer?.info.config.model, 'gpt')
  assert.equal(experiment.step, 60)
  assertAgreement(experiment)
})

test('commands before the first model wait for it', LIMIT, async (t) => {
  const { experiment, states } = begin(t)
  experiment.apply({ steps: 60, pace: 'full' })
  const commands = [experiment.reset(), experiment.train()]
  await quiet()
  assert.equal(experiment.state, 'loading')
  await experiment.openFirst(TEXT)
  assert.equal(experiment.step, 0, 'it began before the text to begin with was chosen')
  await experiment.open(OTHER)
  experiment.begin()
  await Promise.all(commands)
  assert.equal(experiment.step, 60)
  assert.equal(experiment.corpus, OTHER)
  assert.deepEqual(states.filter((state) => state === 'error'), [])
})

test('commands reject when there is nothing to train with, and after the element was removed', LIMIT, async (t) => {
  const { experiment } = begin(t)
  await experiment.openFirst({ name: 'short', text: 'abc' })
  experiment.begin()
  assert.equal(experiment.state, 'error')
  await assert.rejects(experiment.train(), /at least 10 characters/)
  await assert.rejects(experiment.reset(), /at least 10 characters/)
  await experiment.open(TEXT)
  assertAgreement(experiment)
  const run = experiment.train()
  await until(() => experiment.step > 20)
  experiment.remove()
  await assert.rejects(run, /removed/)
  for (const command of [() => experiment.train(), () => experiment.trainStep(), () => experiment.reset(), () => experiment.open(TEXT), () => experiment.apply({ preset: 'gpt' })]) {
    await assert.rejects(command(), /removed/)
  }
})

test('an element that is removed while its model opens leaves no worker behind', LIMIT, async (t) => {
  const { experiment, lab } = begin(t)
  let release = () => {}
  lab.before = (what) => (what === 'create' ? new Promise((resolve) => { release = () => resolve(undefined) }) : undefined)
  const opening = experiment.openFirst(TEXT)
  await quiet()
  experiment.remove()
  release()
  await assert.rejects(opening, /removed/)
  assert.equal(lab.made.length, 1)
  assert.deepEqual(lab.alive, [])
})

test('of two openings the later one is in use, and one worker lives', LIMIT, async (t) => {
  const { experiment, lab } = await opened(t)
  lab.before = (what) => (what === 'create' && lab.made.length === 1 ? quiet(50) : undefined) // the first one takes longer
  await Promise.all([experiment.open(TEXT), experiment.open(OTHER)])
  assert.equal(experiment.corpus, OTHER)
  assert.equal(lab.alive.length, 1)
  assert.equal(lab.alive[0], experiment.trainer)
})

test('a text that is refused leaves the run alone', LIMIT, async (t) => {
  const { experiment } = await opened(t, { steps: 1e6 })
  const run = experiment.train()
  await until(() => experiment.step > 40)
  await assert.rejects(experiment.open({ name: 'short', text: 'abc' }), /at least 10/)
  assert.equal(experiment.state, 'training')
  experiment.pause()
  await run
  assertAgreement(experiment)
})

test('a pause revokes a run that waits for its model', LIMIT, async (t) => {
  const { experiment } = await opened(t)
  const opening = experiment.apply({ preset: 'gpt' })
  const run = experiment.train()
  experiment.pause()
  await Promise.all([opening, run])
  assert.equal(experiment.step, 0)
  assertAgreement(experiment)
})

test('a pause that follows a new number of steps is heard', LIMIT, async (t) => {
  const { experiment } = await opened(t, { steps: 1e6 })
  const run = experiment.train()
  await until(() => experiment.step > 40)
  experiment.apply({ steps: 2e6 })
  experiment.pause()
  await run
  assert.equal(experiment.state, 'paused')
  assertAgreement(experiment)
})

test('an end that moves in mid-run is reached, further away or nearer', LIMIT, async (t) => {
  const { experiment } = await opened(t, { steps: 1000 })
  const run = experiment.train()
  await until(() => experiment.step > 40)
  experiment.apply({ steps: 3000 })
  await until(() => experiment.step > 1200)
  experiment.apply({ steps: 1500 })
  await run
  assert.deepEqual([experiment.state, experiment.target], ['done', Math.max(1500, experiment.step)])
  assertAgreement(experiment)
})

test('a run that is done has more to do when it gets more steps', LIMIT, async (t) => {
  const { experiment } = await opened(t, { steps: 20 })
  await experiment.train()
  assert.equal(experiment.state, 'done')
  await experiment.apply({ steps: 50 })
  assert.deepEqual([experiment.state, experiment.step, experiment.target], ['paused', 20, 50])
  await experiment.train()
  assert.deepEqual([experiment.state, experiment.step], ['done', 50])
})

test('two resets, two trains and two steps at once do no harm', LIMIT, async (t) => {
  const { experiment } = await opened(t, { steps: 500 })
  await Promise.all([experiment.train(), experiment.train(), experiment.reset(), experiment.reset(), experiment.trainStep(), experiment.trainStep()])
  await quiet()
  assertAgreement(experiment)
  await experiment.reset()
  assert.equal(experiment.state, 'idle')
})

test('a reset that is refused in mid-run leaves the model, paused', LIMIT, async (t) => {
  const { experiment, lab } = await opened(t, { steps: 1e6 })
  const run = experiment.train()
  await until(() => experiment.step > 40)
  lab.before = (what) => { if (what === 'reset') throw new Error('there is not enough memory') }
  await assert.rejects(experiment.reset(), /memory/)
  await run
  assert.equal(experiment.state, 'paused')
  assertAgreement(experiment)
  lab.before = () => {}
  const more = experiment.train()
  await until(() => experiment.state === 'training')
  experiment.pause()
  await more
})

test('the gradients of the first rung are checked by the complete core, with a copy of the model', LIMIT, async (t) => {
  const { experiment, lab } = await opened(t, { steps: 60 })
  await experiment.train()
  /** @type {number[]} */
  const steps = []
  const [check] = await withCompleteCore(experiment, (trainer) => { steps.push(trainer.step); return trainer.checkGradients() })
  assert.ok(check.agrees)
  assert.deepEqual(steps, [60])
  assert.equal(lab.alive.length, 1)
  assert.equal(experiment.trainer, lab.alive[0])
})

test('a copy of a model that was replaced is not kept', LIMIT, async (t) => {
  const { experiment, lab } = await opened(t, { steps: 100 })
  await experiment.train()
  /** @type {() => void} */
  let release = () => {}
  lab.before = (what) => (what === 'save' ? new Promise((resolve) => { release = () => resolve(undefined) }) : undefined)
  const taking = experiment.takeSnapshot()
  await quiet()
  lab.before = () => {}
  await experiment.reset()
  release()
  await taking
  assert.equal(experiment.snapshot, undefined)
})
