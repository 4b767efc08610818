// The ladder as a story: a guess before a run, what it taught, the way to the next rung, the score, and the chapters.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from '../harness/suite.mjs'

/** Losses that are to be read and are nowhere told as a choice: where they stand, or by the term that they stand beside. @param {any} _ @param {any} root */
function untold(_, root) {
  const tip = root.getElementById('term-tip')
  const tells = (/** @type {string} */ text, /** @type {number} */ loss) => (text.match(/\d[\d,]*(\.\d+)?/g) ?? []).map((number) => Number(number.replaceAll(',', '')))
    .some((count) => Math.abs(Math.log(count) - loss) < (count < 100 ? 0.011 : 0.05)) // of larger ones two digits are told
  const told = (/** @type {Element} */ part, /** @type {number} */ loss) => {
    const place = part.closest('.run, td, caption, label, dd, .key, p') ?? part
    const term = place.querySelector('.term') ?? place.closest('.term') ?? place.previousElementSibling?.closest('.term')
    term?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true, pointerType: 'mouse' }))
    const told = term ? tip.textContent : ''
    root.getElementById('status').dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true, pointerType: 'mouse' }))
    return [place.textContent, place.querySelector('input')?.getAttribute('aria-label') ?? '', told].some((text) => tells(text.replaceAll(loss.toFixed(2), ''), loss))
  }
  return [...root.querySelectorAll('#page *')].filter((part) => part.checkVisibility() && !part.closest('.tip, #text, #terms, #next, .temperature')).flatMap((part) => (
    [...part.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).flatMap(({ data }) => data.match(/(?<![\d.,]|\u00b1\u202f)\d\.\d\d(?![\d\u202f])/g) ?? [])
      .filter((loss) => !told(part, Number(loss))).map((loss) => `${loss} in ${part.localName} #${part.id}: ${part.textContent}`)))
}

/** What comes next, as the command line computes it. @param {import('../harness/page.mjs').TrainerPage} page */
async function showsTheShares(page) {
  await page.run((_, root) => root.getElementById('next').scrollIntoView())
  const shown = () => page.until('bars', (_, root) => {
    const rows = [...root.querySelectorAll('#next-bars tr:not(.others)')]
    return rows.length === 10 && rows.map(({ cells: [name, share] }) => `${name.textContent} ${share.textContent}`)
  })
  assert.equal(await page.until('the words', (_, root) => root.getElementById('next-words')?.value), expected.prompt)
  const deadline = Date.now() + 10_000 // in which the bars of the model before the run must have gone
  while (Date.now() < deadline && String(await shown()) !== String(expected.next)) await new Promise((resolve) => { setTimeout(resolve, 50) })
  assert.deepEqual(await shown(), expected.next)
  await page.run(() => scrollTo(0, 0))
}

/** @param {import('../harness/page.mjs').TrainerPage} page */
async function everyLossIsTold(page) {
  await page.run((_, root) => { for (const id of ['numbers', 'lesson']) root.getElementById(id).open = true })
  await page.until('the losses as a table', (_, root) => root.querySelectorAll('#numbers-loss tbody tr').length > 5 && root.getElementById('lesson-now').textContent)
  assert.deepEqual(await page.run(untold), [])
  const found = await page.run((_, root) => [...root.querySelector('#page').textContent.matchAll(/2\.(4|5)\d/g)].length)
  assert.ok(found > 10, `only ${found} losses`)
  await page.run((_, root) => { root.getElementById('status').append(' It is 1.23.') })
  const [planted] = await page.run(untold)
  assert.match(planted, /^1\.23 in p #status/)
  await page.run((_, root) => { for (const id of ['numbers', 'lesson']) root.getElementById(id).open = false })
}

/** What the command line tells of the same run: see tests/cli/train.test.mjs. @type {{ train: string, val: string, batch: string, prompt: string, next: string[] }} */
const expected = JSON.parse(readFileSync(new URL('../../expected_losses.json', import.meta.url), 'utf8'))

/** @param {import('../harness/page.mjs').TrainerPage} page */
async function offersStay(page) {
  const stays = await page.run(async (element, root) => {
    const button = root.querySelector('[data-suggestion=guess-1]')
    button.focus()
    await element.apply({ temperature: 0.9 }) // at which all is said again
    const stays = button === root.activeElement
    await element.apply({ temperature: 1 })
    return stays
  })
  assert.ok(stays, 'who presses a button while its answers are offered again presses nothing')
}

test('a guess is answered by the run, whose score stays under the rung; the next rung is offered, and its chapter is there', async (t) => {
  const page = await t.openPage()
  const named = () => page.run((_, root) => root.querySelector('#rungs input').getAttribute('aria-label'))
  await page.until('three losses to choose from', (_, root) => root.querySelectorAll('[data-suggestion^=guess]').length === 3)
  assert.equal(await named(), '1 one letter, bigram')
  assert.equal(await page.text('facts'), '4,225 parameters', 'what is to be guessed is told')
  await offersStay(page)
  await page.click('[data-suggestion=guess-1]')
  await page.until('the guess', (_, root) => root.getElementById('status').textContent === 'You say about 2.0, as unsure as among 7.4 characters. Press Train and see.')
  await page.train(10_000)
  const { train, val } = await page.run((element) => element.trainer.evaluate())
  assert.deepEqual([train.toFixed(4), val.toFixed(4)], [expected.train, expected.val])
  const shown = [expected.train, expected.val, expected.batch].map((loss) => Number(loss).toFixed(2)).join()
  await page.until('the losses of the end', (_, root, wanted) => ['reading-train', 'reading-val', 'number-loss'].map((id) => root.getElementById(id).textContent).join() === wanted, shown)
  await showsTheShares(page)
  assert.match(await page.text('status'), /below 2\.45 \(11\.6 characters\)\. You said about 2\.0: on text that it has not read it came to 2\.49 \(12\.1 characters\)\. Let it look back\.$/)
  await everyLossIsTold(page)
  assert.equal(await named(), '1 one letter, bigram, best loss 2.49 (12.1 characters)')
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
  await page.stored('the score', (key) => key.includes(' scores '))
  await page.reload()
  await page.ready()
  await page.until('the score again', (_, root) => root.querySelector('#rungs input').getAttribute('aria-label') === '1 one letter, bigram, best loss 2.49 (12.1 characters)')
})
