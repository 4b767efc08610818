// bench.html: measures each model on the machine that opens it, also as a file, and checks every answer.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { shortRuns } from '../../short_runs.mjs'
import { test } from '../harness/suite.mjs'

const SHORTEST = 'rounds=1&milliseconds=20'
const PATIENCE = 60_000 // milliseconds

/** Waits in the page until something is true there. @param {import('../harness/browser.mjs').Tab} tab @param {string} condition */
async function until(tab, condition) {
  for (const deadline = Date.now() + PATIENCE; !await tab.run(condition);) {
    assert.ok(Date.now() < deadline, `${condition}: ${await tab.run("document.getElementById('benchmark').textContent")}`)
    await new Promise((resolve) => { setTimeout(resolve, 30) })
  }
}

const PRESS = "document.getElementById('go').click()"
const DONE = "!document.getElementById('as-text').hidden"
const CELLS = "[...document.querySelectorAll('#results tbody tr')].map((line) => [...line.cells].map((cell) => cell.textContent))"

test('bench.html, opened as a file, checks and measures every model, can be held, and gives what it found as text', async (t) => {
  const tab = await t.open(`${pathToFileURL(join(t.dist, 'bench.html')).href}#${SHORTEST}&lang=en`)
  await tab.run(PRESS)
  await tab.run(PRESS) // while the text is on its way
  assert.match(await tab.run("document.getElementById('doing').textContent"), /^Paused/)
  await tab.run(PRESS)
  await until(tab, DONE)
  const rows = await tab.run(CELLS)
  const due = shortRuns.filter(({ options }) => !options.tokenizer).map(({ options }) => options.preset)
  assert.deepEqual(rows.map((/** @type {string[]} */ [model]) => model).sort(), due.sort())
  for (const [model, weights, milliseconds, perSecond, gflops, , answer] of rows) {
    assert.equal(answer, 'right', model)
    assert.match(`${weights} ${milliseconds} ${perSecond}`, /^[\d,]+ [\d.,]+ [\d.,]+$/, model)
    assert.match(gflops, model === 'bigram' ? /^\u2013$/ : /^[\d.]+$/, model)
  }
  const lines = (await tab.run("document.getElementById('report').textContent")).trimEnd().split('\n')
  assert.equal(lines.filter((/** @type {string} */ line) => line.endsWith(' right')).length, rows.length)
  assert.match(lines[0], /^Iambic .*, one thread, \d+ logical processors, \d{4}-\d\d-\d\d$/)
  await tab.resize(360, 700)
  await until(tab, 'innerWidth === 360 && document.documentElement.scrollWidth <= innerWidth')
})

test('bench.html says which answer is wrong, and that its text is missing', async (t) => {
  const liar = 'Iambic.createTrainer = ((create) => async (options) => { const trainer = await create(options); const save = trainer.save.bind(trainer); if (options.seed === 99) trainer.save = async () => (await save()).reverse(); return trainer })(Iambic.createTrainer)'
  const html = '<!doctype html><main id="benchmark"></main><script src="iambic.js"></script><script src="liar.js"></script><script src="iambic-bench.js"></script>'
  const tab = await t.open(`${t.server.site({ files: { 'wrong.html': html, 'liar.js': liar } })}wrong.html#${SHORTEST}&models=bigram&lang=en`)
  await tab.run(PRESS)
  await until(tab, DONE)
  assert.deepEqual(await tab.run(CELLS), [['bigram', '', '', '', '', '', 'wrong']])
  assert.match(await tab.run("document.getElementById('doing').textContent"), /^Done: 0 of 1 models/)

  const without = await t.open(`${t.server.site({ hide: ['tinyshakespeare.js'] })}bench.html#${SHORTEST}&lang=de`)
  await without.run(PRESS)
  await until(without, "/tinyshakespeare\\.js/.test(document.getElementById('doing').textContent)")
  assert.match(await without.run("document.getElementById('doing').textContent"), /^Es konnte nicht beginnen: /)
}, { complaints: [/404|tinyshakespeare/] })
