// A slow line: what is to come is said, and nothing is exchanged under the reader's hands.
import assert from 'node:assert/strict'
import { test } from '../harness/suite.mjs'

const LATE = { slow: { 'tinyshakespeare.txt': 7000 } } // long after a busy browser has opened the page

/** @param {import('../harness/page.mjs').TrainerPage} page */
const corpusLine = (page) => page.text('corpus-line')

test('on a slow line a page that only looks on is told of the text to come, and goes over to it', async (t) => {
  const page = await t.openPage({ site: LATE, corpus: 'built-in sample' })
  await page.until('what is to come', (_, root) => /^learning from: built-in sample, [\d,]+ characters \(tiny Shakespeare is on its way\)$/.test(root.getElementById('corpus-line').textContent))
  assert.equal(await page.run((_, root) => root.getElementById('corpus-line').getAttribute('role')), 'status')
  await page.until('the text that has come', (_, root) => root.getElementById('corpus-line').textContent === 'learning from: tiny Shakespeare, 1,115,394 characters')
})

test('on a slow line a reader who began without the text is asked before it is exchanged', async (t) => {
  const page = await t.openPage({ site: LATE, corpus: 'built-in sample' })
  await page.fill('prompt', 'ROMEO')
  await page.until('the offer', (_, root) => !root.getElementById('corpus-offer').hidden)
  assert.match(await corpusLine(page), /^learning from: built-in sample, .* \(tiny Shakespeare has come\)$/)
  await page.train(50)
  assert.match(await corpusLine(page), /built-in sample/)
  await page.click('corpus-offer')
  await page.until('the text', (_, root) => root.getElementById('corpus-line').textContent === 'learning from: tiny Shakespeare, 1,115,394 characters')
  await page.until('the offer to go', (_, root) => root.getElementById('corpus-offer').hidden)
})

test('on a slow line the page says what it is getting ready', async (t) => {
  const tab = await t.open(`${t.server.site({ slow: { 'iambic-gpt.js': 2500 } })}#preset=gpt`)
  const status = () => tab.run("document.querySelector('iambic-trainer').shadowRoot.getElementById('status').textContent")
  for (let tries = 0; tries < 100 && await status() === ''; tries++) await new Promise((resolve) => { setTimeout(resolve, 10) })
  assert.equal(await status(), 'Getting the gpt model ready.')
})

test('before its script has come the page says so, and what is wrong if it does not come', async (t) => {
  const tab = await t.open(t.server.site({ hide: ['iambic.js'] }))
  assert.match(await tab.run('document.body.innerText'), /The trainer is on its way, or iambic\.js is missing\./)
  const page = await t.openPage()
  assert.equal(await page.run(() => document.getElementById('coming')?.checkVisibility()), false)
}, { complaints: [/404/, /iambic\.js/] })
