// Bad input gets one clear sentence, and the trainer stays usable.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SMALL, iambic, trainerFor } from './support.mjs'

const bytes = (/** @type {number[]} */ ...values) => new Uint8Array(values)

/** What is wrong with the options of createTrainer, and what the sentence must name. @type {[string, any, RegExp][]} */
const CREATIONS = [
  ['no text', {}, /text must be a string.*undefined/],
  ['a number for a text', { text: 5 }, /text must be a string.*not 5/],
  ['options that are a text', SMALL, /^createTrainer takes its options as an object, not "/],
  ['half a character in a text', { text: `${SMALL}\ud83d` }, /text holds only half of a character at position 41/],
  ['a Uint16Array for a text', { text: new Uint16Array(50) }, /text must be .*not a Uint16Array/],
  ['an array for a text', { text: [SMALL] }, /text must be .*not an Array/],
  ['a checkpoint of null', { text: SMALL, checkpoint: null }, /checkpoint must be .*not null/],
  ['an empty string for a checkpoint', { text: SMALL, checkpoint: '' }, /checkpoint must be .*not ""/],
  ['a checkpoint of other numbers', { text: SMALL, checkpoint: new Float32Array(9) }, /checkpoint must be .*not a Float32Array/],
  ['an onLoad that is no function', { text: SMALL, onLoad: 5 }, /onLoad must be a function, not 5/],
  ['a complete that is not a yes or no', { text: SMALL, complete: 'no' }, /complete must be true or false, not "no"/],
  ['half a character for a preset', { text: SMALL, preset: '\ud83d' }, /preset must be one of/],
  ['an empty text', { text: '' }, /empty/],
  ['an empty file', { text: new Blob([]) }, /empty/],
  ['one character only', { text: 'aaaaaaaaaaaaaaaaaaaaaaaa' }, /one character, "a"/],
  ['a text shorter than blockSize + 2', { text: SMALL, blockSize: 64 }, /64 .*66 .*40/],
  ['not UTF-8', { text: bytes(97, 98, 0xff, 99) }, /not UTF-8.*offset 2/],
  ['a character cut at the end', { text: bytes(97, 98, 0xc3) }, /not UTF-8.*offset 2/],
  ['a misspelt option', { text: SMALL, batchsize: 3 }, /batchsize.*batchSize/],
  ['onload for onLoad', { text: SMALL, onload() {} }, /onload/],
  ['an unknown model', { text: SMALL, model: 'trigram' }, /model must be .*not trigram/],
  ['a learning rate of NaN', { text: SMALL, learningRate: NaN }, /learningRate must be .*not NaN/],
  ['a learning rate of 0', { text: SMALL, learningRate: 0 }, /learningRate must be .*above 0.*not 0/],
  ['an infinite learning rate', { text: SMALL, learningRate: Infinity }, /learningRate must be .*not Infinity/],
  ['half a batch', { text: SMALL, batchSize: 1.5 }, /batchSize must be a whole number.*not 1.5/],
  ['a negative batch', { text: SMALL, batchSize: -4 }, /batchSize must be .*not -4/],
  ['a huge block', { text: SMALL, blockSize: 1e12 }, /blockSize must be /],
  ['an empty seed', { text: SMALL, seed: '' }, /seed must be .*not empty/],
  ['a seed in words', { text: SMALL, seed: 'lucky' }, /seed must be .*not lucky/],
  ['a checkpoint that is a string', { text: SMALL, checkpoint: 'x' }, /checkpoint must be a Uint8Array/],
  ['UTF-16 without a mark', { text: bytes(97, 0, 98, 0, 99, 0) }, /zero byte, at offset 1/],
  ['a learning rate that is zero for a float', { text: SMALL, learningRate: 1e-46 }, /learningRate must be at least 1\.2e-38/],
  ['a checkpoint of noise', { text: SMALL, checkpoint: bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) }, /checkpoint/],
]

for (const [name, options, sentence] of CREATIONS) {
  test(`createTrainer refuses ${name}`, { timeout: 60_000 }, async () => {
    await assert.rejects(iambic.createTrainer(options), (error) => {
      assert.ok(error instanceof Error)
      assert.match(error.message, sentence)
      assert.ok(!error.message.includes('\n'), 'more than one line')
      return true
    })
  })
}

