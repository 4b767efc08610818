// Terms of the screen: each is explained in a sentence by pointer, focus and finger, and nothing moves for it.
import assert from 'node:assert/strict'
import { openIn } from '../harness/language.mjs'
import { test } from '../harness/suite.mjs'

const MARKED = ['#loss-title', '.legend .train', '.legend .val', '#see-loss [data-term=bigram]', 'dt[data-term=step]', 'dt[data-term=batchLoss]', 'label[for=pace]', 'label[for=temperature]', '#facts .term', '#status .term', '#table-title', '#gradients summary']

test('every term on the screen is explained where it stands, by pointer, keyboard and finger, Escape closes it, and nothing moves', async (t) => {
  const page = await openIn(t, 'de')
  await page.until('the table', (_, root) => root.querySelector('#table-title.term') !== null)
  const wrong = await page.run((_, root, marked) => {
    const tip = root.getElementById('term-tip')
    const at = () => ['chart', 'table', 'text', 'gradients'].map((id) => root.getElementById(id).getBoundingClientRect().top).join()
    const before = at()
    const send = (/** @type {any} */ part, /** @type {string} */ type) => part.dispatchEvent(Object.assign(new PointerEvent(type, { bubbles: true, composed: true, pointerType: 'mouse' })))
    const wrong = []
    for (const place of marked) {
      const part = root.querySelector(place)
      if (!part?.classList.contains('term')) { wrong.push(`${place} is not marked`); continue }
      const sentence = root.getElementById(part.getAttribute('aria-describedby') ?? part.dataset.term)?.textContent
      send(part, 'pointerover')
      const { left, right, width } = tip.getBoundingClientRect()
      if (width === 0 || !sentence || tip.textContent.length < 20 || left < -1 || right > innerWidth + 1) wrong.push(`${place}: ${tip.textContent}, ${left} to ${right}`)
      if (at() !== before) wrong.push(`${place} moves the page`)
      send(root.getElementById('status'), 'pointerover')
      if (tip.getClientRects().length > 0) wrong.push(`${place} stays open`)
    }
    return wrong
  }, MARKED)
  assert.deepEqual(wrong, [])
  await page.run((_, root) => root.getElementById('loss-title').click()) // as a finger does
  assert.match(await page.text('term-tip'), /^Wie sehr das Modell im Mittel/)
  const open = () => page.run((_, root) => root.getElementById('term-tip').getClientRects().length > 0)
  assert.equal(await open(), true)
  await page.press('Escape')
  assert.equal(await open(), false)
  await page.press('Tab')
  await page.run((_, root) => root.querySelector('.legend .val').focus())
  assert.equal(await open(), true)
  await page.press('Escape')
  assert.equal(await open(), false)
})

/** How the screen says each term. @type {Record<string, string>} */
const WORDS = {
  loss: 'loss', validation: 'validation', step: 'steps?', batch: 'batch(?! (loss|size))', parameter: 'parameters', temperature: 'temperature', pace: 'pace', gradient: 'gradients?', layer: 'layers?', head: 'heads?',
  likeliest: 'likeliest', learningRate: 'learning rate', uniform: 'guessing at random', unigram: 'letter frequencies', bigram: 'the best a bigram can do',
}

/** Terms that can be read on the screen, and nowhere opened. @param {any} _ @param {any} root @param {Record<string, string>} words */
function unexplained(_, root, words) {
  const seen = [...root.querySelectorAll('#page *')].filter((part) => part.checkVisibility() && !part.closest('.spoken, .tip, code, #text'))
    .flatMap((part) => [...part.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data)).join('\n')
  const marked = [...root.querySelectorAll('.term')].filter((part) => part.checkVisibility()).map(({ dataset }) => dataset.term)
  const helped = [...root.querySelectorAll('.field:has(.tip) :is(input, select)')].map(({ id }) => id)
  return Object.keys(words).filter((term) => new RegExp(`\\b${words[term]}\\b`, 'i').test(seen) && ![...marked, ...helped].includes(term))
}

test('no term can be read on the screen without a place where its sentence opens, before a run, during and after it', async (t) => {
  const page = await t.openPage({ settings: 'preset=gpt&steps=60&workers=1&pace=10' })
  await page.until('what comes after the first frame', (_, root) => root.getElementById('numbers') !== null)
  await page.unfold('settings')
  await page.run((_, root) => { for (const part of root.querySelectorAll('details')) part.open = true })
  await page.until('the inside', (_, root) => root.querySelector('#inside-way .stage') !== null)
  assert.deepEqual(await page.run(unexplained, WORDS), [], 'before')
  assert.deepEqual(await page.run(unexplained, { ...WORDS, planted: 'what it writes now' }), ['planted'])
  await page.click('train')
  await page.until('some steps', (element) => element.trainer.step > 2)
  assert.deepEqual(await page.run(unexplained, WORDS), [], 'during')
  await page.run((element) => { element.pace = 'full' })
  await page.state('done')
  assert.deepEqual(await page.run(unexplained, WORDS), [], 'after')
}, { only: ['chromium'] })
