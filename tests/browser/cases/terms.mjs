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
  for (const width of [1280, 360]) {
    await page.tab.resize(width, 800)
    await page.until('its columns', (_, root, wide) => (root.querySelector('.figures > .writing') !== null) === wide, width > 1000)
    await nothingMoves(page)
  }
})

const STANDING = ['train', 'number-loss', 'text', 'prompt', 'pace', 'status', 'chart', 'table', 'lesson']

/** When Train is pressed, and until there is a loss. @param {import('../harness/page.mjs').TrainerPage} page */
async function nothingMoves(page) {
  await page.run((element) => {
    element.apply({ pace: 20 })
    return element.reset()
  })
  await page.state('idle')
  const tops = () => page.run((_, root, ids) => ids.map((/** @type {string} */ id) => root.getElementById(id).getBoundingClientRect().top + scrollY), STANDING)
  const before = await tops()
  await page.run((element) => { element.train() })
  await page.until('a loss', (element, root) => element.state === 'training' && root.getElementById('number-loss').textContent !== '\u2013')
  const moved = (await tops()).flatMap((/** @type {number} */ top, /** @type {number} */ i) => (Math.abs(top - before[i]) > 1 ? [`${STANDING[i]} from ${before[i]} to ${top}`] : []))
  assert.deepEqual(moved, [])
  await page.run((element) => element.pause())
  await page.state('paused')
}

/** How the screen says each term, in each language. @type {Record<string, Record<string, string>>} */
const WORDS = {
  en: {
    loss: 'loss', validation: 'validation', step: 'steps?', batch: 'batch(?! (loss|size))', parameter: 'parameters', temperature: 'temperature', pace: 'pace', gradient: 'gradients?', layer: 'layers?', head: 'heads?',
    likeliest: 'likeliest', learningRate: 'learning rate', token: 'tokens?', uniform: 'guessing at random', unigram: 'letter frequencies', bigram: 'the best a bigram can do',
  },
  de: {
    loss: 'Verlust', validation: 'Validierung', step: 'Schritte?', batch: '(?<!Verlust im )Stapels?', parameter: 'Parameter', temperature: 'Temperatur', pace: 'Tempo', gradient: 'Gradient(en)?', layer: 'Schicht(en)?', head: 'Kopf|Köpfe',
    likeliest: 'wahrscheinlichsten', learningRate: 'Lernrate', token: 'Tokens?', uniform: 'blindes Raten', unigram: 'Buchstabenhäufigkeiten', bigram: 'das Beste für ein Bigramm',
  },
}
const WRITES = { en: 'what it writes now', de: 'was es jetzt schreibt' }

/** Terms that can be read on the screen, and nowhere opened. @param {any} _ @param {any} root @param {Record<string, string>} words */
function unexplained(_, root, words) {
  const seen = [...root.querySelectorAll('#page *')].filter((part) => part.checkVisibility() && !part.closest('.spoken, .tip, code, #text'))
    .flatMap((part) => [...part.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => data)).join('\n')
  const marked = [...root.querySelectorAll('.term')].filter((part) => part.checkVisibility()).map(({ dataset }) => dataset.term)
  const helped = [...root.querySelectorAll('.field:has(.tip) :is(input, select)')].map(({ id }) => id)
  return Object.keys(words).filter((term) => new RegExp(`\\b(${words[term]})\\b`, 'i').test(seen) && ![...marked, ...helped].includes(term))
}

/** Opens all that a reader can open, one step of the model among it. @param {import('../harness/page.mjs').TrainerPage} page */
async function openAll(page) {
  await page.unfold('settings')
  await page.unfold('maker')
  await page.run((_, root) => {
    for (const part of root.querySelectorAll('details')) part.open = true
    for (const id of ['chapter-toggle', 'step']) root.getElementById(id).click()
    root.getElementById('next').scrollIntoView()
  })
  await page.until('all of it', (_, root) => ['#inside-way .stage', '#one-step-line [role=option]', '#chapter p', '#maker p', '#next-bars tr', '#subwords .prose'].every((part) => root.querySelector(part)))
}

for (const [language, words] of Object.entries(WORDS)) {
  test(`no term can be read on the screen in ${language} without a place where its sentence opens, whatever is open, before a run, during and after it`, async (t) => {
    const page = await openIn(t, language, { settings: 'preset=self-attention&steps=60&workers=1&pace=10' })
    await page.until('what comes after the first frame', (_, root) => root.getElementById('numbers') !== null)
    assert.deepEqual(await page.run(unexplained, words), [], 'before')
    await openAll(page)
    assert.deepEqual(await page.run(unexplained, words), [], 'all open')
    assert.deepEqual(await page.run(unexplained, { ...words, planted: WRITES[/** @type {'en'} */ (language)] }), ['planted'])
    const read = await page.run((_, root, all) => Object.values(all).filter((word) => new RegExp(word, 'i').test(root.getElementById('page').textContent)).length, words)
    assert.equal(read, Object.keys(words).length, 'terms that can be read')
    await page.click('train')
    await page.until('some steps', (element) => element.trainer.step > 2)
    assert.deepEqual(await page.run(unexplained, words), [], 'during')
    await page.run((element) => { element.pace = 'full' })
    await page.state('done')
    assert.deepEqual(await page.run(unexplained, words), [], 'after')
  }, { only: ['chromium'] })
}