/** Calls on a good trainer. @type {[string, (trainer: any) => unknown, RegExp][]} */
const CALLS = [
  ['no steps', (trainer) => trainer.train(), /steps must be a whole number.*not empty/],
  ['0 steps', (trainer) => trainer.train(0), /steps must be .*not 0/],
  ['-1 steps', (trainer) => trainer.train(-1), /steps must be .*not -1/],
  ['NaN steps', (trainer) => trainer.train(NaN), /steps must be .*not NaN/],
  ['half a step', (trainer) => trainer.train(0.5), /steps must be .*not 0.5/],
  ['1e300 steps', (trainer) => trainer.train(1e300), /steps must be /],
  ['a misspelt train option', (trainer) => trainer.train(1, { onprogress() {} }), /no option onprogress \(did you mean onProgress\?\); there are signal, onProgress/],
  ['a pace of 0', (trainer) => trainer.train(1, { stepsPerSecond: 0 }), /stepsPerSecond must be a number above 0, not 0/],
  ['a pace of NaN', (trainer) => trainer.train(1, { stepsPerSecond: NaN }), /stepsPerSecond must be .*not NaN/],
  ['an evaluateEvery of -1', (trainer) => trainer.train(1, { evaluateEvery: -1 }), /evaluateEvery must be a whole number from 0, not -1/],
  ['null for the options of train', (trainer) => trainer.train(5, null), /^train takes its options as an object, not null/],
  ['a number for the options of train', (trainer) => trainer.train(5, 7), /^train takes its options as an object, not 7/],
  ['steps in letters', (trainer) => trainer.train('5'), /steps must be a number, not "5"/],
  ['infinite steps', (trainer) => trainer.train(Infinity), /steps must be .*not Infinity/],
  ['a pace of null', (trainer) => trainer.train(1, { stepsPerSecond: null }), /stepsPerSecond must be a number above 0, not null/],
  ['a signal that is none', (trainer) => trainer.train(1, { signal: {} }), /signal must be an AbortSignal, not an object/],
  ['a controller for its signal', (trainer) => trainer.evaluate({ signal: new AbortController() }), /signal must be an AbortSignal, not an AbortController/],
  ['an onProgress that is no function', (trainer) => trainer.train(1, { onProgress: {} }), /onProgress must be a function, not an object/],
  ['an evaluateBatches of 0 that nothing uses', (trainer) => trainer.train(1, { evaluateBatches: 0 }), /atches must be a whole number above 0, not 0/],
  ['setPace to nothing, without a run', (trainer) => trainer.setPace(), /stepsPerSecond must be a number above 0, not undefined/],
  ['an end of -1, without a run', (trainer) => trainer.changeRun({ end: -1 }), /end must be a whole number from 0, not -1/],
  ['an end within a step', (trainer) => trainer.changeRun({ end: 2.5 }), /end must be a whole number from 0, not 2.5/],
  ['no end', (trainer) => trainer.changeRun({ end: Infinity }), /end must be a whole number from 0, not Infinity/],
  ['a run changed to evaluate every -1 steps', (trainer) => trainer.changeRun({ evaluateEvery: -1 }), /evaluateEvery must be a whole number from 0, not -1/],
  ['a run changed to a pace of 0', (trainer) => trainer.changeRun({ end: 5, stepsPerSecond: 0 }), /stepsPerSecond must be a number above 0, not 0/],
  ['a run changed by its steps', (trainer) => trainer.changeRun({ steps: 5 }), /changeRun has no option steps; there are end, stepsPerSecond, evaluateEvery/],
  ['an end alone', (trainer) => trainer.changeRun(5), /^changeRun takes its options as an object, not 5/],
  ['setPace to a text', (trainer) => trainer.setPace('5'), /stepsPerSecond must be a number above 0, not "5"/],
  ['a number of tokens for the options of generate', (trainer) => trainer.generate(50), /^generate takes its options as an object, not 50/],
  ['half a character in a prompt', (trainer) => trainer.generate({ prompt: 'ab\ud83d' }), /prompt holds only half of a character at position 3/],
  ['a prompt that is a number', (trainer) => trainer.generate({ prompt: 5 }), /prompt must be a string, not 5/],
  ['tokens in letters', (trainer) => trainer.generate({ tokens: '50' }), /tokens must be a number, not "50"/],
  ['a peek in words', (trainer) => trainer.generate({ peek: 'no' }), /peek must be true, false or 'start', not "no"/],
  ['a number for the options of evaluate', (trainer) => trainer.evaluate(20), /^evaluate takes its options as an object, not 20/],
  ['null for the options of estimateLoss', (trainer) => trainer.estimateLoss(2, null), /^estimateLoss takes its options as an object, not null/],
  ['options in place of iterations', (trainer) => trainer.estimateLoss({ iters: 5 }), /iters must be a number, not an object/],
  ['a function for the options of checkGradients', (trainer) => trainer.checkGradients(() => {}), /^checkGradients takes its options as an object, not a function/],
  ['a number for the settings of reset', (trainer) => trainer.reset(5), /^reset takes its options as an object, not 5/],
  ['null for the settings of reset', (trainer) => trainer.reset(null), /^reset takes its options as an object, not null/],
  ['a name for the settings of reset', (trainer) => trainer.reset('gpt'), /^reset takes its options as an object, not "gpt"/],
  ['a list for the settings of check', (trainer) => trainer.check([1]), /^check takes its options as an object, not an Array/],
  ['a number for the options of counts', (trainer) => trainer.counts(10), /^counts takes its options as an object, not 10/],
  ['a misspelt option of probabilities', (trainer) => trainer.probabilities({ Top: 3 }), /^probabilities has no option Top \(did you mean top\?\)/],
  ['weights without a name', (trainer) => trainer.weights(), /name must be a string, not undefined/],
  ['logits of a text', (trainer) => trainer.logits('abc'), /x must be an array of equally long arrays of numbers, not "abc"/],
  ['logits of one row', (trainer) => trainer.logits([0, 1]), /x must be an array of equally long arrays of numbers, not an Array/],
  ['rows of other lengths for softmax', (trainer) => trainer.softmax([[1], [1, 2]]), /rows must be an array of equally long arrays/],
  ['encoding a number', async (trainer) => trainer.encode(5), /text must be a string, not 5/],
  ['encoding half a character', async (trainer) => trainer.encode('a\ud83d'), /character 2, .* is not among the 3 characters/],
  ['decoding a text', async (trainer) => trainer.decode('abc'), /ids must be an array of numbers, not "abc"/],
  ['decoding a number', async (trainer) => trainer.decode(5), /ids must be an array of numbers, not 5/],
  ['an onfailure that is no function', async (trainer) => { trainer.onfailure = 5 }, /onfailure must be a function, not 5/],
  ['-1 tokens', (trainer) => trainer.generate({ tokens: -1 }), /tokens must be .*not -1/],
  ['a negative temperature', (trainer) => trainer.generate({ temperature: -1 }), /temperature must be .*not -1/],
  ['a prompt outside the vocabulary', (trainer) => trainer.generate({ prompt: 'abX' }), /character 3, "X"/],
  ['a misspelt generate option', (trainer) => trainer.generate({ promt: 'a' }), /^generate has no option promt \(did you mean prompt\?\)/],
  ['a misspelt evaluate option', (trainer) => trainer.evaluate({ batchs: 3 }), /no option batchs.*batches/],
  ['an evaluation of half a batch', (trainer) => trainer.evaluate({ batches: 0.5 }), /batches must be a whole number above 0, not 0.5/],
  ['an evaluateBatches of 0', (trainer) => trainer.train(1, { evaluateEvery: 1, evaluateBatches: 0 }), /atches must be a whole number above 0, not 0/],
  ['unknown weights', (trainer) => trainer.weights('lm_head.weight'), /lm_head.weight.*token_embedding_table.weight/],
  ['NaN iterations', (trainer) => trainer.estimateLoss(NaN), /must be .*not NaN/],
  ['a reset to nonsense', (trainer) => trainer.reset({ seed: -1 }), /seed must be .*not -1/],
  ['tokens beyond the split', (trainer) => trainer.tokens({ from: 30, count: 10 }), /30 to 40 .*36/],
  ['an unknown split', (trainer) => trainer.batch({ split: 'test' }), /split must be train or val, not test/],
  ['encoding an unknown character', async (trainer) => trainer.encode('ab7'), /character 3, "7", is not among the 3 characters/],
  ['decoding an unknown id', async (trainer) => trainer.decode([0, 3]), /token id 3 /],
]

