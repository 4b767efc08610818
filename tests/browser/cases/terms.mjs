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
