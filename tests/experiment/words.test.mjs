// What the page says, in words and numbers, without a page.
import assert from 'node:assert/strict'
import test from 'node:test'
import { betterRate, suggestionsOf } from '../../web/experiment/suggestions.js'
import { Stopwatch } from '../../web/experiment/stopwatch.js'
import german from '../../web/locales/de.js'
import { en } from '../../web/locales/en.js'
import { enPanels } from '../../web/locales/en-panels.js'
import { Problem } from '../../web/experiment/problem.js'
import { makeError } from '../../web/protocol/errors.js'
import { inWords, problemOf } from '../../web/views/kit/problems.js'
import { seen } from '../../web/views/kit/characters.js'
import { describePace as paceIn } from '../../web/views/run-controls.js'
import { milestone } from '../../web/views/status-line/milestones.js'
import { outcomeIn } from '../../web/views/status-line/outcome.js'

const STRINGS = { ...en, ...enPanels(en.format) }
const { sentenceOf, labelOf } = outcomeIn(STRINGS)
const describePace = (/** @type {number} */ rate, /** @type {any} */ known) => paceIn(rate, known, en)

const LIMIT = { timeout: 60_000 }

test('a text of nothing but white space is written in signs', LIMIT, () => {
  assert.equal(seen('\n\n'), '↵↵')
  assert.equal(seen(' \t'), '␣⇥')
  assert.equal(seen('\u200b\r'), '�␍')
  assert.equal(seen(''), '')
})

test('white space that goes on and on is written in signs, and any other stays as it is', LIMIT, () => {
  assert.equal(seen(`ROMEO:${'\n'.repeat(6)}`), 'ROMEO:↵↵↵↵↵↵')
  assert.equal(seen(`the${' '.repeat(5)}`), 'the␣␣␣␣␣')
  assert.equal(seen(`a${'\n'.repeat(5)}b`), 'a↵↵↵↵↵b')
  for (const text of ['To be,\n\nor not\n', 'def f():\n        return 1\n', 'a  b']) assert.equal(seen(text), text)
})

const USUAL = 0.001

/** An experiment after a run of 10,000 steps of a bigram over 65 characters. @param {Record<string, any>} [different] */
function after({ learningRate = USUAL, first = 4.6, train = 2.47, val = 2.49, rate = Infinity, step = 10000, loss = train, curve, ...different } = {}) {
  const usual = { linear: [], first: { step: 0, train: first, val: first }, latest: { step: 10000, train, val } }
  const run = { step, firstStep: 0, seconds: 1, loss, curve: curve ?? usual }
  return /** @type {any} */ ({
    state: 'done', step, curve: run.curve, run, problem: undefined, dead: false, presets: [],
    settings: { steps: 10000, rate, usual: { learningRate: USUAL } },
    baselines: { uniform: Math.log(65), unigram: 3.31, bigram: 2.45 },
    trainer: { info: { vocabularySize: 65, parameters: 4225, trainTokens: 900, valTokens: 100, heads: 0, config: { learningRate } } },
    ...different,
  })
}

test('a run that ends worse than guessing says so and why, and offers the learning rate that is known to work', LIMIT, () => {
  const experiment = after({ learningRate: 50, train: 9.46, val: 9.9 })
  assert.equal(sentenceOf(experiment), 'After 10,000 steps in 1.0\u202fs the loss is 9.46: as unsure as if it chose among 13,000 characters. That is worse than guessing at 4.17 (65 characters): at a learning rate of 50 each step overshoots.')
  for (const rate of [Infinity, 100]) assert.deepEqual(suggestionsOf({ ...experiment, settings: { ...experiment.settings, rate } }), ['learning-rate'])
  assert.equal(labelOf('learning-rate', experiment), 'Reset, with learning rate 0.001')
})

