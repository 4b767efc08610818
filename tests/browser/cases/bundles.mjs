// What people's bundlers make of the release's files runs in a page as the files do.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { BUNDLERS, bundled } from '../../bundlers.mjs'
import { TrainerPage } from '../harness/page.mjs'
import { test } from '../harness/suite.mjs'

const CHROMIUM = { only: ['chromium'] } // what the bundlers make is the same for all
const HIDDEN = { hide: ['iambic.js', 'iambic-chart.js', 'iambic-gpt.js', 'iambic.mjs'] }

for (const tool of BUNDLERS) {
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
    const program = ['iambic-chart.js', 'iambic-gpt.js', 'iambic.js'].map((name) => `import ${JSON.stringify(join(t.dist, name))}`).join('\n')
    const html = '<!doctype html><iambic-trainer page></iambic-trainer><script type="module" src="bundle.js"></script>'
    const site = t.server.site({ ...HIDDEN, files: { 'page.html': html, 'bundle.js': await bundled(tool, program) } })
    const tab = await t.open(`${site}page.html#preset=gpt&steps=3`)
    const page = new TrainerPage(tab)
    await page.ready()
    await page.until('the chart', (_, root) => root.querySelector('#chart canvas') !== null)
    await page.run((element) => element.train())
    assert.equal(await page.step(), 3)
  }, CHROMIUM)
}
