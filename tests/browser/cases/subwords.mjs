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

/** How many frames pass until the slider's text has followed it. @param {import('../harness/page.mjs').TrainerPage} page @param {number[]} sizes @returns {Promise<number[]>} */
const framesOf = (page, sizes) => page.run(async (_, root, wanted) => {
  const slider = root.getElementById('subwords-size')
  const frames = []
  for (const size of wanted) {
    slider.value = size
    slider.dispatchEvent(new Event('input'))
    let passed = 0
    for (const text = `${size.toLocaleString('en-US')} tokens`; root.getElementById('subwords-size-text').textContent !== text && passed < 100; passed++) await new Promise(requestAnimationFrame)
    frames.push(passed)
  }
  return frames
}, sizes)

/** The losses of the model in use, in each unit. @param {import('../harness/page.mjs').TrainerPage} page @returns {Promise<Record<string, { train: number, val: number }>>} */
async function unitsOf(page) {
  const { losses, characters } = await page.run(async ({ trainer }) => ({ losses: await trainer.evaluate(), characters: trainer.info.charactersPerToken }))
  const units = { nats: 1, bits: Math.LN2 }
  const rounded = (/** @type {number} */ loss) => Number(loss.toFixed(2))
  const { train, val } = losses
  return Object.fromEntries(Object.entries(units).map(([name, nats]) => [
    name, { train: rounded(train / characters.train / nats), val: rounded(val / characters.val / nats) },
  ]))
}

/** What the chart reads off at its end: the validation loss that was drawn there; beside it the exact loss on the text to learn from. @param {import('../harness/page.mjs').TrainerPage} page */
async function drawn(page) {
  const train = Number(await page.until('the loss', (_, root) => root.getElementById('reading-train').textContent))
  await page.run((_, root) => root.getElementById('chart').focus())
  await page.press('End')
  const val = Number(await page.until('the end of the curve', (_, root) => root.getElementById('reading-step').textContent === 'at step 40' && root.getElementById('reading-val').textContent))
  await page.press('Escape')
  await page.until('the last losses', (_, root) => root.getElementById('reading-step').textContent === '')
  return { train, val }
}

/** The unit of losses, and the frame in which the chart is drawn in it. @param {import('../harness/page.mjs').TrainerPage} page @param {string} unit */
const choose = (page, unit) => page.run(async (_, root, name) => {
  const select = root.getElementById('loss-unit')
  select.value = name
  select.dispatchEvent(new Event('change'))
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame)
}, unit)

/** The chart of a model of 1,024 tokens, which a run of 67 shares: per character, in each unit. Gives its losses. @param {import('../harness/page.mjs').TrainerPage} page */
async function inEachUnit(page) {
  const each = await unitsOf(page)
  assert.ok(each.nats.val < 4, 'a token costs more than twice as much')
  for (const unit of Object.keys(each)) {
    await choose(page, unit)
    assert.deepEqual(await drawn(page), each[unit], unit)
    const said = each[unit].train.toFixed(2)
    assert.match(await page.text('status'), RegExp(`the loss is ${said.replace('.', '\\.')}[ ,:]`), unit)
  }
  return each
}

/** @param {import('../harness/page.mjs').TrainerPage} page */
async function ofAnotherText(page) {
  await page.run((element, _, text) => { element.text = text }, COUNT)
  assert.deepEqual(await shown(page, 2), { numbers: ['18 tokens', '2 \u00d7 2 = 4', '8.0 characters'], newest: '2 tokens: each is a character of the text.', stretch: 'a|a|a|a|a|a' })
  await page.run((_, root) => root.getElementById('subwords-on').scrollIntoView({ block: 'center' })) // from under the buttons that stay in sight
  await page.click('subwords-on')
  await page.until('the last merge, which ends it', (_, root) => root.getElementById('subwords-length').textContent === '1 token' && root.getElementById('subwords-on').getAttribute('aria-pressed') === 'false')
  assert.equal((await shown(page, 7)).stretch, 'a'.repeat(18))
}

/** @param {import('../harness/page.mjs').TrainerPage} page */
async function isWithinItsPage(page) {
  const wide = await page.run((_, root) => {
    const { right } = root.getElementById('subwords').getBoundingClientRect()
    return [...root.querySelectorAll('#subwords *')].filter((part) => !part.closest('.scroller') && part.getBoundingClientRect().right > right + 1).map((part) => part.id || part.className || part.localName)
  })
  assert.deepEqual(wide, [])
}

test('a slider shows what each vocabulary makes of the table and of the text, by keyboard, without a new count; another text has merges of its own', async (t) => {
  const page = await openCourse(t, '<iambic-trainer steps="40" pace="full" style="display: block; width: 320px"></iambic-trainer>')
  await open(page)
  assert.deepEqual(await shown(page, 65), { numbers: ['1,003,854 tokens', '65 \u00d7 65 = 4,225', '8.0 characters'], newest: '65 tokens: each is a character of the text.', stretch: 'F|i|r|s|t| ' })
  assert.ok(Math.max(...await framesOf(page, [1024, 200, 700, 65])) <= 2, 'merges are kept: moving the slider counts nothing anew')
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
  await isWithinItsPage(page)
  await page.run((_, root) => root.getElementById('subwords-size').focus())
  await page.press('End')
  await page.run((element) => element.setAttribute('vocab-size', '1024'))
  await page.until('a word that they wait', (_, root) => root.getElementById('subwords-trains').textContent === 'From its next start the model has these tokens.')
  await page.click('subwords-train')
  await page.until('a model of 1,024 tokens, trained', (element) => element.state === 'done' && element.trainer.info.vocabularySize === 1024 && element.trainer.step === 40)
  const each = await inEachUnit(page)
  await page.run((_, root) => root.getElementById('subwords-size').focus())
  await page.press('Home')
  await page.click('subwords-train')
  await page.until('a model of characters again', (element) => element.state === 'done' && element.tokenizer === 'char' && element.trainer.info.vocabularySize === 65)
  await page.until('the run of 1,024 tokens, compared in bits per character', (_, root, val) => root.getElementById('earlier').textContent.includes(`1024, 40 steps, val ${val}clear`), each.bits.val.toFixed(2))
  await ofAnotherText(page)
})