for (const [name, call, sentence] of CALLS) {
  test(`${name}: refused, and the trainer goes on`, { timeout: 60_000 }, async (t) => {
    const trainer = await trainerFor(t)
    const before = await trainer.save()
    await assert.rejects(async () => call(trainer), (error) => error instanceof Error && sentence.test(error.message) ||
      assert.fail(`said: ${error}`))
    assert.deepEqual(await trainer.save(), before)
    assert.equal((await trainer.train(5)).step, 5)
  })
}

test('encode and decode say what the core says', async (t) => {
  const trainer = await trainerFor(t)
  const said = (/** @type {() => unknown} */ call) => Promise.resolve().then(call).then(() => 'nothing', ({ message, code, details }) => ({ message, code, details }))
  const unknown = 'a'.repeat(1234) + '"'
  assert.deepEqual(await said(() => trainer.encode(unknown)), await said(() => trainer.generate({ prompt: unknown })))
  assert.deepEqual(await said(() => trainer.decode([-1])), await said(() => trainer.logits([[-1]])))
})

test('a byte order mark is dropped, and CRLF is kept as characters', async (t) => {
  const { info } = await trainerFor(t, { text: bytes(0xef, 0xbb, 0xbf, ...Buffer.from('ab\r\n'.repeat(10))) })
  assert.deepEqual(info.vocabulary, ['\n', '\r', 'a', 'b'])
  assert.equal(info.characters, 40)
})

