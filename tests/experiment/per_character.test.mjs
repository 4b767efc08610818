// Losses are told per character, so that runs with other tokens can be compared.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectedOf } from '../../web/experiment/expectations.js'
import { failureOf } from '../../web/experiment/failure.js'
import { RunLog } from '../../web/experiment/run-log.js'
import { Training } from '../../web/experiment/training.js'
import german from '../../web/locales/de.js'
import { en } from '../../web/locales/en.js'
import { enPanels } from '../../web/locales/en-panels.js'
import { uniform } from '../../web/views/notes-answers.js'
import { statusOf } from '../../web/views/status-line/sentences.js'
import { Lab } from './fake_trainer.mjs'

const settle = () => new Promise((resolve) => { setTimeout(resolve, 20) })
const progress = { step: 3, losses: Float32Array.of(4, 3, 2), stepsPerSecond: 1, evaluations: [{ step: 2, train: 3, val: 8 }] }

test('what a token costs is noted per character, of each part of the text by its own measure', () => {
  const told = [undefined, { train: 2, val: 4 }].map((charactersPerToken) => {
    const run = new RunLog({ target: 5, charactersPerToken })
    run.note(progress)
    const { loss, curve: { latest, recent } } = run
    run.noteEvaluation({ train: 1, val: 1 })
    return { loss, latest, recent, later: run.curve.latest }
  })
  assert.deepEqual(told, [
    { loss: 2, latest: { step: 2, train: 3, val: 8 }, recent: [4, 3, 2], later: { step: 3, train: 1, val: 1 } },
    { loss: 1, latest: { step: 2, train: 1.5, val: 2 }, recent: [2, 1.5, 1], later: { step: 3, train: 0.5, val: 0.25 } },
  ])
})

/** What is known of a model's tokens. @typedef {{ merges?: number[][], vocabularySize: number, charactersPerToken?: { train: number, val: number } }} Tokens */

/** A model of some tokens, the simplest guesses of which are found; a reset gives it others. @param {Tokens} tokens @param {Tokens} others */
async function openedWith(tokens, others) {
  const lab = new Lab()
  const create = async (/** @type {any} */ options) => {
    const trainer = await lab.create(options)
    Object.assign(trainer.info, tokens)
    trainer.reset = async () => Object.assign(trainer.info, others)
    trainer.baselines = async () => ({ uniform: 4, unigram: 3, bigram: 2 })
    return trainer
  }
  const training = new Training(/** @type {any} */ (create), () => {})
  await training.open({ name: 'a text', text: 'abacabcaacbbacababcabcaabbc' }, {})
  await settle()
  assert.deepEqual(training.baselines, { uniform: 2, unigram: 1.5, bigram: 1 })
  return training
}

test('so are the losses of the simplest guesses, which follow when a reset makes other tokens', async () => {
  const subwords = (/** @type {number} */ each) => ({ merges: [], vocabularySize: each, charactersPerToken: { train: each, val: each } })
  const training = await openedWith(subwords(2), subwords(4))
  await training.reset({})
  await settle()
  assert.deepEqual(training.baselines, { uniform: 1, unigram: 0.75, bigram: 0.5 })
})

test('of a model of characters after one of pieces the simplest guesses are asked for anew, and those of the pieces hold no longer', async () => {
  const pieces = { merges: [[0, 1]], vocabularySize: 4, charactersPerToken: { train: 2, val: 2 } }
  const training = await openedWith(pieces, { merges: undefined, vocabularySize: 3, charactersPerToken: undefined })
  await training.reset({})
  assert.equal(training.baselines, undefined)
  await settle()
  assert.deepEqual(training.baselines, { uniform: 4, unigram: 3, bigram: 2 })
})

/** A run of so many characters per token. @param {number} train @param {number} val */
function runOf(train, val, task = 'writing') {
  const run = new RunLog({ target: 5, task, charactersPerToken: { train, val } })
  run.note(progress)
  return run
}

/** @param {RunLog} run @param {RunLog[]} earlier @param {object} [info] */
const experimentOf = (run, earlier, info = {}) => /** @type {any} */ ({
  state: 'done', target: 5, presets: [], run, curve: run.curve, earlier, baselines: { uniform: 4, unigram: 3, bigram: 2 }, trainer: { info },
})

test('guessing is judged per character, and a rung is expected to come to its loss with characters only', () => {
  const info = { vocabularySize: 65, config: { learningRate: 0.001 }, corpusSha256: '86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed' }
  const pieces = { ...info, vocabularySize: 1024, merges: [[0, 1]], charactersPerToken: { train: 2.66, val: 2.6 } }
  const settings = { usual: { learningRate: 0.001 } }
  const curve = { first: { step: 0, train: 4.2, val: 4.2 }, latest: { step: 9, train: 3, val: 3 } }
  const judged = [info, pieces].map((one) => failureOf(/** @type {any} */ ({ trainer: { info: one }, curve, settings })))
  assert.deepEqual(judged, ['', 'begun'], 'ln 1,024 / 2.66 = 2.61')
  const rung = /** @type {any} */ ({ steps: 10, valLoss: 2.5 })
  assert.deepEqual([info, pieces].map((one) => expectedOf(/** @type {any} */ ({ trainer: { info: one } }), rung)), [2.5, undefined])
})

test('in bits every number and sentence of a loss is in bits, and the choice that it is told as stays what it is', () => {
  const strings = { ...en, ...enPanels(en.format) }
  const trainer = /** @type {any} */ ({ info: { vocabularySize: 64 } })
  const say = () => [
    strings.result(5, undefined, Math.log(4)), strings.unsureAmong(Math.log(4)), strings.about(Math.log(8)), uniform(trainer, en.format),
  ]
  assert.deepEqual(say(), ['After 5 steps the loss is 1.39', 'as unsure as if it chose among 4 characters', 'about 2.1', 'ln\u202f64 = 4.16'])
  en.format.unit.nats = Math.LN2
  try {
    assert.deepEqual(say(), ['After 5 steps the loss is 2.00', 'as unsure as if it chose among 4 characters', 'about 3.0', 'log\u2082\u202f64 = 6.00'])
  } finally {
    en.format.unit.nats = 1
  }
})

test('what a model reads and writes is called characters, or tokens where they are more', () => {
  const info = { vocabularySize: 256, merges: [], charactersPerToken: { train: 2, val: 2 } }
  for (const [strings, named] of /** @type {const} */ ([[enPanels(en.format), 'tokens'], [german.panels(german.strings.format), 'Token']])) {
    assert.equal(strings.tokens(256, info), `256 ${named}`)
    assert.doesNotMatch(strings.tokens(256, {}), /[Tt]oken/)
    for (const sentence of [strings.soFar.bigram(2, info), strings.soFar.pairs(2, info), strings.resultOfBigram('', 2, 2, info)]) assert.match(sentence, /[Tt]oken/)
  }
  assert.match(uniform(/** @type {any} */ ({ info }), en.format), /^ln\u202f256\u202f\/\u202f2\.00 = 2\.77$/)
  const experiment = experimentOf(runOf(2, 4), [], { trainTokens: 50, valTokens: 10 })
  assert.equal(statusOf({ ...experiment, state: 'training' }, en), 'Training on the first 100 characters; the other 40 are kept to test it on.')
})