test('a learning rate that is too low, and a run that has only begun, are not taken for one that is too high', LIMIT, () => {
  const slow = after({ learningRate: 1e-7, train: 4.59 })
  assert.match(sentenceOf(slow), /: at a learning rate of 0\.0000001 it hardly moves\.$/)
  assert.equal(betterRate(slow), USUAL)
  const begun = after({ train: 4.5, step: 10, rate: 100 })
  assert.match(sentenceOf(begun), /: it has only begun\.$/)
  assert.deepEqual(suggestionsOf(begun), ['longer', 'another-text'])
})

test('a run that broke goes on with the rung\u2019s own learning rate, or with a tenth where even that was too high', LIMIT, () => {
  const broken = (/** @type {number} */ learningRate) => betterRate(after({ learningRate, state: 'error' }))
  assert.deepEqual([1000, 0.01, 0.001, 0.0001].map(broken), [USUAL, USUAL, 0.0001, 0.00001])
})

test('a loss that was not measured is not mentioned', LIMIT, () => {
  for (const val of [null, NaN]) assert.doesNotMatch(sentenceOf(after({ val })), /not read|null|NaN|\u2013/)
})

test('the loss that is told on the way is that of the batches just read, not of the last evaluation', LIMIT, () => {
  const recent = [...Array.from({ length: 27 }, () => 4.4), 3, 3.1, 3.2]
  const experiment = after({ step: 30, curve: { recent, latest: { step: 0, train: 4.41, val: 4.4 } } })
  assert.equal(milestone(experiment, 2, STRINGS), 'Half-way: the loss is about 3.10, as unsure as among 22.2 characters.')
})

test('a loss is told as a choice among so many characters, of the number that is shown', LIMIT, () => {
  assert.equal(STRINGS.unsureAmong(2.4549), 'as unsure as if it chose among 11.6 characters')
  assert.deepEqual([0, 4.17, 5, 6.9, 30].map((loss) => STRINGS.unsureAmong(loss).match(/among (.*) characters/)?.[1]), ['1', '64.7', '150', '990', '> 1,000,000'])
  assert.equal(german.panels(german.strings.format).unsureAmong(2.45), 'so unsicher, als wählte es unter 11,6 Zeichen')
})

test('a run that is paused says what it has learned so far, by the lines that it is judged by', LIMIT, () => {
  const paused = (/** @type {number} */ loss, model = 'bigram') => {
    const { trainer, baselines } = after()
    const info = { ...trainer.info, config: { ...trainer.info.config, model } }
    return sentenceOf(after({ state: 'paused', step: 300, loss, curve: { recent: [9, ...Array.from({ length: 30 }, () => loss)] }, baselines, trainer: { info } }))
  }
  assert.equal(paused(4.5), 'Paused after 300 steps at a loss of about 4.50: as unsure as if it chose among 90.0 characters. It has not learned anything yet: guessing at random does as well: 4.17 (65 characters).')
  const learned = (/** @type {[number, string?][]} */ ...runs) => runs.map((run) => paused(...run).split(/characters\. (?=It)/)[1])
  assert.deepEqual(learned([3.5], [3], [2.5], [2.5, 'gpt'], [2.3, 'gpt']), [
    'It is learning how often each character comes.',
    'It knows how often each character comes, at 3.31 (27.4 characters), and is learning which ones follow each other.',
    'It knows nearly all that the letter before can tell: 2.45 (11.6 characters).',
    'It knows how often each character comes, at 3.31 (27.4 characters), and is learning which ones follow each other.',
    'It knows which characters follow each other, at 2.45 (11.6 characters), and uses what stands further back.',
  ])
})

test('an error without words still has a sentence', LIMIT, () => {
  for (const dead of [false, true]) assert.match(sentenceOf(after({ state: 'error', dead, problem: new Error('') })), /^Something stopped the training without saying why\. \w/)
})

