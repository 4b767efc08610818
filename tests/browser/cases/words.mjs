// No word of the page stands outside its language: read in a language that brackets every string, in all that the page can show.
import assert from 'node:assert/strict'
import { openIn, outside, unfoldAll } from '../harness/language.mjs'
import { test } from '../harness/suite.mjs'

const SMALL = 'n-layer=1&n-head=2&n-embd=8&block-size=8&batch-size=4&steps=30&pace=full'
const ONE = { only: ['chromium'] } // words are the same in all browsers

test('every word of the page comes from its language', async (t) => {
  const page = await openIn(t, 'qps')
  await unfoldAll(page)
  assert.match(await page.text('train'), /^\u27e6Train\u27e7$/)
  assert.deepEqual(await outside(page), [], 'before a run')
  await page.run((element) => { Object.assign(element, { steps: 3000, pace: 1000 }); element.train() })
  await page.state('training')
  assert.deepEqual(await outside(page), [], 'during a run')
  await page.state('done')
  await page.run((_, root) => root.getElementById('check-gradients').click())
  await page.until('a verdict', (_, root) => /agree/.test(root.getElementById('gradients-status').textContent))
  await page.run((_, root) => root.getElementById('step').click())
  await page.until('a step, seen', (_, root) => root.querySelector('#one-step-line [role=option]') !== null)
  assert.deepEqual(await outside(page), [], 'after a run')
})

/** Trains to the end, checks the gradients, and reads everything meanwhile. @param {import('../harness/page.mjs').TrainerPage} page */
async function trainAndRead(page) {
  assert.deepEqual(await outside(page), [], 'before a run')
  await page.run((element) => element.train())
  await page.state('done')
  await page.run((_, root) => root.getElementById('check-gradients').click())
  await page.until('a verdict', (_, root) => /agree/.test(root.getElementById('gradients-status').textContent))
  await page.run((_, root) => root.getElementById('table-scroller').focus())
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight']) await page.press(key)
  assert.deepEqual(await outside(page), [], 'after a run')
}

for (const preset of ['gpt', 'reverse']) {
  test(`every word of the rung ${preset} comes from its language: its attention, its gradients, and what it says of them`, async (t) => {
    const page = await openIn(t, 'qps', { settings: `preset=${preset}&${SMALL}` })
    await unfoldAll(page)
    await page.until('its attention', (_, root) => /look/.test(root.getElementById('table-title').textContent) && root.getElementById('head').options.length === 2)
    assert.match(await page.text('story'), new RegExp(`^\u27e6${preset}\u27e7`))
    await trainAndRead(page)
  }, ONE)
}

/** What is refused, by what the reader does; and the code that is said for what is wrong, where it is the core's. @type {[string, string, string, string?][]} */
const REFUSED = [
  ['prompt', '\u20ac', 'writing-problem', 'text.unknown-character'], ['top-k', '99999999', 'writing-problem', 'setting.range'], ['top-k', 'all', 'writing-problem'],
  ['nHead', '3', 'nHead-problem', 'setting.heads'], ['blockSize', 'long', 'blockSize-problem'], ['learningRate', '1e-46', 'learningRate-problem', 'setting.too-small'],
  ['batchSize', '99999', 'batchSize-problem'],
]

test('every word about what is refused comes from the language, in fields, files, texts and links', async (t) => {
  const page = await openIn(t, 'qps', { settings: `preset=gpt&${SMALL}&stepz=5` })
  await unfoldAll(page)
  assert.match(await page.text('settings-problem'), /^\u27e6.*steps/)
  for (const [field, value, place, code] of REFUSED) {
    const before = await page.run((_, root, id) => root.getElementById(id).value, field)
    await page.fill(field, value)
    await page.until(`a word about ${field} ${value}`, (_, root, id, wanted) => root.getElementById(id).textContent.includes(wanted), place, code ?? '\u27e6')
    assert.deepEqual(await outside(page), [], `${field} ${value}`)
    await page.fill(field, before)
    await page.until('all well', (_, root, id) => root.getElementById(id).textContent === '', place)
  }
  await page.fill('corpus-paste', 'too short')
  await page.run((_, root) => root.getElementById('corpus-use').click())
  await page.until('a word about the text', (_, root) => root.getElementById('corpus-problem').textContent.includes('text.too-short'))
  await page.upload('checkpoint-file', t.file('noise.safetensors', 'no model'))
  await page.until('a word about the file', (_, root) => root.getElementById('checkpoint-problem').textContent.includes('checkpoint.unreadable'))
  assert.deepEqual(await outside(page), [])
}, ONE)

test('every word about what breaks or is asked comes from the language: a run that diverged, a reset by key, an interrupted run', async (t) => {
  const page = await openIn(t, 'qps', { settings: 'learning-rate=1000&pace=full&steps=100000' })
  await page.run((element) => element.train())
  await page.state('error')
  assert.match(await page.text('status'), /^\u27e6training\.diverged\u27e7\.?$/)
  assert.deepEqual(await outside(page), [], 'broken')
  await page.run((element) => { Object.assign(element, { learningRate: 0.001, pace: 3000 }); return element.reset().then(() => { element.train() }) })
  await page.until('many steps', (element) => element.trainer.step > 9000)
  await page.run((element) => element.pause())
  await page.state('paused')
  await page.press('r')
  await page.until('a question', (_, root) => root.querySelectorAll('#suggestions button').length === 2)
  assert.deepEqual(await outside(page), [], 'asked')
  await page.reload()
  await page.until('an offer', (_, root) => /interrupted/.test(root?.getElementById('status').textContent))
  assert.deepEqual(await outside(page), [], 'interrupted')
}, ONE)
