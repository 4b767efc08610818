// What cannot be used gets one clear sentence, and the page trains afterwards as if nothing had happened.
import assert from 'node:assert/strict'
import { assertSentence, sha256, test } from '../harness/suite.mjs'
import { mortal } from '../harness/workers.mjs'

/** Texts, and what their sentence must say. @type {[string, string | Uint8Array, RegExp][]} */
const TEXTS = [
  ['empty', '', /^empty\.txt cannot be used: .*empty/],
  ['one character only', 'a'.repeat(100), /^one character only\.txt cannot be used: .*one character, "a"/],
  ['shorter than block size + 2', 'abc abc', /^shorter than block size \+ 2\.txt cannot be used: .*block size.* 8 .*10 characters.* 7/],
  ['not UTF-8', Uint8Array.of(65, 66, 10, 0xff, 0xfe, 67), /^not UTF-8\.txt cannot be used: .*not UTF-8.*offset 3/],
  ['cut within a character', new TextEncoder().encode('two words 🎈').slice(0, -1), /^cut within a character\.txt cannot be used: .*not UTF-8.*offset 10/],
]

for (const [name, text, sentence] of TEXTS) {
  test(`a file that is ${name} is refused, and the text in use stays`, async (t) => {
    const page = await t.openPage()
    await page.upload('corpus-file', t.file(`${name}.txt`, text))
    await page.until('a sentence', (_, root) => root.getElementById('corpus-problem').textContent)
    assertSentence(await page.text('corpus-problem'), sentence)
    assert.match(await page.text('corpus-line'), /tiny Shakespeare/)
    await page.train(50)
  })
}

test('an empty paste is refused, and what was pasted stays in its field', async (t) => {
  const page = await t.openPage()
  await page.unfold('corpus')
  await page.click('corpus-use')
  await page.until('a sentence', (_, root) => root.getElementById('corpus-problem').textContent)
  assertSentence(await page.text('corpus-problem'), /^Pasted text cannot be used: .*empty/)
  await page.fill('corpus-paste', 'too short')
  await page.click('corpus-use')
  await page.until('another sentence', (_, root) => /9/.test(root.getElementById('corpus-problem').textContent))
  assert.equal(await page.run((_, root) => root.getElementById('corpus-paste').value), 'too short')
  await page.train(50)
})

/** Fields, and values that they refuse. @type {[string, string, string[], RegExp][]} */
const FIELDS = [
  ['steps', 'steps', ['', '-5', '0', 'NaN', '1.5', '1e12', 'many'], /^Steps must be a whole number from 1 to 1,000,000,000, not /],
  ['learningRate', 'learning rate', ['', '-0.1', '0', 'NaN', 'Infinity', '1e9', 'fast'], /^Learning rate must be a number above 0, at most 1,000, not /],
  ['batchSize', 'batch size', ['', '-3', '0', 'NaN', '1.5', '1e9', 'big'], /^Batch size must be a whole number from 1 to 65,536, not /],
  ['blockSize', 'block size', ['', '-3', '0', 'NaN', '1.5', '1e9', 'long'], /^Block size must be a whole number from 1 to 65,536, not /],
  ['seed', 'seed', ['', '-1', 'NaN', '0.5', '99999999999', 'lucky'], /^Seed must be a whole number from 0 to 4,294,967,295, not /],
]

for (const [id, name, values, sentence] of FIELDS) {
  test(`a ${name} that is empty, negative, huge or no number is refused beside its field`, async (t) => {
    const page = await t.openPage()
    await page.unfold('settings')
    const config = await page.config()
    for (const value of values) {
      await page.fill(id, value)
      const shown = value || 'empty'
      await page.until(`a sentence about "${shown}"`, (_, root, field, text) => root.getElementById(`${field}-problem`).textContent.endsWith(`not ${text}`), id, shown)
      assertSentence(await page.text(`${id}-problem`), sentence)
      const [invalid, kept] = await page.run((_, root, field) => [root.getElementById(field).getAttribute('aria-invalid'), root.getElementById(field).value], id)
      assert.deepEqual([invalid, kept], ['true', value])
    }
    assert.deepEqual(await page.config(), config)
    await page.click('initial')
    await page.until('the sentence to go', (_, root, field) => root.getElementById(`${field}-problem`).textContent === '', id)
    await page.train(50)
  })
}

