// The element as other people's scripts know it: properties, attributes, states and copies of it.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

test('properties that were set before the script came are kept', async (t) => {
  const early = `<script>Object.assign(document.querySelector('iambic-trainer'), { steps: 77, learningRate: 0.02, preset: 'self-attention', seed: 'lucky' })</script>`
  const page = await openCourse(t, `<iambic-trainer page steps="9"></iambic-trainer>${early}`)
  await page.ready()
  const { config } = await page.run((element) => element.trainer.info)
  assert.deepEqual([config.learningRate, config.model, config.seed], [0.02, 'self-attention', 1337])
  assert.equal(await page.run((element) => element.steps), 77)
  assert.equal(await page.run((element) => Object.keys(element).join()), '')
  await page.until('a sentence about the seed', (_, root) => /not lucky/.test(root.getElementById('seed-problem')?.textContent))
  await page.run((element) => { element.steps = 55 })
  assert.equal(await page.run((element) => element.getAttribute('steps')), '55')
})

test('an attribute that is taken away leaves what is usual', async (t) => {
  const page = await openCourse(t, '<iambic-trainer preset="self-attention" steps="70" learning-rate="0.02" temperature="0.5" seed="5" workers="1" pace="full"></iambic-trainer>')
  await page.ready()
  for (const [name, value] of [['steps', 5000], ['learning-rate', 0.001], ['temperature', 1], ['seed', 1337], ['pace', 'auto']]) {
    await page.run((element, _, attribute) => element.removeAttribute(attribute), name)
    await page.until(`the usual ${name}`, (element, _, attribute, usual) => String(element.setting(attribute.replace(/-./g, (/** @type {string} */ part) => part[1].toUpperCase()))) === String(usual), name, value)
  }
  await page.run((element) => element.removeAttribute('preset'))
  await page.until('the first rung', (element, root) => element.preset === 'bigram' && element.trainer.info.config.model === 'bigram' && root.querySelector('[value=bigram]').checked)
})

test('the states of a run are for style sheets, and a copy of the element begins anew', async (t) => {
  const page = await openCourse(t, '<iambic-trainer page steps="1000000" pace="1000"></iambic-trainer>')
  const is = (/** @type {string} */ state) => page.until(`:state(${state})`, (element, _, name) => element.matches(`:state(${name})`), state)
  await page.ready()
  await is('idle')
  await page.click('train')
  await is('training')
  const { names, attributes, copy } = await page.run((element) => {
    const clone = element.cloneNode(true)
    document.body.append(clone)
    return {
      names: ['loading', 'idle', 'training', 'paused', 'done', 'error'].filter((name) => element.matches(`:state(${name})`)),
      attributes: element.getAttributeNames(),
      copy: [clone.state, clone.matches(':state(training)'), ...clone.getAttributeNames()],
    }
  })
  assert.deepEqual(names, ['training'])
  assert.deepEqual(attributes, ['page', 'steps', 'pace'])
  assert.deepEqual(copy, ['loading', false, 'page', 'steps', 'pace'])
  await page.until('a first step', (element) => element.trainer.step > 0) // without one there is nothing to pause
  await page.run((element) => element.pause())
  await is('paused')
})

// What old scripts do to a page; a loader that would take the script for a module; and the script once more.
const POLLUTION = `Object.prototype.extra = 1
  Array.prototype.each = function () {}
  String.prototype.strip = function () {}
  Function.prototype.delay = function () {}
  globalThis.process = { env: {}, browser: true, versions: {}, nextTick: setTimeout }
  globalThis.define = Object.assign(() => { throw new Error('nobody asked for a module') }, { amd: {} })
  globalThis.module = { exports: {} }
  globalThis.exports = module.exports`

test('scripts that change what all objects are, or load modules, and a second copy of its own do it no harm', async (t) => {
  const page = await openCourse(t, '<iambic-trainer page></iambic-trainer>', { site: { head: POLLUTION }, head: '<script src="iambic.js?again" defer></script>' })
  await page.ready()
  await page.until('the chart', (_, root) => root.querySelector('.u-over') !== null)
  await page.train(300)
  await page.until('the curve', (_, root) => root.getElementById('reading-train').textContent !== '\u2013')
  await page.climb('self-attention')
  await page.train(20)
  assert.match(await page.text('status'), /^After 20 steps/)
  assert.deepEqual(await page.run(async () => { // Iambic is the first copy's
    const { createTrainer } = /** @type {any} */ (globalThis).Iambic
    const text = 'to be or not to be'
    const [quick, complete] = [await createTrainer({ text }), await createTrainer({ text, complete: true })]
    const refusal = await quick.trace('or').catch((/** @type {any} */ { code }) => code)
    const names = [...(await complete.trace('or')).tensors.keys()]
    for (const trainer of [quick, complete]) trainer.terminate()
    return [refusal, names]
  }), ['core.bigram-only', ['token_embedding_table', 'softmax']])
})
