// Letters, or pieces of words: the slider tells what the core has learned, by keyboard, in the text, and of whatever text there is.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

const COUNT = 'aaaaaaaaaaaaaaaaaaaab'

/** Opens the view, which is loaded only then. @param {import('../harness/page.mjs').TrainerPage} page */
async function open(page) {
  await page.until('its place', (element, root) => element.state === 'idle' && element.trainer.info.characters === 1115394 && root.getElementById('subwords') !== null)
  assert.ok(await page.run((_, root) => root.getElementById('subwords-size') === null && ![...document.scripts].some(({ src }) => /iambic-subwords/.test(src))))
  await page.run((_, root) => root.querySelector('#subwords summary').click())
  await page.until('the merges', (_, root) => root.getElementById('subwords-view')?.hidden === false)
}

/** The numbers, and the coloured text as a string in which a bar stands between two tokens. @param {import('../harness/page.mjs').TrainerPage} page @param {number | string} size */
async function shown(page, size) {
  await page.until(`${size} tokens`, (_, root, count) => root.getElementById('subwords-size-text').textContent === `${count} tokens`, size)
  return page.run((_, root) => {
    const text = (/** @type {string} */ id) => root.getElementById(`subwords-${id}`).textContent
    return { numbers: ['length', 'table', 'sees'].map(text), newest: text('newest'), stretch: [...root.querySelectorAll('#subwords-stretch span')].slice(0, 6).map(({ textContent }) => textContent).join('|') }
  })
}

test('a slider shows what each vocabulary makes of the table and of the text, by keyboard, without a new count; another text has merges of its own', async (t) => {
  const page = await openCourse(t, '<iambic-trainer steps="40" pace="full" style="display: block; width: 320px"></iambic-trainer>')
  await open(page)
  assert.deepEqual(await shown(page, 65), { numbers: ['1,003,854 tokens', '65 \u00d7 65 = 4,225', '8.0 characters'], newest: '65 tokens: each is a character of the text.', stretch: 'F|i|r|s|t| ' })
  await page.run((_, root) => root.getElementById('subwords-size').focus())
  await page.press('ArrowRight')
  await page.press('ArrowRight')
  assert.deepEqual(await shown(page, 67), { numbers: ['958,252 tokens', '67 \u00d7 67 = 4,489', '8.4 characters'], newest: 't + h \u2192 th, 20,592 times', stretch: 'F|i|r|s|t| ' })
  await page.click('subwords-train')
  await page.until('a model of these tokens, trained', (element) => element.state === 'done' && element.tokenizer === 'bpe' && element.trainer.info.vocabulary[66] === 'th' && element.trainer.step === 40)
  assert.equal(await page.text('subwords-trains'), 'The model reads and writes these tokens.')
  await page.run((_, root) => root.getElementById('subwords-size').focus())
  await page.press('End')
  assert.equal((await shown(page, '1,024')).numbers[0], '377,471 tokens')
  assert.equal(await page.run((_, root) => root.querySelectorAll('#subwords-stretch .new, #subwords-merges tr').length), 12) // the newest is not in this stretch
  await page.press('ArrowLeft')
  await shown(page, '1,023')
  assert.match(await page.run((_, root) => root.getElementById('subwords-size').getAttribute('aria-valuetext')), /^1,023 tokens\. .+ \u2192 .+ times$/)
  assert.match(await page.text('subwords-unknown'), /\u201cBee7\u201d stays an error/)
  const wide = await page.run((_, root) => {
    const { right } = root.getElementById('subwords').getBoundingClientRect()
    return [...root.querySelectorAll('#subwords *')].filter((part) => !part.closest('.scroller') && part.getBoundingClientRect().right > right + 1).map((part) => part.id || part.className || part.localName)
  })
  assert.deepEqual(wide, [])
  await page.run((_, root) => root.getElementById('subwords-size').focus())
  await page.press('Home')
  await page.click('subwords-train')
  await page.until('a model of characters again', (element) => element.state === 'done' && element.tokenizer === 'char' && element.trainer.info.vocabularySize === 65)
  await page.run((element, _, text) => { element.text = text }, COUNT)
  assert.deepEqual(await shown(page, 2), { numbers: ['18 tokens', '2 \u00d7 2 = 4', '8.0 characters'], newest: '2 tokens: each is a character of the text.', stretch: 'a|a|a|a|a|a' })
  await page.click('subwords-on')
  await page.until('the last merge, which ends it', (_, root) => root.getElementById('subwords-length').textContent === '1 token' && root.getElementById('subwords-on').getAttribute('aria-pressed') === 'false')
  assert.equal((await shown(page, 7)).stretch, 'a'.repeat(18))
})
