// Plain words: every term that the screen uses has its sentence, and no sentence is longer than 25 words, in every language.
import assert from 'node:assert/strict'
import test from 'node:test'
import { LANGUAGES } from '../../web/build/bundles.mjs'
import { RUNGS } from '../../web/experiment/settings.js'
import { en } from '../../web/locales/en.js'
import { enPanels } from '../../web/locales/en-panels.js'
import { enStep } from '../../web/locales/en-step.js'
import { localeSources, sentencesIn, sentencesOf, wordsOf } from '../harness/sentences.mjs'

const LIMIT = { timeout: 60_000 }
const MOST = 25 // words

/** The strings of each language. @type {Record<string, import('../../web/locales/en-panels.js').PanelStrings>} */
const SPOKEN = { en: { ...en, ...enPanels(en.format) } }
for (const code of LANGUAGES) {
  const { default: locale } = await import(`../../web/locales/${code}.js`)
  SPOKEN[code] = { ...locale.strings, ...locale.panels(locale.strings.format) }
}

/** What a press of Step says in each. @type {Record<string, typeof enStep>} */
const STEPS = { en: enStep }
for (const code of LANGUAGES) STEPS[code] = (await import(`../../web/locales/${code}.js`)).default.step

/** What the screen speaks of, where its sentence is. @type {Record<'terms' | 'settingHelp', string[]>} */
const TERMS = {
  terms: [
    'loss', 'validation', 'train', 'step', 'rate', 'batchLoss', 'parameter', 'temperature', 'pace', 'gradient', 'layer', 'head', 'attention', 'table', 'likeliest', 'checkpoint',
    'batch', 'learningRate', 'token', 'uniform', 'unigram', 'bigram',
  ],
  settingHelp: ['learningRate', 'batchSize', 'blockSize', 'nEmbd', 'nLayer', 'nHead', 'seed', 'steps', 'dropout', 'workers'],
}

/** What is wrong with what a term is said to be. @param {unknown} sentence */
function faultOf(sentence) {
  if (typeof sentence !== 'string' || sentence.trim() === '') return 'has no sentence'
  if (!/^[^.!?]+[.!?]$/.test(sentence)) return `is told by no single sentence: ${sentence}`
  return wordsOf(sentence) > MOST ? `is told in ${wordsOf(sentence)} words: ${sentence}` : ''
}

/** @param {Record<string, Record<string, unknown>>} strings */
const faults = (strings) => Object.entries(TERMS).flatMap(([table, terms]) => terms.flatMap((term) => {
  const fault = faultOf(table === 'settingHelp' ? String(strings[table][term] ?? '').replace(/([.;:]) .*/, '.') : strings[table][term])
  return fault ? [`${term} ${fault}`] : []
}))

for (const [code, strings] of Object.entries(SPOKEN)) {
  test(`every term has one sentence in ${code}, and every rung`, LIMIT, () => {
    assert.deepEqual(faults(/** @type {any} */ (strings)), [])
    if (code !== 'en') assert.deepEqual(RUNGS.filter((rung) => faultOf(strings.stories[rung])), []) // the English ones are the core's
  })
}

test('a term without a sentence is found, one of two sentences, and one of too many words', LIMIT, () => {
  const { terms, settingHelp } = SPOKEN.en
  const planted = { settingHelp, terms: { ...terms, loss: '', head: 'It is a head. It looks.', pace: `${'very '.repeat(25)}fast.` } }
  assert.deepEqual(faults(/** @type {any} */ (planted)).map((fault) => fault.replace(/: .*/, '')), ['loss has no sentence', 'pace is told in 26 words', 'head is told by no single sentence'])
})

test('no sentence of the page is longer than 25 words, in any language', LIMIT, () => {
  const all = localeSources().flatMap(([file, source]) => sentencesIn(source).map((sentence) => ({ file, sentence })))
  assert.ok(all.length > 800)
  assert.deepEqual(all.filter(({ sentence }) => wordsOf(sentence) > MOST).map(({ file, sentence }) => `${file}: ${sentence}`), [])
})

test('a sentence that is too long is found, also in a function, around what is put in', LIMIT, () => {
  const long = sentencesIn(`export const en = { a: 'Short. Shorter!', b: (count) => \`<p>\${count} ${'and on '.repeat(13)}.</p> End.\` }`)
  assert.deepEqual(long.map(wordsOf), [1, 1, 27, 1])
})

for (const [code, strings] of Object.entries(SPOKEN)) {
  test(`no sentence that the status is put together of is longer than 25 words in ${code}, and each tells its loss as a choice`, LIMIT, () => {
    const done = strings.result(12_345, 83, 2.471)
    const told = [
      strings.resultOfBigram(done, 2.471, 2.45, {}), strings.resultOfBigram(done, 2.471, 2.45, { merges: [] }),
      strings.resultRead(done, 2.471), strings.resultUnread(done, 2.471, 2.489, 2.5),
      strings.pausedAt(12_345, 2.471), ...strings.milestones.map((way) => strings.milestone(way, 2.471)), strings.expectedLoss(2.471), strings.bestLoss(2.471),
      strings.resultWorse(done, 2.471, 2.45, strings.overshoots(50)), strings.youSay(2.471), strings.youSaid(2, 2.471),
      strings.shortOfSteps(5000, 2.471), strings.shortOfLoss(2.471), strings.isUnsure(2.471), strings.surprise(2.471), strings.surpriseWorse(2.471),
      strings.soFar.uniform(2.45), strings.soFar.bigram(2.45, {}), strings.soFar.pairs(2.45, {}), strings.soFar.beyond(2.45, {}),
      STEPS[code](strings.format).lossMoved(2.5, 2.471),
    ]
    for (const text of told) assert.match(text, /1[12][.,]\d (characters|Zeichen)/)
    const others = [strings.soFar.unigram(2.45, { merges: [] }), strings.youSaidOf(2)]
    assert.deepEqual([...told, ...others].flatMap(sentencesOf).filter((sentence) => wordsOf(sentence) > MOST), [])
  })
}
