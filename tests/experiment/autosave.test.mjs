// Runs that are kept: under ids of their own, until they are answered, and never those of another tab.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Browser } from './fake_browser.mjs'
import { OTHER, quiet, until } from './support.mjs'

const LIMIT = { timeout: 60_000 }

/** Trains some steps, at least so many, and pauses. @param {any} tab @param {number} [steps] */
async function trainAndPause({ experiment }, steps = 200) {
  const before = experiment.step
  const run = experiment.train()
  await until(() => experiment.step >= before + steps)
  experiment.pause()
  await run
  await quiet()
}

const LONG = { steps: 1e6 }

test('a run that was interrupted is offered, and goes on where it was, with its curve, to its end', LIMIT, async (t) => {
  const browser = new Browser()
  const before = await browser.tab(t, { settings: { ...LONG, seed: 5 } })
  await trainAndPause(before)
  const { step, curve } = before.experiment
  browser.close()
  const after = await browser.tab(t)
  const offer = await after.autosave.offer()
  assert.deepEqual([offer?.made, offer?.text, offer?.step, offer?.target, offer?.lost], [{ preset: 'bigram', seed: 5 }, 'a text', step, 1e6, undefined])
  const run = offer?.goOn?.()
  await until(() => after.experiment.step > step)
  after.experiment.pause()
  await run
  assert.equal(after.experiment.settings.values.seed, 5)
  assert.equal(after.experiment.curve.first?.train, curve.first?.train)
  await quiet()
  assert.deepEqual(browser.runs.map(({ id }) => id), [before.experiment.run.id])
})

test('a run is kept from its first moments on, without a pause', LIMIT, async (t) => {
  const browser = new Browser()
  const tab = await browser.tab(t, { settings: LONG })
  tab.experiment.train().catch(() => {})
  await until(() => browser.runs.length > 0)
  assert.ok(browser.runs[0].step > 0)
  assert.equal(tab.experiment.state, 'training')
})

test('a page that is left keeps its newest copy', LIMIT, async (t) => {
  const browser = new Browser()
  const tab = await browser.tab(t, { settings: LONG })
  tab.experiment.train().catch(() => {})
  await until(() => browser.runs.length > 0)
  const { step } = browser.runs[0]
  await tab.experiment.takeSnapshot()
  tab.autosave.leave()
  assert.ok(browser.runs[0].step > step)
})

test('neither a step, nor a short run, nor another tab takes the place of a run that is on offer', LIMIT, async (t) => {
  const browser = new Browser()
  const before = await browser.tab(t, { settings: LONG })
  await trainAndPause(before)
  browser.close()
  const after = await browser.tab(t, { settings: { steps: 40 } })
  assert.equal((await after.autosave.offer())?.step, before.experiment.step)
  await after.experiment.trainStep()
  await after.experiment.train()
  await quiet()
  const third = await browser.tab(t, { settings: LONG })
  await trainAndPause(third)
  assert.deepEqual(browser.runs.map(({ id }) => id).sort(), [before.experiment.run.id, third.experiment.run.id].sort())
  assert.equal((await after.autosave.offer())?.step, before.experiment.step)
})

test('a run that lives in another tab is not called interrupted', LIMIT, async (t) => {
  const browser = new Browser()
  const first = await browser.tab(t, { settings: LONG })
  first.experiment.train().catch(() => {})
  await until(() => browser.runs.length > 0)
  const second = await browser.tab(t)
  assert.equal(await second.autosave.offer(), undefined)
  browser.close()
  assert.ok(await second.autosave.offer())
  const third = await browser.tab(t)
  assert.equal(await third.autosave.offer(), undefined, 'two tabs offer the same run')
})

test('runs are asked about one after the other, the latest first, until each is answered', LIMIT, async (t) => {
  const browser = new Browser()
  const tabs = [await browser.tab(t, { settings: LONG }), await browser.tab(t, { settings: { ...LONG, seed: 2 } })]
  for (const tab of tabs) await trainAndPause(tab)
  browser.close()
  const { autosave } = await browser.tab(t)
  for (const made of [{ preset: 'bigram', seed: 2 }, { preset: 'bigram' }]) {
    const offer = await autosave.offer()
    assert.deepEqual(offer?.made, made)
    await offer?.forget()
  }
  assert.equal(await autosave.offer(), undefined)
  assert.equal(browser.values.size, 0)
})

test('a run that is done, or that its reader resets, is kept no longer', LIMIT, async (t) => {
  const browser = new Browser()
  const tab = await browser.tab(t, { settings: LONG })
  await trainAndPause(tab)
  assert.equal(browser.runs.length, 1)
  await tab.experiment.reset()
  await quiet()
  assert.equal(browser.values.size, 0)
  await trainAndPause(tab)
  tab.experiment.apply({ steps: tab.experiment.step + 20 })
  await tab.experiment.train()
  assert.equal(tab.experiment.state, 'done')
  await quiet()
  assert.equal(browser.values.size, 0)
  assert.equal(browser.held.size, 0)
})