test('a learning rate that breaks the loss stops the run at a step it names, with the last good weights', async (t) => {
  const page = await t.openPage({ settings: 'learning-rate=1000&pace=full&steps=100000' })
  await page.click('train')
  await page.state('error')
  const sentence = await page.text('status')
  assertSentence(sentence, /^Training stopped: step [\d,]+ made the loss .*kept/)
  const [, broken] = /step ([\d,]+)/.exec(sentence) ?? []
  assert.equal(await page.step(), Number(broken.replaceAll(',', '')) - 1)
  const finite = await page.run(async (element) => (await element.trainer.weights('token_embedding_table.weight')).data.every(Number.isFinite))
  assert.ok(finite, 'a weight is not finite')
  await page.click('[data-suggestion=learning-rate]')
  await page.state('idle')
  assert.equal((await page.config()).learningRate, 0.001, 'a rate that is not known to work')
  await page.train(50)
})

/** How a checkpoint can be damaged. @type {[string, (bytes: Buffer) => Uint8Array][]} */
const DAMAGES = [
  ['empty', () => new Uint8Array()],
  ['cut after 5 bytes', (bytes) => bytes.subarray(0, 5)],
  ['cut within its header', (bytes) => bytes.subarray(0, 100)],
  ['cut before its end', (bytes) => bytes.subarray(0, -1)],
  ['longer than it says', (bytes) => Buffer.concat([bytes, Buffer.alloc(8)])],
  ['changed in its header', (bytes) => Buffer.from(bytes.map((byte, i) => (i === 9 ? byte ^ 0xff : byte)))],
  ['of a header without end', (bytes) => Buffer.concat([Buffer.alloc(8, 0xff), bytes.subarray(8)])],
  ['noise', () => Buffer.from(Array.from({ length: 1000 }, (_, i) => (i * i * 7) % 251))],
]

test('a damaged or foreign checkpoint is refused, and the model in training stays', async (t) => {
  const page = await t.openPage()
  await page.train(20)
  const { bytes } = await page.save()
  for (const [name, damage] of DAMAGES) {
    await page.run((_, root) => { root.getElementById('checkpoint-problem').textContent = '' })
    await page.upload('checkpoint-file', t.file(`${name}.safetensors`, damage(bytes)))
    await page.until(`a sentence about one that is ${name}`, (_, root) => root.getElementById('checkpoint-problem').textContent)
    assertSentence(await page.text('checkpoint-problem'), new RegExp(`^${name}\\.safetensors cannot be opened: .*`))
  }
  assert.equal(sha256((await page.save()).bytes), sha256(bytes))
  await page.train(20)
  await page.upload('corpus-file', t.file('other.txt', 'no such letters as there '.repeat(20)))
  await page.ready('other.txt')
  await page.upload('checkpoint-file', t.file('foreign.safetensors', bytes))
  await page.until('a sentence', (_, root) => /^foreign/.test(root.getElementById('checkpoint-problem').textContent))
  assertSentence(await page.text('checkpoint-problem'), /^foreign\.safetensors cannot be opened: .*text/)
  await page.train(20)
})

test('a worker that is killed in mid-run is noticed, said so, and training goes on from the last copy', async (t) => {
  const page = await t.openPage({ site: { head: mortal(6) }, settings: 'steps=100000&pace=2000' })
  await page.click('train')
  await page.until('a copy of the model', (element) => element.trainer.step > 6000)
  await page.run((element) => element.ownerDocument.defaultView.workers.pop().terminate())
  await page.state('error')
  assertSentence(await page.text('status'), /^The training worker has not answered for \d+ seconds: it was killed or hangs\. Training had reached step [\d,]+\.$/)
  await page.click('[data-suggestion=recover]')
  await page.state('paused')
  const step = await page.step()
  assert.ok(step > 1000, `it begins again at step ${step}`)
  await page.fill('pace', '60')
  await page.click('train')
  await page.state('done')
  assert.equal(await page.step(), 100_000)
})
