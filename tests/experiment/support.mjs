// What the tests of the page's logic share: an experiment on a text, what it told, and the trainer under it.
import assert from 'node:assert/strict'
import { Experiment } from '../../web/experiment/experiment.js'
import { Lab } from './fake_trainer.mjs'

/** @typedef {import('node:test').TestContext} TestContext */

export const TEXT = { name: 'a text', text: 'to be or not to be, that is the question' }
export const OTHER = { name: 'another', text: 'whether tis nobler in the mind to suffer' }

/** @param {TestContext} t @param {any} [create] createTrainer, of a fake lab without it */
export function begin(t, create) {
  const lab = new Lab()
  /** @type {string[]} */
  const states = []
  /** @type {((change: any) => void)[]} */
  const told = [(change) => { if (change === 'state') states.push(experiment.state) }]
  const experiment = new Experiment(create ?? lab.create)
  experiment.addEventListener('change', (event) => told.forEach((tell) => tell(/** @type {any} */ (event).what)))
  t.after(() => experiment.remove())
  return { lab, experiment, states, told }
}

/** The same, once a model of the first rung is there. @param {TestContext} t @param {any} [settings] @param {any} [create] */
export async function opened(t, settings = {}, create) {
  const all = begin(t, create)
  await all.experiment.apply({ pace: 'full', ...settings })
  await all.experiment.openFirst(TEXT)
  all.experiment.begin()
  await quiet()
  return all
}

/** @param {number} [milliseconds] long enough for an evaluation of the fake trainer */
export const quiet = (milliseconds = 15) => new Promise((resolve) => { setTimeout(resolve, milliseconds) })

/** Waits until it holds. @param {() => unknown} holds @param {number} [patience] milliseconds */
export async function until(holds, patience = 10_000) {
  for (const deadline = Date.now() + patience; !holds();) {
    assert.ok(Date.now() < deadline, `waited ${patience / 1000} s in vain for ${holds}`)
    await quiet(2)
  }
}

/** What is shown and what is trained are the same. @param {import('../../web/experiment/experiment.js').Experiment} experiment */
export function assertAgreement(experiment) {
  const { state, trainer, step, target, dead } = experiment
  assert.ok(trainer, 'there is no model')
  if (dead) return assert.equal(state, 'error')
  assert.equal(step, trainer.step, 'the step shown is not the model\u2019s')
  assert.ok(step <= target, `step ${step} of ${target}`)
  if (state === 'idle') assert.equal(step, 0, 'idle after some steps')
  if (state === 'paused') assert.ok(step > 0, 'paused before the first step')
  if (state === 'done') assert.ok(step >= target, `done at ${step} of ${target}`)
  if (trainer.running) assert.equal(state, 'training', `the trainer runs while the state is ${state}`)
  assert.equal(trainer.info.config.model, experiment.settings.values.model, 'the form names another model than the one in training')
  assert.equal(experiment.run.made.preset, experiment.settings.preset, 'the form names another rung than the one in training')
  if (state === 'idle') assert.deepEqual(experiment.settings.pending, [], 'settings wait for a start, though nothing has begun')
}
