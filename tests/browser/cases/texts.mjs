// Texts of the reader's own: opened, pasted or dropped; and large ones.
import assert from 'node:assert/strict'
import { test } from '../harness/suite.mjs'

const TEXT = 'The cat sat on the mat, and the rat sat on the cat. '.repeat(40)
const MEGABYTE = 1 << 20

test('a file can be opened', async (t) => {
  const page = await t.openPage()
  await page.upload('corpus-file', t.file('cat.txt', TEXT))
  await page.ready('cat.txt, 2,080 characters')
  await page.train(300)
  const training = TEXT.slice(0, 0.9 * TEXT.length)
  assert.ok((await page.text('status')).includes(`A model that sees one letter cannot get below ${bestOfBigrams(training).toFixed(2)} (`))
})

/** Nats per character when each pair's chance is its share in the text. @param {string} text */
function bestOfBigrams(text) {
  const pairs = Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2))
  const count = (/** @type {string[]} */ list) => list.reduce((counts, item) => counts.set(item, (counts.get(item) ?? 0) + 1), new Map())
  const [together, alone] = [count(pairs), count(pairs.map(([first]) => first))]
  return -pairs.reduce((sum, pair) => sum + Math.log(together.get(pair) / alone.get(pair[0])), 0) / pairs.length
}

test('a text can be pasted', async (t) => {
  const page = await t.openPage()
  await page.unfold('corpus')
  await page.fill('corpus-paste', TEXT)
  await page.click('corpus-use')
  await page.ready('Pasted text, 2,080 characters')
  await page.until('the panel to close', (_, root) => root.getElementById('corpus-panel').hidden)
  await page.train(300)
})

test('a file can be dropped anywhere on the page', async (t) => {
  const page = await t.openPage()
  const marks = await page.run((element, root, text) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([text], 'dropped.txt'))
    return ['dragenter', 'dragover', 'drop'].map((type) => {
      const event = new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer })
      root.getElementById('chart').dispatchEvent(event)
      return [root.querySelector('.page').matches('.drop'), event.defaultPrevented]
    })
  }, TEXT)
  assert.deepEqual(marks.map((/** @type {boolean[]} */ [marked]) => marked), [true, true, false])
  assert.ok(marks[1][1], 'the browser would open the file itself')
  await page.ready('dropped.txt, 2,080 characters')
  await page.train(300)
})

test('a file can be dropped in the margin of the page, and would not be opened by the browser', async (t) => {
  const page = await t.openPage()
  const prevented = await page.run((_, __, text) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([text], 'margin.txt'))
    return ['dragenter', 'dragover', 'drop'].map((type) =>
      !document.documentElement.dispatchEvent(new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer })))
  }, TEXT)
  assert.deepEqual(prevented, [true, true, true])
  await page.ready('margin.txt, 2,080 characters')
})

for (const name of ['MODEL.SAFETENSORS', 'a download without its ending']) {
  test(`${name} is opened as the saved model that it is`, async (t) => {
    const page = await t.openPage()
    await page.train(20)
    const { bytes } = await page.save()
    await page.run((element) => element.reset())
    await page.until('a new model', (element) => element.trainer.step === 0)
    await page.unfold('corpus')
    await page.upload('corpus-file', t.file(name, bytes))
    await page.until('the saved one', (element) => element.state === 'paused' && element.trainer.step === 20)
    assert.equal(await page.text('corpus-problem'), '')
  })
}

test('a byte order mark is dropped, and line ends of Windows are characters', async (t) => {
  const page = await t.openPage()
  await page.upload('corpus-file', t.file('windows.txt', `\ufeff${'ab\r\n'.repeat(50)}`))
  await page.ready('windows.txt, 200 characters')
  assert.deepEqual(await page.run((element) => element.trainer.info.vocabulary), ['\n', '\r', 'a', 'b'])
  await page.train(100)
})

test('accents, emoji and a large alphabet train', async (t) => {
  const page = await t.openPage()
  const many = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(0x4e00 + (7 * i) % 400)).join('')
  await page.upload('corpus-file', t.file('many.txt', `${many}naïve café 🎈🎈`))
  await page.ready('many.txt, 3,013 characters')
  await page.until('the table to say what it shows', (_, root) => /^the 128 most frequent of 4\d\d characters$/.test(root.getElementById('table-note').textContent))
  await page.train(100)
})

test('a text of 50 MB loads with a progress bar and trains, within 400 MB', async (t) => {
  const page = await t.openPage()
  await page.run((element, root) => {
    const bar = root.getElementById('loading-bar')
    element.seen = []
    new MutationObserver(() => { if (!bar.parentElement.hidden) element.seen.push(bar.value) }).observe(bar.parentElement, { subtree: true, attributes: true, childList: true, characterData: true })
  })
  const text = Buffer.alloc(50 * MEGABYTE, t.corpus)
  await page.upload('corpus-file', t.file('large.txt', text))
  await page.ready('large.txt, 52,428,800 characters')
  const shares = await page.run((element) => element.seen)
  assert.ok(shares.length >= 5, `the bar moved ${shares.length} times`)
  assert.ok(shares.every((/** @type {number} */ share, /** @type {number} */ i) => i === 0 || share >= shares[i - 1]), `the bar went back: ${shares}`)
  await page.train(2000)
  await page.unfold('maker')
  await page.until('what the panel says of it', (_, root) => /^A text of 52,428,800 characters is too long for these codes/.test(root.getElementById('maker-note')?.textContent))
  assert.equal(await page.run((_, root) => ['link', 'frame', 'element'].map((kind) => root.getElementById(`maker-${kind}`).value).join('')), '')
  const memory = await t.browser.memory?.()
  if (!memory) return
  t.note(`at most ${(memory.peak / MEGABYTE).toFixed()} MB held by a page`)
  assert.ok(memory.peak < 400 * MEGABYTE, `a page has held ${(memory.peak / MEGABYTE).toFixed()} MB`)
})
