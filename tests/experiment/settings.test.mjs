// Settings are taken on as a set, whoever gives them, and a refusal goes back to what is.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../../web/experiment/problem.js'
import { initialValues, PROPERTIES } from '../../web/experiment/settings.js'
import { blamed, SettingsModel } from '../../web/experiment/settings-model.js'
import { assertAgreement, begin, opened, TEXT, until } from './support.mjs'

const LIMIT = { timeout: 60_000 }
/** @param {Record<string, string | null>} texts */
const texts = (texts) => new Map(Object.entries(texts))

test('settings that only do together are taken on together', LIMIT, async (t) => {
  const { experiment } = await opened(t)
  await experiment.applyTexts(texts({ preset: 'gpt', nHead: '3', nEmbd: '48' }), true)
  assert.deepEqual([...experiment.refused], [])
  const { config } = /** @type {any} */ (experiment.trainer).info
  assert.deepEqual([config.model, config.nHead, config.nEmbd], ['gpt', 3, 48])
  await experiment.applyTexts(texts({ preset: 'gpt', nHead: '5', nEmbd: '40' }), true)
  assert.deepEqual([/** @type {any} */ (experiment.trainer).info.config.nHead, experiment.settings.running], [5, { nHead: 5, nEmbd: 40, preset: 'gpt', pace: undefined }].map((value) => (typeof value === 'object' ? { nHead: 5, nEmbd: 40, preset: 'gpt' } : value)))
})

test('attributes that are set one after the other in one turn are one set', LIMIT, async (t) => {
  const { experiment } = await opened(t, { preset: 'gpt' })
  await Promise.all([experiment.applyTexts(texts({ nHead: '3' })), experiment.applyTexts(texts({ nEmbd: '48' }))])
  assert.deepEqual([...experiment.refused], [])
  assert.equal(experiment.trainer?.info.config.nHead, 3)
})

test('a first address whose settings are refused is said, and the rung opens without them', LIMIT, async (t) => {
  const { experiment } = begin(t)
  await experiment.applyTexts(texts({ preset: 'gpt', nHead: '3' }), true)
  await experiment.openFirst(TEXT)
  assert.equal(experiment.state, 'idle')
  assert.equal(experiment.trainer?.info.config.nHead, 4)
  assert.match(experiment.refused.get('nHead')?.error.message ?? '', /64 must be divisible by the 3 heads/)
  assert.equal(experiment.refused.get('nHead')?.text, '3')
  assertAgreement(experiment)
  await experiment.applyTexts(texts({ nEmbd: '48' })) // which makes the first one right
  assert.deepEqual([...experiment.refused], [])
  assert.deepEqual([experiment.trainer?.info.config.nHead, experiment.trainer?.info.config.nEmbd], [3, 48])
})

test('a value that was refused does not keep others from being taken on', LIMIT, async (t) => {
  const { experiment } = await opened(t, { preset: 'gpt' })
  await experiment.applyTexts(texts({ nHead: '3' }))
  await experiment.applyTexts(texts({ learningRate: '0.01' }))
  assert.equal(experiment.trainer?.info.config.learningRate, 0.01)
  assert.deepEqual([...experiment.refused.keys()], ['nHead'])
  await experiment.applyTexts(texts({ nHead: null }))
  assert.deepEqual([...experiment.refused], [])
})

test('a refusal is kept with the settings that it names, and with no others that were asked for together', LIMIT, async (t) => {
  const { experiment } = await opened(t, { preset: 'gpt' })
  await experiment.applyTexts(texts({ nHead: '3', learningRate: '0.01' }))
  assert.deepEqual([...experiment.refused.keys()], ['nHead'])
  const named = (/** @type {any} */ details) => blamed(Object.assign(new Error('no name of a setting is in this sentence'), { details }), { nHead: 3, seed: 1, batchSize: 2, blockSize: 3 })
  assert.deepEqual(named({ name: 'seed', value: '1' }), ['seed'])
  assert.deepEqual(named({ value: 2066, high: 1900, settings: 'nEmbd, nLayer, batchSize, blockSize' }), ['batchSize', 'blockSize'])
  assert.deepEqual(named(undefined), ['nHead', 'seed', 'batchSize', 'blockSize'])
})

test('when the first text is refused, settings with which it may do are the way out', LIMIT, async (t) => {
  const { experiment, lab } = begin(t)
  lab.before = (what) => { if (what === 'create' && !experiment.settings.given.batchSize) throw new Error('this text needs another batch_size') }
  await experiment.openFirst(TEXT)
  assert.equal(experiment.state, 'error')
  lab.before = () => {}
  await experiment.apply({ batchSize: 4 })
  assert.equal(experiment.state, 'idle')
  assert.equal(experiment.trainer?.info.config.batchSize, 4)
})

test('a rung that is refused leaves the one in use, its settings and its address', LIMIT, async (t) => {
  const { experiment, lab } = await opened(t, { learningRate: 0.01 })
  lab.before = (what) => { if (what === 'create') throw new Error('This model needs iambic-gpt.js') }
  await assert.rejects(experiment.apply({ preset: 'gpt' }), /iambic-gpt/)
  assert.deepEqual([experiment.settings.preset, experiment.settings.values.learningRate, experiment.trainer?.info.config.model], ['bigram', 0.01, 'bigram'])
  await experiment.applyTexts(texts({ preset: 'gpt' }))
  assert.match(experiment.refused.get('preset')?.error.message ?? '', /iambic-gpt/)
  assertAgreement(experiment)
})

