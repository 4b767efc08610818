// See inside: the numbers of the reader's own model, one light for text, matrices and bars, and what another scale would make of them.
import assert from 'node:assert/strict'
import { openCourse } from '../harness/course.mjs'
import { test } from '../harness/suite.mjs'

const MODEL = 'preset="gpt" n-embd="16" n-layer="2" n-head="2" block-size="8" batch-size="4" steps="20" pace="full"'

/** Waits until the tables of the character that is followed show what the trainer's own trace says. @param {import('../harness/page.mjs').TrainerPage} page @param {string} words @param {number} at */
const shows = (page, words, at) => page.until(`the numbers of character ${at + 1} of "${words}"`, async (element, root, text, position) => {
  const { tensors } = await element.trainer.trace(text)
  const cells = (/** @type {string} */ selector) => [...root.querySelectorAll(`#inside-way ${selector} td`)]
  const numbers = (/** @type {string} */ selector) => cells(selector).map(({ textContent }) => Number(textContent))
  const rowOf = (/** @type {string} */ name) => {
    const { shape: [count], data } = tensors.get(name)
    return Array.from(data.subarray(position * data.length / count, (position + 1) * data.length / count))
  }
  const near = (/** @type {number} */ value, /** @type {number} */ real) => Math.abs(value - real) < 0.00051
  const same = (/** @type {number[]} */ seen, /** @type {number[]} */ real) => seen.length === real.length && seen.every((value, i) => near(value, real[i]))
  return same(numbers('[data-kind=query]'), [0, 1].flatMap((head) => rowOf(`blocks.0.sa.heads.${head}.query`))) &&
    same(numbers('.block [data-kind=residual]'), rowOf('blocks.0.sa.residual')) && root.querySelectorAll('.tape .here').length === 1
}, words, at)

/** What the bars at the end say, as names and texts. @param {import('../harness/page.mjs').TrainerPage} page */
const said = (page) => page.run((_, root) => [...root.querySelectorAll('.end .said li')].map((item) => [item.children[0].textContent, item.children[1].textContent]))

/** Of all that is lit: the letters, the marks over a map's columns, the heads' maps, the parts of a vector. @param {import('../harness/page.mjs').TrainerPage} page */
const lit = (page) => page.run((_, root) => {
  const shown = (/** @type {string} */ selector) => [...root.querySelectorAll(`#inside-view ${selector}`)].filter((part) => part.checkVisibility()).length
  return [shown('.tape .over'), shown('.glance .over-column') > 3, shown('.glance .lit'), shown('.section .cells.lit[data-head]') >= 4, shown('[data-kind=query] .lit > .head')]
})

/** Trains a few steps, and opens the view. @param {import('../harness/page.mjs').TrainerPage} page */
async function open(page) {
  await page.until('its place', (element, root) => element.state === 'idle' && element.trainer.info.characters === 1115394 && root.getElementById('inside')?.hidden === false)
  assert.ok(await page.run((_, root) => root.getElementById('inside-words') === null && ![...document.scripts].some(({ src }) => /iambic-inside/.test(src))))
  await page.run((element) => element.train())
  await page.run((_, root) => {
    root.getElementById('inside').open = true
    root.getElementById('next').scrollIntoView()
  })
  await page.until('what comes next, after which nothing moves', (_, root) => root.querySelector('#next-bars tr') !== null)
  await page.run((_, root) => root.getElementById('inside').scrollIntoView())
  await page.until('the way', (_, root) => root.querySelectorAll('.end .said li').length === 10)
  await page.run((_, root) => { for (const stage of root.querySelectorAll('#inside-way .block[open] .stage')) stage.open = true })
}

/** Another scale, words that it cannot read, a new start, and other rungs. @param {import('../harness/page.mjs').TrainerPage} page */
async function change(page) {
  await page.click('inside-as-if')
  await page.until('both', (_, root) => !root.getElementById('inside-other').hidden && root.querySelectorAll('.large canvas[width="6"]').length === 2)
  assert.match(await page.run((_, root) => root.getElementById('inside-other').textContent), /as if divided by \u221a8 \(head_size\)/)
  await page.click('inside-train-with')
  await page.until('what waits for a new start', (element, root) => element.attentionScale === 'head_size' && !root.getElementById('restart').hidden)
  await page.fill('inside-words', '\u00e9')
  await page.until('a sentence', (_, root) => /\u00e9/.test(root.getElementById('inside-problem').textContent) && root.getElementById('inside-view').hidden)
  await page.fill('inside-words', 'the question')
  await page.run((element) => element.reset())
  await page.run((element) => element.train())
  await shows(page, 'question', 7)
  assert.match(await page.text('inside-last'), /last 8 characters/)
  await page.run((element) => { element.preset = 'bigram' })
  await page.until('a bigram, which has nothing inside', (element, root) => element.trainer.info.config.model === 'bigram' && root.getElementById('inside').hidden)
  await page.run((element) => { element.preset = 'self-attention' })
  await page.until('one head', (_, root) => !root.getElementById('inside').hidden && root.querySelectorAll('.glance button').length === 1 && root.getElementById('inside-compare').hidden)
  assert.ok(await page.run((_, root) => root.getElementById('inside-tokens').hidden))
  await page.run((element) => { Object.assign(element, { tokenizer: 'bpe', vocabSize: 67 }); return element.reset() })
  await page.until('a word that its characters are tokens', (element, root) => element.trainer.info.merges.length === 2 && !root.getElementById('inside-tokens').hidden)
}

test('the inside shows the numbers of the model that is trained, lights up what is pointed at everywhere, compares scales, and goes with its rung', async (t) => {
  const page = await openCourse(t, `<iambic-trainer ${MODEL} style="display: block; width: 320px"></iambic-trainer>`)
  await open(page)
  await shows(page, 'ROMEO:', 5)
  const drawn = await page.run((element) => element.trainer.nextProbabilities({ prompt: 'ROMEO:' }).then((/** @type {Float32Array} */ shares) => Array.from(shares).sort((a, b) => b - a).slice(0, 10)))
  assert.deepEqual((await said(page)).map((/** @type {string[]} */ [, text]) => text), drawn.map((/** @type {number} */ share) => `${(100 * share).toFixed(100 * share < 9.95 ? 1 : 0)}\u202f%`))
  await page.run((_, root) => root.querySelector('#inside-tape [tabindex="0"]').focus())
  await page.press('ArrowLeft')
  await shows(page, 'ROMEO:', 4)
  assert.match(await page.text('inside-way-title'), /\u201cO\u201d, character 5$/)
  await page.run((_, root) => {
    const map = root.querySelectorAll('.glance .cells')[3]
    map.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = map.getBoundingClientRect()
    map.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse', bubbles: true, composed: true, clientX: left + 2.5 * width / 6, clientY: top + height / 2 }))
  })
  assert.deepEqual(await lit(page), [1, true, 1, false, 0]) // of the second block, which is closed
  await page.run((_, root) => root.querySelectorAll('.glance button')[1].focus())
  assert.deepEqual((await lit(page)).slice(2), [1, true, 1])
  const wide = await page.run((_, root) => {
    const { right } = root.getElementById('inside').getBoundingClientRect()
    return [...root.querySelectorAll('#inside *')].filter((part) => !part.closest('.scroller, .cells') && part.getBoundingClientRect().right > right + 1).map((part) => part.id || part.className || part.localName)
  })
  assert.deepEqual(wide, [])
  await change(page)
})