test('each place keeps its own', LIMIT, async (t) => {
  const browser = new Browser()
  await trainAndPause(await browser.tab(t, { settings: LONG, place: '/#one' }))
  browser.close()
  assert.equal(await (await browser.tab(t, { place: '/#two' })).autosave.offer(), undefined)
  assert.equal(await (await browser.tab(t, { place: '/' })).autosave.offer(), undefined)
  assert.ok(await (await browser.tab(t, { place: '/#one' })).autosave.offer())
})

test('a text of the reader\u2019s own comes back with its run; one that is too long is asked for, and its run is offered when it is there', LIMIT, async (t) => {
  const browser = new Browser()
  const long = { name: 'long.txt', text: 'very long '.repeat(600_000) }
  for (const [corpus, comesBack] of /** @type {[any, boolean][]} */ ([[OTHER, true], [long, false]])) {
    await trainAndPause(await browser.tab(t, { settings: LONG, corpus }))
    browser.close()
    const { autosave, experiment } = await browser.tab(t)
    const offer = await autosave.offer()
    assert.equal(offer?.goOn !== undefined, comesBack)
    assert.deepEqual([offer?.text, offer?.lost], [corpus.name, comesBack ? undefined : 'too-long'])
    if (!comesBack) await experiment.open(long)
    const run = (await autosave.offer())?.goOn?.()
    await until(() => experiment.state === 'training')
    assert.equal(experiment.corpus?.name, corpus.name)
    await experiment.reset()
    await run
    await quiet()
    assert.equal(browser.values.size, 0)
  }
})

test('a kept run that cannot be opened stays, and is offered again', LIMIT, async (t) => {
  const browser = new Browser()
  await trainAndPause(await browser.tab(t, { settings: LONG }))
  browser.close()
  const { autosave, lab } = await browser.tab(t)
  const offer = await autosave.offer()
  lab.before = (what) => { if (what === 'create') throw new Error('there is not enough memory') }
  await assert.rejects(offer?.goOn?.() ?? Promise.resolve(), /memory/)
  assert.equal(browser.runs.length, 1)
  assert.ok((await autosave.offer())?.goOn)
})

test('a run that an earlier version of the page kept, one for an address and without an id, goes on, on its own text', LIMIT, async (t) => {
  const browser = new Browser()
  const before = await browser.tab(t, { settings: { ...LONG, seed: 5 }, corpus: OTHER })
  await trainAndPause(before)
  browser.close()
  const { step, curve } = before.experiment
  const [[key, kept], [textKey, text]] = [...browser.values]
  delete kept.copy.run.id
  delete kept.copy.workers
  delete kept.copy.run.made
  browser.values.clear()
  browser.values.set('/', kept).set('/ text', text)
  assert.match(`${key}, ${textKey}`, /^\/ run (\w+), \/ run \1 text$/)
  const { autosave, experiment } = await browser.tab(t)
  const offer = await autosave.offer()
  assert.deepEqual([offer?.made, offer?.text, offer?.step, offer?.target], [{ preset: 'bigram', seed: 5 }, 'another', step, 1e6])
  assert.ok(!browser.values.has('/') && !browser.values.has('/ text'))
  const run = offer?.goOn?.()
  await until(() => experiment.step > step)
  experiment.pause()
  await run
  assert.equal(experiment.settings.values.seed, 5)
  assert.equal(experiment.corpus?.text, OTHER.text)
  assert.equal(experiment.curve.first?.train, curve.first?.train)
  await experiment.reset()
  await quiet()
  assert.equal(browser.values.size, 0)
})

test('an earlier version\u2019s run that nobody answers is offered again, and forgotten when its reader says so', LIMIT, async (t) => {
  const browser = new Browser()
  await trainAndPause(await browser.tab(t, { settings: LONG }))
  browser.close()
  const [kept] = browser.values.values()
  delete kept.copy.run.id
  browser.values.clear()
  browser.values.set('/', kept)
  assert.ok(await (await browser.tab(t)).autosave.offer())
  browser.close()
  const offer = await (await browser.tab(t)).autosave.offer()
  assert.ok(offer?.goOn)
  await offer.forget()
  assert.equal(browser.values.size, 0)
})

test('a worker that died goes on as the same run', LIMIT, async (t) => {
  const browser = new Browser()
  const tab = await browser.tab(t, { settings: LONG })
  await trainAndPause(tab)
  const { id } = tab.experiment.run
  tab.lab.alive[0].die()
  await tab.experiment.recover()
  assert.equal(tab.experiment.run.id, id)
  await trainAndPause(tab)
  assert.deepEqual(browser.runs.map((run) => run.id), [id])
})