test('a value that is no value is said, whatever it is of, and the others are taken on', LIMIT, async (t) => {
  const { experiment } = await opened(t)
  await experiment.applyTexts(texts({ preset: 'gtp', model: 'x', holdback: '2', temperature: 'hot', pace: 'quick', steps: '50' }), true)
  assert.deepEqual([...experiment.refused.keys()].sort(), ['holdback', 'model', 'pace', 'preset', 'temperature'])
  const { error } = experiment.refused.get('preset') ?? {}
  assert.ok(error instanceof Problem && error.what.code === 'setting-value')
  assert.deepEqual([error.what.property.name, error.what.given], ['preset', 'gtp'])
  assert.equal(experiment.settings.values.steps, 50)
})

test('a changed learning rate waits for the next start, and until then the address tells the old one', LIMIT, async (t) => {
  const { experiment } = await opened(t, { steps: 100 })
  await experiment.train()
  await experiment.apply({ learningRate: 0.01 })
  assert.deepEqual(experiment.settings.pending, ['learningRate'])
  assert.equal(experiment.trainer?.info.config.learningRate, 0.001)
  assert.equal(experiment.settings.running.learningRate, undefined)
  await experiment.reset()
  assert.deepEqual([experiment.settings.pending, experiment.settings.running.learningRate, experiment.trainer?.info.config.learningRate], [[], 0.01, 0.01])
  await experiment.train()
  await experiment.apply({ learningRate: undefined })
  assert.equal(experiment.settings.running.learningRate, 0.01)
})

test('settings that would wait for the next start are judged at once, together', LIMIT, async (t) => {
  const { experiment } = await opened(t, { preset: 'gpt', steps: 40 })
  await experiment.train()
  await assert.rejects(experiment.apply({ nHead: 3 }), /must be divisible/)
  assert.deepEqual(experiment.settings.pending, [])
  await experiment.apply({ nHead: 3, nEmbd: 48 })
  assert.deepEqual(experiment.settings.pending.sort(), ['nEmbd', 'nHead'])
  assert.equal(experiment.step, 40)
})

test('what is moved while a rung opens is not lost', LIMIT, async (t) => {
  const { experiment } = await opened(t)
  const opening = experiment.apply({ preset: 'gpt' })
  experiment.apply({ temperature: 0.5 })
  experiment.apply({ pace: 7 })
  await opening
  assert.deepEqual([experiment.settings.preset, experiment.settings.values.temperature, experiment.settings.values.pace], ['gpt', 0.5, 7])
})

test('a number of steps that is asked for after a rung is that rung\u2019s, even while it opens', LIMIT, async (t) => {
  const { experiment, lab } = await opened(t)
  const opening = [experiment.apply({ preset: 'gpt' }), experiment.apply({ steps: 50 })]
  await Promise.all(opening)
  assert.equal(experiment.target, 50)
  const back = experiment.apply({ preset: 'bigram' })
  await until(() => lab.made.length === 3 || experiment.settings.preset === 'gpt')
  experiment.apply({ steps: 70 })
  await back
  assert.deepEqual([experiment.run.made.preset, experiment.target], ['bigram', 70])
})

test('an attribute that is taken away goes back to what the rung has', LIMIT, async (t) => {
  const { experiment } = await opened(t)
  await experiment.applyTexts(texts({ preset: 'gpt', seed: '5' }))
  await experiment.applyTexts(texts({ preset: null, seed: null }))
  assert.deepEqual([experiment.settings.preset, experiment.trainer?.info.config.seed], ['bigram', 1337])
  assertAgreement(experiment)
})

test('other workers go on with a transformer that rests, step and curve', LIMIT, async (t) => {
  const { experiment, lab } = await opened(t, { preset: 'gpt', steps: 100, workers: 1 })
  const run = experiment.train()
  await until(() => experiment.step > 20)
  experiment.pause()
  await run
  const { step } = experiment
  await experiment.apply({ workers: 2 })
  assert.equal(experiment.step, step)
  assert.equal(lab.alive.length, 1)
  assert.equal(lab.alive[0].workers, 2)
  await experiment.train()
  assert.equal(experiment.step, 100)
})

test('a bigram is known by its model, whatever the rung, and by the rung while the core has not told its models', LIMIT, async (t) => {
  const { experiment: { presets } } = await opened(t)
  const isBigram = (/** @type {Record<string, string>} */ given, known = presets) => new SettingsModel(given, known).isBigram
  for (const known of [[], presets]) {
    assert.deepEqual([isBigram({}, known), isBigram({ preset: 'gpt' }, known), isBigram({ model: 'gpt' }, known)], [true, false, false])
    assert.equal(isBigram({ preset: 'gpt', model: 'bigram' }, known), true)
  }
  assert.equal(new SettingsModel({ model: 'gpt' }, presets).rate, Infinity)
})

test('each setting is in the address only when it is in force, and is announced until then', LIMIT, () => {
  const usual = initialValues()
  for (const { name, choices, low = 0, aboveLow, restarts } of PROPERTIES.filter((property) => property.name !== 'preset')) {
    const other = choices ? choices.find((word) => word !== usual[name]) : low + (aboveLow || usual[name] === low ? 1 : 0)
    const asked = new SettingsModel({}, [], usual).with({ [name]: other })
    const inForce = new SettingsModel(asked.given, [], { ...usual, [name]: String(other) === other ? other : Number(other) })
    assert.deepEqual([asked.running, asked.pending], restarts ? [{}, [name]] : [{ [name]: other }, []], name)
    assert.deepEqual([inForce.running, inForce.pending], [{ [name]: other }, []], name)
    assert.deepEqual(inForce.with({ [name]: undefined }).running, restarts ? { [name]: other } : {}, `${name} taken back while it runs`)
  }
})
