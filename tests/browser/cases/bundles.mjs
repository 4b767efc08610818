// What people's bundlers make of the release's files runs in a page as the files do.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUNDLERS, bundled, bundledFiles, TAKE_FILES } from '../../bundlers.mjs'
import { TrainerPage } from '../harness/page.mjs'
import { test } from '../harness/suite.mjs'

const CHROMIUM = { only: ['chromium'] } // what the bundlers make is the same for all
const HIDDEN = { hide: ['iambic.js', 'iambic-chart.js', 'iambic-panels.js', 'iambic-gpt.js', 'iambic.mjs'] }

for (const tool of BUNDLERS) {
  const takes = TAKE_FILES.includes(tool)
  test(`a page's program that ${tool} bundled trains as iambic.mjs does`, async (t) => {
    const program = `import { createTrainer } from ${JSON.stringify(join(t.dist, 'iambic.mjs'))}
      globalThis.train = async () => {
        const trainer = await createTrainer({ text: 'to be or not to be'.repeat(9), preset: 'gpt', nLayer: 1, nEmbd: 16, workers: 2 })
        const { step } = await trainer.train(20)
        const told = { step, workers: trainer.workers, length: (await trainer.save()).length }
        trainer.terminate()
        return told
      }`
    const tab = await t.openBlank({ ...HIDDEN, files: { 'bundle.js': await bundled(tool, program) } })
    const { step, workers, length } = await tab.run("import('./bundle.js').then(() => globalThis.train())")
    assert.deepEqual([step, workers], [20, 2])
    assert.ok(length > 1000)
  }, CHROMIUM)

  test(`the page's scripts in a bundle of ${tool} are the page`, async (t) => {
    const program = ['iambic-panels.js', 'iambic-chart.js', 'iambic-gpt.js', 'iambic.js'].map((name) => `import ${JSON.stringify(join(t.dist, name))}`).join('\n')
    const html = '<!doctype html><iambic-trainer page></iambic-trainer><script type="module" src="bundle.js"></script>'
    const site = t.server.site({ ...HIDDEN, files: { 'page.html': html, 'bundle.js': await bundled(tool, program) } })
    const tab = await t.open(`${site}page.html#preset=gpt&steps=3`)
    const page = new TrainerPage(tab)
    await page.ready()
    await page.until('the chart', (_, root) => root.querySelector('#chart canvas') !== null)
    await page.run((element) => element.train())
    assert.equal(await page.step(), 3)
  }, CHROMIUM)

  test(`the element as a module in a bundle of ${tool} is the page, and its parts ${takes ? 'come with' : 'come from beside'} the bundle`, async (t) => {
    const program = `import { IambicTrainer } from ${JSON.stringify(join(t.dist, 'iambic-trainer.mjs'))}\nglobalThis.trainerClass = IambicTrainer`
    const html = '<!doctype html><iambic-trainer page></iambic-trainer><script type="module" src="bundle.js"></script>'
    const hide = takes ? readdirSync(t.dist) : ['iambic.js', 'iambic.mjs']
    const site = t.server.site({ hide, files: { ...await bundledFiles(tool, program), 'page.html': html } })
    const page = new TrainerPage(await t.open(`${site}page.html#preset=gpt&steps=3`))
    await page.ready()
    await page.until('the chart', (_, root) => root.querySelector('#chart canvas') !== null)
    assert.ok(await page.run((element) => element instanceof /** @type {any} */ (globalThis).trainerClass))
    await page.run((element) => element.train())
    assert.equal(await page.step(), 3)
  }, CHROMIUM)
}

test('the element as a module needs no bundler', async (t) => {
  const html = '<!doctype html><iambic-trainer page></iambic-trainer><script type="module" src="iambic-trainer.mjs"></script>'
  const site = t.server.site({ hide: ['iambic.js', 'iambic.mjs'], files: { 'page.html': html } })
  const page = new TrainerPage(await t.open(`${site}page.html#preset=gpt&steps=3`))
  await page.ready()
  await page.until('the chart', (_, root) => root.querySelector('#chart canvas') !== null)
  await page.run((element) => element.train())
  assert.equal(await page.step(), 3)
})

test('iambic.all.js is the page and all its parts, and asks for nothing but the text', async (t) => {
  const html = '<!doctype html><iambic-trainer page></iambic-trainer><script src="iambic.all.js"></script>'
  const page = new TrainerPage(await t.open(`${t.server.site({ ...HIDDEN, files: { 'page.html': html } })}page.html#preset=gpt&steps=3`))
  await page.ready()
  await page.until('the chart', (_, root) => root.querySelector('#chart canvas') !== null)
  await page.unfold('settings')
  await page.run((element) => element.train())
  assert.equal(await page.step(), 3)
})

test('parts of another version than the page are said to be so, and the model trains without them', async (t) => {
  const read = (/** @type {string} */ name) => readFileSync(join(t.dist, name), 'utf8')
  const [, build] = /\["chart","([0-9a-f]{12})"/.exec(read('iambic-chart.js')) ?? []
  const files = Object.fromEntries(['iambic-chart.js', 'iambic-panels.js', 'iambic-gpt.js'].map((name) => [name, read(name).replace(`"${build}"`, '"0123456789ab"')]))
  const page = await t.openPage({ site: { files } })
  for (const [place, name] of [['chart', 'iambic-chart.js'], ['settings', 'iambic-panels.js']]) {
    await page.until('a sentence', (_, root, id) => root.getElementById(id).textContent, place)
    assert.match(await page.text(place), new RegExp(`${name} is of another version than iambic\\.js: put both of the same version beside each other`))
  }
  await page.click('#rungs label:has([value=gpt])')
  await page.until('a sentence', (_, root) => /needs iambic-gpt\.js, which is of another version/.test(root.getElementById('status').textContent))
  await page.train(200)
})
