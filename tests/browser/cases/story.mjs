// The ladder as a story: a guess before a run, what it taught, the way to the next rung, the score, and the chapters.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from '../harness/suite.mjs'

/** What the command line prints of the same run: see tests/cli/train.test.mjs. @type {{ train: string, val: string }} */
const expected = JSON.parse(readFileSync(new URL('../../expected_losses.json', import.meta.url), 'utf8'))

test('a guess is answered by the run, whose score stays under the rung; the next rung is offered, and its chapter is there', async (t) => {
  const page = await t.openPage()
  const named = () => page.run((_, root) => root.querySelector('#rungs input').getAttribute('aria-label'))
  await page.until('three losses to choose from', (_, root) => root.querySelectorAll('[data-suggestion^=guess]').length === 3)
  assert.equal(await named(), '1 one letter, bigram')
  assert.equal(await page.text('facts'), '4,225 parameters', 'what is to be guessed is told')
  const stays = await page.run(async (element, root) => {
    const button = root.querySelector('[data-suggestion=guess-1]')
    button.focus()
    await element.apply({ temperature: 0.9 }) // at which all is said again
    return button === root.activeElement
  })
  assert.ok(stays, 'who presses a button while its answers are offered again presses nothing')
  await page.click('[data-suggestion=guess-1]')
  await page.until('the guess', (_, root) => root.getElementById('status').textContent === 'You say about 2.0. Press Train and see.')
  await page.train(10_000)
  const { train, val } = await page.run((element) => element.trainer.evaluate())
  assert.deepEqual([train.toFixed(4), val.toFixed(4)], [expected.train, expected.val])
  await page.until('the losses of the end', (_, root) => ['reading-train', 'reading-val'].map((id) => root.getElementById(id).textContent).join() === '2.47,2.49')
  assert.match(await page.text('status'), /below 2\.45\. You said about 2\.0: it came to 2\.49 on text that it has not read\. Let it look back\.$/)
  assert.equal(await named(), '1 one letter, bigram, best loss 2.49')
  await page.run((element, root) => {
    element.before = element.trainer
    root.querySelector('[data-suggestion=next]').focus()
    root.querySelector('[data-suggestion=next]').click()
  })
  await page.until('the second rung', (element, root) => element.trainer !== element.before && element.state === 'idle' && root.querySelector('#rungs :checked').value === 'self-attention')
  assert.equal(await page.run((_, root) => root.activeElement?.id), 'train')
  assert.equal(await page.run((element) => element.trainer.step), 0, 'it trains unasked')
  await page.click('chapter-toggle')
  const told = await page.until('the chapter', (_, root) => root.querySelector('#chapter pre') && {
    code: [...root.querySelectorAll('#chapter pre')].map(({ textContent }) => textContent), parts: root.querySelectorAll('#chapter .fresh').length,
  })
  assert.match(told.code[1], /F\.softmax/)
  assert.ok(told.parts > 1)
  await page.reload()
  await page.ready()
  await page.until('the score again', (_, root) => root.querySelector('#rungs input').getAttribute('aria-label') === '1 one letter, bigram, best loss 2.49')
})