test('a forecast is never off by more than half, however slowly a run begins', LIMIT, () => {
  for (const [stepTime, firstSecond, evaluation] of [[0.001, 0.1, 0.01], [0.02, 0.2, 0.3], [0.25, 0.9, 3]]) {
    const watch = new Stopwatch()
    watch.start()
    let seconds = evaluation
    for (let step = 1; seconds < 60; step++) {
      seconds += seconds < 1 + evaluation ? firstSecond : stepTime
      if (step % 166 === 0) seconds += evaluation
      watch.note(seconds, step)
      const known = watch.perStep
      if (seconds > 4 + evaluation) assert.ok(known, 'not known yet')
      if (known) assert.ok(known / stepTime < 1.5 && known / stepTime > 1 / 1.5, `${known} s a step after ${seconds} s, when it takes ${stepTime} s`)
    }
  }
})

test('a stopwatch says nothing until it knows, and forgets what was measured at another pace', LIMIT, () => {
  const watch = new Stopwatch()
  watch.start()
  watch.note(10.5, 1)
  watch.note(11.6, 2)
  watch.note(11.7, 3)
  assert.equal(watch.perStep, undefined)
  watch.note(13.6, 6)
  assert.equal(Number(watch.perStep).toFixed(3), '0.500')
  watch.start()
  assert.equal(watch.perStep, undefined)
})

test('a pace says how long a run takes only when that is known, and what this device makes of a pace that is too high for it', LIMIT, () => {
  assert.equal(describePace(Infinity, undefined), 'as fast as this device can')
  assert.equal(describePace(Infinity, { rate: 20, seconds: 250 }), 'as fast as this device can: about 4.2\u202fmin in all')
  assert.equal(describePace(1000, { rate: 1000, seconds: 10 }), '1,000 steps a second, about 10\u202fs in all')
  assert.equal(describePace(4400, { rate: 3.9, seconds: 1282 }), '4,400 steps a second, of which this device makes 4: about 21\u202fmin in all')
})

test('a model that learned from another text with the same characters is said to go on with this one', LIMIT, () => {
  const opened = (/** @type {boolean} */ otherText) => sentenceOf(after({ state: 'paused', step: 500, loss: NaN, trainer: { info: { otherText } } }))
  assert.equal(opened(false), 'This model has learned for 500 steps.')
  assert.equal(opened(true), 'This model has learned for 500 steps from another text with the same characters; it goes on with this one.')
})

test('what the core refuses is said in the core\u2019s sentence, or by its code in another language, within a problem of the page, too', LIMIT, () => {
  const short = makeError('text.too-short', 'block size 64 needs at least 66 characters, the text has 40', { blockSize: 64, low: 66, value: 40, unit: 'characters' })
  assert.equal(inWords(short, en), 'Block size 64 needs at least 66 characters, the text has 40')
  assert.equal(inWords(short, german.strings), 'Die Blockgröße 64 verlangt mindestens 66 Zeichen, der Text hat 40')
  assert.equal(problemOf(new Problem({ code: 'text-unusable', name: 'a.txt', cause: short }), german.strings), 'a.txt lässt sich nicht verwenden: Die Blockgröße 64 verlangt mindestens 66 Zeichen, der Text hat 40')
  for (const strings of [en, german.strings]) assert.equal(inWords(new Error('of somewhere else'), strings), 'Of somewhere else')
})

test('a run that broke says why in the language of the page', LIMIT, () => {
  const problem = makeError('training.diverged', 'training stopped: step 1,235 made the loss infinite', { kept: 1234, learningRate: 1000 })
  const broken = after({ state: 'error', problem })
  assert.equal(sentenceOf(broken), 'Training stopped: step 1,235 made the loss infinite.')
  const { sentenceOf: inGerman } = outcomeIn({ ...german.strings, ...german.panels(german.strings.format) })
  assert.match(inGerman(broken), /^Das Training wurde abgebrochen: In Schritt 1\.235 .* Schritt 1\.234 .* Lernrate unter 1\.000 könnte helfen\.$/)
})
