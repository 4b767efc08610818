// What comes next: the reader's words, the bars, the die, and the text that the model has written.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

/** Scrolls to the view, and waits for its bars. @param {import('../harness/page.mjs').TrainerPage} page */
async function comeNear(page) {
  await page.until('its place', (_, root) => root.getElementById('next') !== null)
  await page.run((_, root) => root.getElementById('next').scrollIntoView())
  await page.until('bars', (_, root) => root.querySelectorAll('#next-bars tr').length > 5)
}

/** @param {import('../harness/page.mjs').TrainerPage} page @param {string} words */
const type = (page, words) => page.run((_, root, text) => {
  root.getElementById('next-words').value = text
  root.getElementById('next-words').dispatchEvent(new Event('input', { bubbles: true }))
}, words)

/** Waits until the bars are those of the words in the field. @param {import('../harness/page.mjs').TrainerPage} page @param {string} words */
const bars = (page, words) => page.until(`the bars after "${words}"`, async (element, root, wanted) => {
  if (root.getElementById('next-words').value !== wanted) return false
  const shares = await element.trainer.nextProbabilities({ prompt: wanted, temperature: element.temperature })
  const best = Array.from(shares).sort((a, b) => b - a).slice(0, 10)
  const rows = [...root.querySelectorAll('#next-bars tr:not(.others)')]
  return rows.length === 10 && rows.every((row, at) => {
    const drawn = Number(row.cells[1].style.getPropertyValue('--share'))
    return Math.abs(drawn - best[at]) < 1e-6 && parseFloat(row.cells[1].textContent.replace('<', '')) - 100 * best[at] < 0.6
  })
}, words)

/** Presses the first letter that the model has written, and waits for what is said of it. @param {import('../harness/page.mjs').TrainerPage} page */
async function pressWritten(page) {
  const [x, y, character] = await page.run((_, root) => {
    const box = root.getElementById('text')
    box.scrollIntoView({ block: 'center' })
    const range = document.createRange()
    const at = box.firstChild.data.search(/[a-z]/)
    range.setStart(box.firstChild, at)
    range.setEnd(box.firstChild, at + 1)
    const { left, top, width, height } = range.getBoundingClientRect()
    return [left + width / 2, top + height / 2, range.toString()]
  })
  await page.tab.click(x, y)
  await page.until('what stood there', (_, root, wrote) => root.getElementById('next-drawn').textContent.startsWith(`Here it wrote \u201c${wrote}\u201d`), character)
  assert.ok(await page.run((element, root) => element.generate({ tokens: 300, peek: 'start' }).then((/** @type {string} */ text) => text.startsWith(root.getElementById('next-words').value))))
}

test('the bars are what the model would write next, the die draws one of them, and a written character shows what stood against it', async (t) => {
  const page = await t.openPage({ size: { height: 300 }, settings: 'preset=bigram&steps=300&pace=full' })
  await page.until('its place', (_, root) => root.getElementById('next') !== null)
  assert.ok(await page.run((_, root) => root.getElementById('next-words') === null && ![...document.scripts].some(({ src }) => /iambic-next/.test(src)))) // far away
  await comeNear(page)
  await page.until('the text', (element) => element.trainer.info.characters === 1115394)
  await bars(page, 'ROMEO:')
  await page.run((element) => element.train())
  await bars(page, 'ROMEO:')
  await type(page, 'q')
  await bars(page, 'q')
  await page.run((_, root) => {
    Math.random = () => 0
    root.getElementById('next-draw').click()
  })
  const likeliest = await page.run(async (element) => {
    const shares = await element.trainer.nextProbabilities({ prompt: 'q' })
    return element.trainer.info.vocabulary[shares.indexOf(Math.max(...shares))]
  })
  await bars(page, `q${likeliest}`)
  assert.match(await page.text('next-drawn'), /^The die fell on 0\.00: .+, which holds 0\.00 to 0\.\d\d\.$/)
  await page.click('next-undo')
  await bars(page, 'q')
  assert.equal(await page.text('next-drawn'), '')
  await page.click('next-draw-on')
  await page.until('five characters', (_, root) => root.getElementById('next-words').value.length >= 6)
  await page.click('next-draw-on')
  const held = await page.run((_, root) => root.getElementById('next-words').value)
  await new Promise((resolve) => { setTimeout(resolve, 500) })
  const now = await page.run((_, root) => root.getElementById('next-words').value)
  assert.ok(now.length - held.length <= 1, `${held} went on to ${now}`) // what was drawn already may come
  await pressWritten(page)
})

test('words that the model cannot read are refused in a sentence, topK and temperature bend the bars, and a lesson may lock them or hide them', async (t) => {
  const page = await openCourse(t, '<iambic-trainer preset="gpt" n-embd="16" block-size="8" steps="5" lock="temperature" style="display: block; width: 340px"></iambic-trainer>')
  await comeNear(page)
  await page.until('the text', (element) => element.trainer.info.characters === 1115394)
  assert.equal(await page.run((_, root) => root.getElementById('next-temperature').disabled), true)
  await type(page, '\u00e9')
  await page.until('a sentence', (_, root) => /\u00e9/.test(root.getElementById('next-problem').textContent) && root.querySelectorAll('#next-bars tr').length === 0)
  await type(page, 'the question')
  await page.run((_, root) => {
    root.getElementById('next-top-k').value = '3'
    root.getElementById('next-top-k').dispatchEvent(new Event('input', { bubbles: true }))
  })
  await page.until('three bars', (_, root) => {
    const shares = [...root.querySelectorAll('#next-bars tr:not(.others)')].map((row) => Number(row.cells[1].style.getPropertyValue('--share')))
    return root.getElementById('next-problem').textContent === '' && shares.filter((share) => share > 0).length === 3 && Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-5
  })
  assert.equal(await page.run((element, root) => {
    const box = root.getElementById('next').getBoundingClientRect()
    return [...root.querySelectorAll('#next *')].every((part) => part.closest('.spoken') || part.getBoundingClientRect().right <= box.right + 1)
  }), true)
  await page.run((element) => { element.show = 'writing' })
  await page.until('that it is hidden', (_, root) => root.getElementById('next').getClientRects().length === 0)
})