test('a truncated or changed checkpoint is refused', async (t) => {
  const trainer = await trainerFor(t)
  await trainer.train(10)
  const checkpoint = await trainer.save()
  for (const damaged of [checkpoint.slice(0, 7), checkpoint.slice(0, 100), checkpoint.slice(0, -1)]) {
    await assert.rejects(iambic.createTrainer({ text: SMALL, checkpoint: damaged }), /checkpoint/)
  }
  await assert.rejects(iambic.createTrainer({ text: 'quite another text, with other letters', checkpoint }), Error)
})

test('a browser without WebAssembly SIMD is told so', async (t) => {
  t.mock.method(WebAssembly, 'validate', () => false)
  await assert.rejects(iambic.createTrainer({ text: SMALL }), /no WebAssembly SIMD.*Chrome 91, Firefox 113, Safari 16.4/)
})

test('a checkpoint goes on as the model that it is, and another text is told', async (t) => {
  const first = await trainerFor(t, { text: SMALL, preset: 'gpt', nLayer: 1, nEmbd: 8, nHead: 4, blockSize: 8 })
  await first.train(2)
  const checkpoint = await first.save()
  const others = { model: 'blocks', seed: 1, blockSize: 16, nLayer: 2, nHead: 2, nEmbd: 16, activation: 'gelu', attentionScale: 'head_size' }
  for (const [name, value] of Object.entries(others)) {
    await assert.rejects(iambic.createTrainer({ text: SMALL, checkpoint, [name]: value }),
      new RegExp(`^Error: ${name} is .* in the checkpoint and cannot become .* what can change is batchSize, learningRate, `))
  }
  await assert.rejects(iambic.createTrainer({ text: SMALL, checkpoint, preset: 'gpt' }), /^Error: preset cannot be given with a checkpoint/)
  const second = await trainerFor(t, { text: SMALL, checkpoint, nHead: 4, blockSize: 8, batchSize: 2, learningRate: 0.1, dropout: 0.1 })
  assert.deepEqual({ step: second.step, heads: second.info.heads, batch: second.info.config.batchSize, other: second.info.otherText }, { step: 2, heads: 4, batch: 2, other: false })
  const third = await trainerFor(t, { text: SMALL + SMALL, checkpoint })
  assert.equal(third.info.otherText, true)
})

test('a refusal has a code and the values that its sentence names, beside the sentence', { timeout: 60_000 }, async (t) => {
  await assert.rejects(iambic.createTrainer({ text: SMALL, blockSize: 64 }), { code: 'text.too-short', details: { blockSize: 64, low: 66, value: 40, unit: 'characters' } })
  await assert.rejects(iambic.createTrainer({ text: SMALL, learningRate: 0 }),
    { code: 'setting.range', details: { name: 'learningRate', kind: 'a number', value: '0', low: 0, high: 1000 } })
  await assert.rejects(iambic.createTrainer({ text: SMALL, checkpoint: bytes(1, 2, 3) }),
    { code: 'checkpoint.unreadable', details: { why: 'it has only 3 bytes', kind: 'cut' } })
  const trainer = await trainerFor(t)
  await assert.rejects(trainer.generate({ prompt: 'aü' }), { code: 'text.unknown-character', details: { position: 2, character: 'ü', known: 3 } })
})
